using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>A product over one k: each row of C is a multiple of B's only row. The weight gradient of one sample.</summary>
/// <remarks>
/// Added to the weights themselves, it leaves the rows of zero inputs untouched, which is most of them in a picture.
/// Each tile does a range of rows.
/// </remarks>
internal readonly unsafe struct OuterProduct<TLanes, TVector>(Product product, int tiles) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    internal static void Run(Workers workers, in Product product)
    {
        int tiles = Math.Min(product.Rows, workers.Threads);
        workers.For(tiles, new OuterProduct<TLanes, TVector>(product, tiles));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int tile)
    {
        int end = (int)((long)product.Rows * (tile + 1) / tiles);
        for (int row = (int)((long)product.Rows * tile / tiles); row < end; row++)
        {
            float* a = product.A + (row * product.ARow);
            float* c = product.C + ((long)row * product.Columns);
            if (product.Bias != null)
                new ReadOnlySpan<float>(product.Bias, product.Columns).CopyTo(new Span<float>(c, product.Columns));
            else if (!product.Accumulate)
                new Span<float>(c, product.Columns).Clear();
            if (*a != 0)
                Rows.Add<TLanes, TVector>(a, product.B, c, product.Columns);
        }
    }
}
