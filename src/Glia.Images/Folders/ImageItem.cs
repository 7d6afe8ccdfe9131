using Glia.Experiments;

namespace Glia.Images.Folders;

/// <summary>An image of a source and what it shows.</summary>
/// <param name="Path">The file; what messages call it where it is none.</param>
/// <param name="Targets">Its class, or what the columns of a table say of it; empty where nothing is known.</param>
/// <param name="Part">What it is for.</param>
internal sealed record ImageItem(string Path, string[] Targets, SourcePart Part)
{
    /// <summary>The bytes of an image that lies within another file; null where <see cref="Path"/> is its own.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>Reads the image.</summary>
    /// <exception cref="GliaException">It cannot be read; the sentence begins with the path.</exception>
    public Image Read() => Bytes is { } bytes ? ImageReader.Read(bytes, Path) : ImageReader.Read(Path);
}
