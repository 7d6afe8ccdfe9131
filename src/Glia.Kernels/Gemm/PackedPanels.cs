using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>B of one block of k as panels, one vector pair of columns wide, which the micro-kernel reads front to back.</summary>
/// <remarks>Each tile of the job packs one panel.</remarks>
internal readonly unsafe struct PackedPanels<TLanes, TVector>(Product product, int k, int depth, int firstPanel, float* packed) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    public void Run(int tile)
    {
        int column = (firstPanel + tile) * Width;
        int columns = Math.Min(Width, product.Columns - column);
        float* to = packed + ((long)tile * Width * depth);
        float* from = product.B + (k * product.BStep) + (column * product.BColumn);
        if (columns < Width)
            new Span<float>(to, Width * depth).Clear();
        if (product.BStep == 1 && product.BColumn != 1)
            Transposition.Copy(from, product.BColumn, to, Width, columns, depth);
        else if (product.BColumn == 1 && columns == Width)
            CopyRows(from, to);
        else
            CopyOneByOne(from, to, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyRows(float* from, float* to)
    {
        for (int step = 0; step < depth; step++, to += Width, from += product.BStep)
        {
            TLanes.Store(TLanes.Load(from), to);
            TLanes.Store(TLanes.Load(from + TLanes.Count), to + TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyOneByOne(float* from, float* to, int columns)
    {
        for (int step = 0; step < depth; step++, to += Width, from += product.BStep)
        {
            for (int j = 0; j < columns; j++)
                to[j] = from[j * product.BColumn];
        }
    }
}
