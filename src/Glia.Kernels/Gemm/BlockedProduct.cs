namespace Glia.Kernels;

/// <summary>Drives the micro-kernel over a whole product, block of k by block of k.</summary>
internal static unsafe class BlockedProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Long blocks pay: C is loaded and stored once a block, and a panel streams from the second-level cache as fast as it is used.
    private const int MaxDepth = 800;

    // Where panels are not read front to back, because they lie in place or because k are left out, a part of them has to fit the first-level cache.
    private const int MaxScatteredDepth = 200;

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
        Strips strips = new(product.Rows);
        bool skipZeros = Zeros.Abound(product);

        // A panel pays for its packing when enough strips read it. The last one is packed too unless it is full.
        bool direct = product.BColumn == 1 && strips.Count <= MaxDirectStrips;
        int firstPacked = direct ? product.Columns / Width : 0;
        int blockDepth = EvenParts(product.Depth, MaxDepth);
        int visitDepth = direct || skipZeros ? EvenParts(blockDepth, MaxScatteredDepth) : blockDepth;

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
            workers.For(rowTiles * columnTiles, new MultiplyTile<TLanes, TVector>(product, strips, skipZeros, k, depth, visitDepth, packed, firstPacked, begin, panels, rowTiles, columnTiles));
        }
    }

    /// <summary>The size of parts of nearly the same size, none above the largest allowed.</summary>
    private static int EvenParts(int whole, int largest)
    {
        int parts = Math.Max(1, (whole + largest - 1) / largest);
        return Math.Max(1, (whole + parts - 1) / parts);
    }
}
