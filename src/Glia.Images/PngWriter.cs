using Glia.Files;

namespace Glia.Images;

/// <summary>Writes images as PNG.</summary>
public static class PngWriter
{
    /// <summary>Writes a file, beside it first and then in its place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">What it shows.</param>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public static void Write(string path, Image image) => AtomicFile.Write(path, stream => Write(stream, image));

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="image">What it shows.</param>
    public static void Write(Stream stream, Image image) => Png.Write(stream, image.Pixels, image.Width, image.Height, image.Channels);
}
