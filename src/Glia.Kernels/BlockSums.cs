using System.Numerics;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

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
