using Glia.Kernels;

namespace Glia.Doctor.Facts;

/// <summary>
/// The nearest other rows of each row, or the nearest rows of each of some other rows, by Euclidean distance, nearest first.
/// </summary>
internal sealed class Neighbours
{
    private const int Block = 256;

    private readonly bool _self;

    public Neighbours(float[] inputs, int rows, int width, int count) : this(inputs, rows, inputs, rows, width, count)
    {
    }

    public Neighbours(float[] inputs, int rows, float[] asking, int askingRows, int width, int count)
    {
        _self = inputs == asking;
        (Rows, Count) = (askingRows, Math.Min(count, rows - 1));
        Nearest = new int[askingRows * Count];
        var squares = new float[rows];
        for (int i = 0; i < rows; i++) squares[i] = (float)Reduce.SumOfSquares(inputs.AsSpan(i * width, width));
        var products = new float[Block * rows];
        var distances = new float[Count];
        for (int start = 0; start < askingRows; start += Block)
        {
            int block = Math.Min(Block, askingRows - start);
            Gemm.Multiply(Workers.Single, new Matrix(asking.AsSpan(start * width, block * width), block, width),
                new Matrix(inputs, rows, width).Transpose(), products.AsSpan(0, block * rows));
            for (int i = 0; i < block; i++) Rank(start + i, products.AsSpan(i * rows, rows), squares, distances);
        }
    }

    /// <summary>How many rows have neighbours here.</summary>
    public int Rows { get; }

    /// <summary>How many neighbours of each.</summary>
    public int Count { get; }

    /// <summary>Row numbers, <see cref="Count"/> for each row.</summary>
    public int[] Nearest { get; }

    /// <summary>The neighbours of one row.</summary>
    public ReadOnlySpan<int> this[int row] => Nearest.AsSpan(row * Count, Count);

    private void Rank(int row, ReadOnlySpan<float> products, float[] squares, float[] distances)
    {
        Span<int> nearest = Nearest.AsSpan(row * Count, Count);
        Array.Fill(distances, float.PositiveInfinity);
        for (int other = 0; other < products.Length; other++)
        {
            float distance = squares[other] - 2 * products[other];
            if (distance >= distances[^1] || (_self && other == row)) continue;
            int at = Count - 1;
            for (; at > 0 && distances[at - 1] > distance; at--) (distances[at], nearest[at]) = (distances[at - 1], nearest[at - 1]);
            (distances[at], nearest[at]) = (distance, other);
        }
    }
}
