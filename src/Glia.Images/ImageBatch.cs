using Glia.Data;

namespace Glia.Images;

/// <summary>Image files made ready for a network, all of them that can be read.</summary>
/// <param name="Inputs">One image a row; null where none can be read.</param>
/// <param name="Kept">Which of the files the rows are, by number.</param>
/// <param name="Seen">What was done to each of them, in one sentence.</param>
/// <param name="Refused">Why the others cannot be used: a sentence each that begins with the path, in the order of the files.</param>
public sealed record ImageBatch(ByteFeatures? Inputs, IReadOnlyList<int> Kept, IReadOnlyList<string> Seen, IReadOnlyList<string> Refused)
{
    /// <summary>
    /// Reads files one by one into the memory of the samples, on all processors. Every image has its own place, so the result is the same
    /// at any number of them.
    /// </summary>
    /// <param name="paths">The files.</param>
    /// <param name="preparation">How an image becomes a sample.</param>
    /// <exception cref="GliaException">The samples are too many for the memory of one array.</exception>
    public static ImageBatch Read(IReadOnlyList<string> paths, ImagePreparation preparation) =>
        Read(paths, row => ImageReader.Read(paths[row]), preparation);

    /// <summary>The same for images that may lie within other files.</summary>
    /// <param name="paths">What messages call them.</param>
    /// <param name="read">Reads one of them.</param>
    /// <param name="preparation">How an image becomes a sample.</param>
    internal static ImageBatch Read(IReadOnlyList<string> paths, Func<int, Image> read, ImagePreparation preparation)
    {
        int size = preparation.Shape.Size;
        if ((long)size * paths.Count > Array.MaxLength)
            throw new GliaException($"{paths.Count:N0} images of {preparation.Shape} bytes do not fit into 2 GiB; "
                + "make them smaller with --image-size, or take them in gray with --gray.");
        var bytes = new byte[size * paths.Count];
        var seen = new string?[paths.Count];
        var refused = new string?[paths.Count];
        Parallel.For(0, paths.Count, row =>
        {
            try
            {
                seen[row] = preparation.Prepare(read(row), bytes.AsSpan(row * size, size));
            }
            catch (GliaException error)
            {
                bool named = error.Message.StartsWith(paths[row], StringComparison.Ordinal);
                refused[row] = named ? error.Message : $"{paths[row]}: {error.Message}";
            }
        });
        int[] kept = [.. Enumerable.Range(0, paths.Count).Where(row => seen[row] is not null)];
        for (int row = 0; row < kept.Length; row++)
            if (kept[row] != row) bytes.AsSpan(kept[row] * size, size).CopyTo(bytes.AsSpan(row * size));
        ByteFeatures? inputs = kept.Length == 0 ? null : new ByteFeatures(bytes.AsMemory(0, kept.Length * size), preparation.Shape);
        return new ImageBatch(inputs, kept, [.. kept.Select(row => seen[row]!)], [.. refused.OfType<string>()]);
    }
}
