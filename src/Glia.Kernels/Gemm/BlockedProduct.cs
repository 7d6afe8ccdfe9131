namespace Glia.Kernels;

/// <summary>Cuts a whole product into tiles of C and hands them to the threads.</summary>
internal static unsafe class BlockedProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A tile of so few strips spends too much on packing its panels.
    private const int LeastTileStrips = 3;

    // With so few rows, the weights are much larger than what they are multiplied with, and what counts is who reads them. A part of k is
    // one block, and its strips are taken at once.
    private const int LeastRelayDepth = 64, MaxRelayDepth = 400;

    [ThreadStatic]
    private static PackBuffer? t_start;

    [ThreadStatic]
    private static PackBuffer? t_relay;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    internal static void Run(Workers workers, in Product product)
    {
        int panels = (product.Columns + Width - 1) / Width;
        int strips = new Strips(0, product.Rows).Count;

        // What the sums begin with: the bias, or zero. The last panel may begin in the middle of a whole one and is read to its end.
        float* start = (t_start ??= new PackBuffer()).Reserve((panels + 1L) * Width);
        new Span<float>(start, (panels + 1) * Width).Clear();
        if (product.Bias != null)
            new ReadOnlySpan<float>(product.Bias, product.Columns).CopyTo(new Span<float>(start, product.Columns));

        bool skipZeros = Zeros.Abound(product);
        if (IsRelay(workers.Threads, strips, product))
        {
            // How many strips each part of k has behind it in each panel.
            int* relay = (int*)(t_relay ??= new PackBuffer()).Reserve((long)panels * workers.Threads);
            new Span<int>(relay, panels * workers.Threads).Clear();
            workers.For(workers.Threads, new ProductTile<TLanes, TVector>(product, skipZeros, start, 1, 1, workers.Threads, relay));
            return;
        }

        (int rowParts, int columnParts) =
            Cut(workers.Threads, strips, panels, turnsB: product.BColumn != 1, readyA: product.AStep == 1 && !skipZeros);
        workers.For(rowParts * columnParts, new ProductTile<TLanes, TVector>(product, skipZeros, start, rowParts, columnParts, 1, null));
    }

    private static bool IsRelay(int threads, int strips, in Product product) =>
        threads > 1 && product.BColumn == 1 && strips <= ProductTile<TLanes, TVector>.MaxStrips
            && product.Depth / threads is >= LeastRelayDepth and < MaxRelayDepth;

    // Each tile packs what it reads, so that nobody waits for anybody. Cut between rows, panels are packed once for each part;
    // cut between columns, strips are.
    private static (int RowParts, int ColumnParts) Cut(int threads, int strips, int panels, bool turnsB, bool readyA)
    {
        if (threads == 1)
            return (1, 1);

        // Turning B on its side is what costs, and strips that are read in place cost nothing to share.
        if (turnsB && readyA && panels >= 2 * threads)
            return (1, threads);
        int rowParts = Math.Clamp(strips / LeastTileStrips, 1, threads);
        return (rowParts, Math.Clamp((threads + rowParts - 1) / rowParts, 1, panels));
    }
}
