namespace Glia.Kernels;

/// <summary>Drives the micro-kernel over a whole product, block of k by block of k.</summary>
internal static unsafe class BlockedProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Long blocks pay: C is loaded and stored once a block, and a panel streams from the second-level cache as fast as it is used.
    private const int MaxDepth = 800;

    // Strips that one tile takes at most, so that their part of A stays in the second-level cache while the panels pass by.
    private const int MaxTileStrips = 12;

    // More tiles than threads, so that a thread that is held up does not hold up the others.
    private const int TilesPerThread = 2;

    // With so few strips a panel is read in place: packing it would cost more than its scattered rows do.
    private const int MaxDirectStrips = 6;

    [ThreadStatic]
    private static PackBuffer? t_packed;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    internal static void Run(Workers workers, in Product product)
    {
        int panels = (product.Columns + Width - 1) / Width;
        int blocks = Math.Max(1, (product.Depth + MaxDepth - 1) / MaxDepth);
        int blockDepth = Math.Max(1, (product.Depth + blocks - 1) / blocks);
        Strips strips = new(product.Rows);
        bool skipZeros = Zeros.Abound(product);

        // A panel pays for its packing when enough strips read it. The last one is packed too unless it is full.
        int firstPacked = product.BColumn != 1 || strips.Count > MaxDirectStrips ? 0 : product.Columns / Width;

        // The first row holds what the sums begin with: the bias, or zero.
        float* start = (t_packed ??= new PackBuffer()).Reserve(((long)panels * Width) + ((long)(panels - firstPacked) * Width * blockDepth));
        float* packed = start + (panels * Width);
        new Span<float>(start, panels * Width).Clear();
        if (product.Bias != null)
            new ReadOnlySpan<float>(product.Bias, product.Columns).CopyTo(new Span<float>(start, product.Columns));

        int rowTiles = Math.Max((strips.Count + MaxTileStrips - 1) / MaxTileStrips, Math.Min(strips.Count, TilesPerThread * workers.Threads));
        int columnTiles = Math.Clamp(workers.Threads / rowTiles, 1, panels);
        for (int k = 0; k == 0 || k < product.Depth; k += blockDepth)
        {
            int depth = Math.Min(blockDepth, product.Depth - k);
            if (firstPacked < panels)
                workers.For(panels - firstPacked, new PackedPanels<TLanes, TVector>(product, k, depth, firstPacked, packed));
            float* begin = product.Accumulate || k > 0 ? null : start;
            workers.For(rowTiles * columnTiles, new MultiplyTile<TLanes, TVector>(product, strips, skipZeros, k, depth, packed, firstPacked, begin, panels, rowTiles, columnTiles));
        }
    }
}
