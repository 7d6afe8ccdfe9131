using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>One block of k of B as a panel, one vector pair of columns wide, which the micro-kernel reads front to back.</summary>
internal static unsafe class PackedPanel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    internal static int Width => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>Packs up to a panel's width of columns; columns that are not there become zero.</summary>
    /// <param name="product">The product, for B and its strides.</param>
    /// <param name="k">The first k.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="to">Receives <paramref name="depth"/> times the panel's width.</param>
    internal static void Pack(in Product product, int k, int depth, int column, int columns, float* to)
    {
        float* from = product.B + (k * product.BStep) + (column * product.BColumn);
        if (columns < Width)
            new Span<float>(to, Width * depth).Clear();
        if (product.BStep == 1 && product.BColumn != 1)
            Transposition.Copy(from, product.BColumn, to, Width, columns, depth);
        else if (product.BColumn == 1 && columns == Width)
            CopyRows(from, product.BStep, depth, to);
        else
            CopyOneByOne(from, product.BStep, product.BColumn, columns, depth, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(float* from, nint step, int depth, float* to)
    {
        for (; depth > 0; depth--, to += Width, from += step)
        {
            TLanes.Store(TLanes.Load(from), to);
            TLanes.Store(TLanes.Load(from + TLanes.Count), to + TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyOneByOne(float* from, nint step, nint columnStride, int columns, int depth, float* to)
    {
        for (; depth > 0; depth--, to += Width, from += step)
        {
            for (int j = 0; j < columns; j++)
                to[j] = from[j * columnStride];
        }
    }
}
