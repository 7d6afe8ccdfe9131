using System.Numerics;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// A rows x columns matrix in blocks of rows that fit the first-level cache, so that several passes over a block read memory once. Each
/// block is summed for itself and the blocks are added up in their order: the bits are the same at any number of threads.
/// </summary>
internal readonly struct RowBlocks
{
    // 32 KB; with very many columns no fewer rows than these, so that what is kept for each block stays small beside the matrix.
    private const int Numbers = 8192, LeastRows = 16;

    // Below this many numbers, handing work to a second thread costs more than it saves.
    private const int WorthSharing = 1 << 16;

    private readonly int _most;

    internal RowBlocks(int numbers, int columns)
    {
        (Columns, Rows) = (columns, numbers / columns);
        _most = Math.Max(LeastRows, Numbers / columns);
        Count = (Rows + _most - 1) / _most;
    }

    internal int Columns { get; }

    internal int Rows { get; }

    /// <summary>How many blocks there are.</summary>
    internal int Count { get; }

    /// <summary>The place of a block's first number.</summary>
    internal nint Start(int block) => (nint)block * _most * Columns;

    /// <summary>The rows of a block.</summary>
    internal int RowsOf(int block) => Math.Min(_most, Rows - (block * _most));

    /// <summary>Those of the threads for which the work is enough.</summary>
    internal Workers Sharing(Workers workers) => (long)Rows * Columns < WorthSharing ? Workers.Single : workers;
}

/// <summary>Two sums in double for each column of a block, as whole vectors: what blocks hand on to be added up.</summary>
internal readonly unsafe struct BlockSums(double* memory, int columns)
{
    private static int Half => Vector<double>.Count;

    /// <summary>How many doubles the sums of so many blocks take.</summary>
    internal static long Size(in RowBlocks blocks) => 2L * blocks.Count * Padded(blocks.Columns);

    /// <summary>Keeps the sums of a vector of columns: the first, lower and upper half, and the second.</summary>
    internal void Set(int block, int column, Vector<double> a0, Vector<double> a1, Vector<double> b0, Vector<double> b1)
    {
        double* first = First(block, column), second = first + Padded(columns);
        a0.Store(first);
        a1.Store(first + Half);
        b0.Store(second);
        b1.Store(second + Half);
    }

    /// <summary>What <see cref="Set"/> kept.</summary>
    internal void Get(
        int block, int column, out Vector<double> a0, out Vector<double> a1, out Vector<double> b0, out Vector<double> b1)
    {
        double* first = First(block, column), second = first + Padded(columns);
        (a0, a1) = (Vector.Load(first), Vector.Load(first + Half));
        (b0, b1) = (Vector.Load(second), Vector.Load(second + Half));
    }

    private double* First(int block, int column) => memory + (2 * (nint)block * Padded(columns)) + column;

    private static int Padded(int columns) => (columns + Width - 1) / Width * Width;
}
