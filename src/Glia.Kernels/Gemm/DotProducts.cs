using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>
/// A product with one row of A and the columns of B contiguous: one dot product a column. The input gradient of one sample.
/// </summary>
/// <remarks>
/// Eight columns at a time make eight independent sums. Each lane of a vector sums every eighth (or so) term and the lanes are added last,
/// so the order of the terms is not that of the other kernels; it does not depend on the number of threads either.
/// Each tile does a range of columns.
/// </remarks>
internal readonly unsafe struct DotProducts<TLanes, TVector>(Product product, int tiles) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Group = 8;

    internal static void Run(Workers workers, in Product product)
    {
        int tiles = Math.Clamp(product.Columns / Group, 1, workers.Threads);
        workers.For(tiles, new DotProducts<TLanes, TVector>(product, tiles));
    }

    public void Run(int tile)
    {
        int end = Edge(tile + 1);
        int column = Edge(tile);
        for (; column + Group <= end; column += Group)
            EightColumns(product.A, product.B + (column * product.BColumn), product.BColumn, product.Depth, product.C + column,
                Start(column), product.Accumulate);
        for (; column < end; column++)
            OneColumn(column);
    }

    // Whole groups but for the last range: which columns go one by one must not depend on the number of tiles.
    private int Edge(int tile) => tile == tiles ? product.Columns : (int)((long)product.Columns * tile / tiles) / Group * Group;

    private float* Start(int column) => product.Bias == null ? null : product.Bias + column;

    private void OneColumn(int column)
    {
        float* b = product.B + (column * product.BColumn);
        float sum = product.Bias != null ? product.Bias[column] : product.Accumulate ? product.C[column] : 0;
        for (int k = 0; k < product.Depth; k++)
            sum = float.MultiplyAddEstimate(product.A[k], b[k], sum);
        product.C[column] = sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightColumns(float* a, float* b, nint column, int depth, float* c, float* start, bool accumulate)
    {
        float* b1 = b + column, b2 = b1 + column, b3 = b2 + column, b4 = b3 + column, b5 = b4 + column, b6 = b5 + column, b7 = b6 + column;
        TVector s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        int k = 0;
        for (; k <= depth - TLanes.Count; k += TLanes.Count)
        {
            TVector x = TLanes.Load(a + k);
            s0 = TLanes.MultiplyAdd(x, TLanes.Load(b + k), s0);
            s1 = TLanes.MultiplyAdd(x, TLanes.Load(b1 + k), s1);
            s2 = TLanes.MultiplyAdd(x, TLanes.Load(b2 + k), s2);
            s3 = TLanes.MultiplyAdd(x, TLanes.Load(b3 + k), s3);
            s4 = TLanes.MultiplyAdd(x, TLanes.Load(b4 + k), s4);
            s5 = TLanes.MultiplyAdd(x, TLanes.Load(b5 + k), s5);
            s6 = TLanes.MultiplyAdd(x, TLanes.Load(b6 + k), s6);
            s7 = TLanes.MultiplyAdd(x, TLanes.Load(b7 + k), s7);
        }

        Finish(TLanes.Sum(s0), 0);
        Finish(TLanes.Sum(s1), 1);
        Finish(TLanes.Sum(s2), 2);
        Finish(TLanes.Sum(s3), 3);
        Finish(TLanes.Sum(s4), 4);
        Finish(TLanes.Sum(s5), 5);
        Finish(TLanes.Sum(s6), 6);
        Finish(TLanes.Sum(s7), 7);

        void Finish(float sum, int j)
        {
            for (int rest = k; rest < depth; rest++)
                sum = float.MultiplyAddEstimate(a[rest], b[(j * column) + rest], sum);
            c[j] = sum + (start != null ? start[j] : accumulate ? c[j] : 0);
        }
    }
}
