namespace Glia.Kernels;

/// <summary>Cuts a whole product into tiles of C and hands them to the threads.</summary>
internal static unsafe class BlockedProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A tile of so few strips spends too much on packing its panels.
    private const int LeastTileStrips = 3;

    // More tiles than threads, so that a thread that is held up does not hold up the others; as long as the tiles stay large.
    private const int ManyStrips = 16;

    [ThreadStatic]
    private static PackBuffer? t_start;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    internal static void Run(Workers workers, in Product product)
    {
        int panels = (product.Columns + Width - 1) / Width;
        Strips strips = new(product.Rows);

        // What the sums begin with: the bias, or zero.
        float* start = (t_start ??= new PackBuffer()).Reserve((long)panels * Width);
        new Span<float>(start, panels * Width).Clear();
        if (product.Bias != null)
            new ReadOnlySpan<float>(product.Bias, product.Columns).CopyTo(new Span<float>(start, product.Columns));

        bool skipZeros = Zeros.Abound(product);
        (int rowParts, int columnParts) = Cut(workers.Threads, strips.Count, panels, turnsB: product.BColumn != 1, readyA: product.AStep == 1 && !skipZeros);
        workers.For(rowParts * columnParts, new ProductTile<TLanes, TVector>(product, strips, skipZeros, start, panels, rowParts, columnParts));
    }

    // Each tile packs what it reads, so that nobody waits for anybody. Cut between rows, panels are packed once for each part; cut between columns, strips are.
    private static (int RowParts, int ColumnParts) Cut(int threads, int strips, int panels, bool turnsB, bool readyA)
    {
        if (threads == 1)
            return (1, 1);

        // Turning B on its side is what costs, and strips that are read in place cost nothing to share.
        if (turnsB && readyA && panels >= 2 * threads)
            return (1, threads);
        int rowParts = Math.Clamp(strips / LeastTileStrips, 1, strips >= ManyStrips * threads ? 2 * threads : threads);
        return (rowParts, Math.Clamp((threads + rowParts - 1) / rowParts, 1, panels));
    }
}
