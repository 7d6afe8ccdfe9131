using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>Multiplies some strips of A by some panels of B: one rectangle of C, from the first k to the last, or some part of the k.</summary>
/// <remarks>
/// Where k is cut, each part goes on with the sums that the part before it left, panel after panel: a relay, in which every sum still goes over k in order. So each
/// thread reads its own rows of B only: of a layer's weights those that it also changes, which then stay in its cache from step to step. Tiles begin in the order of
/// the parts, so the one that is waited for has always begun.
/// </remarks>
internal readonly unsafe struct ProductTile<TLanes, TVector>(
    Product product, bool skipZeros, float* start, int rowParts, int columnParts, int depthParts, int* relay) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Long blocks pay: C is loaded and stored once a block, and a panel streams from the second-level cache as fast as it is used.
    private const int MaxDepth = 800;

    // Where panels are not read front to back, because they lie in place or because k are left out, a part of them has to fit the first-level cache.
    private const int MaxScatteredDepth = 400;

    // Strips that are taken at once, so that their part of A stays in the second-level cache while the panels pass by.
    private const int MaxStrips = 24;

    // With so few strips that leave out k, a panel is read in place: packing it would cost more than its scattered rows do.
    private const int MaxDirectStrips = 6;

    [ThreadStatic]
    private static PackBuffer? t_strips;

    [ThreadStatic]
    private static PackBuffer? t_panels;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int tile)
    {
        (int part, int rectangle) = Math.DivRem(tile, rowParts * columnParts);
        (int row, int column) = Math.DivRem(rectangle, columnParts);
        int firstK = (int)((long)product.Depth * part / depthParts), endK = (int)((long)product.Depth * (part + 1) / depthParts);
        int firstRow = (int)((long)product.Rows * row / rowParts), endRow = (int)((long)product.Rows * (row + 1) / rowParts);
        int firstColumn = CutColumns(column), endColumn = CutColumns(column + 1), panels = (endColumn - firstColumn + Width - 1) / Width;
        Strips strips = new(firstRow, endRow - firstRow);
        int most = Math.Min(strips.Count, MaxStrips);
        bool direct = product.BColumn == 1 && (strips.Count == 1 || (skipZeros && strips.Count <= MaxDirectStrips));
        int blockDepth = depthParts > 1 ? endK - firstK : EvenParts(product.Depth, direct || skipZeros ? MaxScatteredDepth : MaxDepth);

        StripPreparation preparation = new(product, strips, skipZeros, panels);
        float* memory = (t_strips ??= new PackBuffer()).Reserve((long)preparation.Size(blockDepth) * most);
        StripOfA* ready = stackalloc StripOfA[most];

        // A panel that serves these strips only may be overwritten by the next one, which keeps it in the cache.
        long panelSize = strips.Count > most ? (long)Width * blockDepth : 0;
        float* packed = (t_panels ??= new PackBuffer()).Reserve(((long)Width * blockDepth) + (panelSize * (panels - 1)));
        for (int k = firstK; k == firstK || k < endK; k += blockDepth)
        {
            int depth = Math.Min(blockDepth, endK - k);
            float* begin = product.Accumulate || k > 0 ? null : start;
            for (int strip = 0; strip < strips.Count; strip += most)
            {
                int count = Math.Min(most, strips.Count - strip);
                preparation.Prepare(strip, count, k, depth, memory, blockDepth, ready);
                for (int panel = 0; panel < panels; panel++)
                {
                    if (depthParts > 1)
                        Await(panel, part);
                    RunPanel(strips, ready, strip, count, firstColumn + (panel * Width), endColumn, k, depth, begin, packed + (panel * panelSize), direct, isPacked: strip > 0);
                    if (depthParts > 1)
                        Volatile.Write(ref relay[panel], part + 1);
                }
            }
        }
    }

    // Whole vectors: parts of whole panels could differ by twice as much.
    private int CutColumns(int part) => part == columnParts ? product.Columns : (int)((long)product.Columns * part / columnParts) / TLanes.Count * TLanes.Count;

    private void Await(int panel, int part)
    {
        SpinWait wait = default;
        while (Volatile.Read(ref relay[panel]) < part)
            wait.SpinOnce(sleep1Threshold: -1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunPanel(Strips strips, StripOfA* ready, int strip, int count, int column, int endColumn, int k, int depth, float* begin, float* packed, bool direct, bool isPacked)
    {
        int columns = Math.Min(Width, endColumn - column), i = 0;
        float* c = product.C + column;
        float* b = packed;
        nint bStep = PackedPanel<TLanes, TVector>.Step(columns), cRow = product.Columns;
        begin = begin == null ? null : begin + column;
        if (columns == Width && product.BColumn == 1 && !isPacked && (direct || (count > 1 && ready[0].Steps == null)))
        {
            b = product.B + (k * product.BStep) + column;
            bStep = product.BStep;
            if (!direct)
            {
                Tiles<TLanes, TVector>.RunPacking(strips.Height(strip), ready[0], b, bStep, c + (strips.Start(strip) * cRow), cRow, begin, packed);
                b = packed;
                bStep = Width;
                i = 1;
            }
        }
        else if (!isPacked)
        {
            PackedPanel<TLanes, TVector>.Pack(product, k, depth, column, columns, packed);
        }

        for (; i < count; i++)
            Tiles<TLanes, TVector>.Run(strips.Height(strip + i), columns, ready[i], b, bStep, c + (strips.Start(strip + i) * cRow), cRow, begin);
    }

    /// <summary>The size of parts of nearly the same size, none above the largest allowed.</summary>
    private static int EvenParts(int whole, int largest)
    {
        int parts = Math.Max(1, (whole + largest - 1) / largest);
        return Math.Max(1, (whole + parts - 1) / parts);
    }
}
