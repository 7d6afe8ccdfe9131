namespace Glia.Kernels;

/// <summary>Some neighbouring columns of a wider matrix, moved into it and out of it row by row: how arrays stand side by side.</summary>
public static class ColumnBlock
{
    /// <summary>Writes a matrix into the columns of a wider one that begin at a place.</summary>
    /// <param name="from">Rows of <paramref name="width"/> numbers.</param>
    /// <param name="width">The columns of the block.</param>
    /// <param name="to">Rows of <paramref name="wide"/> numbers, of which the others stay as they are.</param>
    /// <param name="wide">All columns.</param>
    /// <param name="start">The first column of the block.</param>
    public static void Put(ReadOnlySpan<float> from, int width, Span<float> to, int wide, int start)
    {
        for (int row = 0; row < from.Length / width; row++) from.Slice(row * width, width).CopyTo(to[(row * wide + start)..]);
    }

    /// <summary>Reads such columns.</summary>
    /// <param name="from">Rows of <paramref name="wide"/> numbers.</param>
    /// <param name="wide">All columns.</param>
    /// <param name="start">The first column of the block.</param>
    /// <param name="to">Receives rows of <paramref name="width"/> numbers.</param>
    /// <param name="width">The columns of the block.</param>
    public static void Take(ReadOnlySpan<float> from, int wide, int start, Span<float> to, int width)
    {
        for (int row = 0; row < to.Length / width; row++) from.Slice(row * wide + start, width).CopyTo(to[(row * width)..]);
    }
}
