using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>
/// Multiplies some strips of A by some panels of B: one rectangle of C, from the first k to the last, or some part of the k.
/// </summary>
/// <remarks>
/// Where k is cut, each part goes on with the sums that the part before it left, strip after strip: a relay, in which every sum still goes
/// over k in order. So each thread reads its own rows of B only: of a layer's weights those that it also changes, which then stay in its
/// cache from step to step. Nobody waits in vain: the calling thread does what nobody has begun in the order of the parts, so the first
/// part that is not done is in somebody's hands.
/// </remarks>
internal readonly unsafe struct ProductTile<TLanes, TVector>(
    Product product, bool skipZeros, float* start, int rowParts, int columnParts, int depthParts, int* relay) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Long blocks pay: C is loaded and stored once a block, and a panel streams from the second-level cache as fast as it is used.
    private const int MaxDepth = 800;

    // Where panels are not read front to back, because they lie in place or because k are left out,
    // a part of them has to fit the first-level cache.
    private const int MaxScatteredDepth = 400;

    // Strips that are taken at once, so that their part of A stays in the second-level cache while the panels pass by.
    internal const int MaxStrips = 24;

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
                    int* before = part > 0
                        ? relay + ((part - 1) * panels) + panel
                        : null, after = part + 1 < depthParts ? relay + (part * panels) + panel : null;
                    RunPanel(
                        strips, ready, strip, count, firstColumn + (panel * Width), endColumn, k, depth, begin,
                        packed + (panel * panelSize), direct, isPacked: strip > 0,
                        before, after);
                }
            }
        }
    }

    // Whole vectors: parts of whole panels could differ by twice as much.
    private int CutColumns(int part) =>
        part == columnParts ? product.Columns : (int)((long)product.Columns * part / columnParts) / TLanes.Count * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunPanel(
        Strips strips, StripOfA* ready, int strip, int count, int column, int endColumn, int k, int depth, float* begin, float* packed,
        bool direct, bool isPacked, int* before, int* after)
    {
        int columns = Math.Min(Width, endColumn - column), mayRun = before == null ? count : 0;
        bool inPlace = columns == Width && product.BColumn == 1 && !isPacked && (direct || (count > 1 && ready[0].Steps == null));
        float* b = inPlace ? product.B + (k * product.BStep) + column : packed;
        nint bStep = inPlace ? product.BStep : PackedPanel<TLanes, TVector>.Step(columns), cRow = product.Columns;
        begin = begin == null ? null : begin + column;
        if (!inPlace && !isPacked)
            PackedPanel<TLanes, TVector>.Pack(product, k, depth, column, columns, packed);

        for (int i = 0; i < count; i++)
        {
            if (i == mayRun)
                mayRun = Await(before, i + 1);
            float* c = product.C + (strips.Start(strip + i) * cRow) + column;
            if (inPlace && !direct && i == 0)
            {
                // The first strip packs the panel for the others.
                Tiles<TLanes, TVector>.RunPacking(strips.Height(strip), ready[0], b, bStep, c, cRow, begin, packed);
                b = packed;
                bStep = Width;
            }
            else
            {
                Tiles<TLanes, TVector>.Run(strips.Height(strip + i), columns, ready[i], b, bStep, c, cRow, begin);
            }

            if (after != null)
                Volatile.Write(ref *after, i + 1);
        }
    }

    /// <summary>Waits until so many strips are done, and says how many are by then.</summary>
    private static int Await(int* done, int strips)
    {
        SpinWait wait = default;
        int seen;
        while ((seen = Volatile.Read(ref *done)) < strips)
            wait.SpinOnce(sleep1Threshold: -1);
        return seen;
    }

    /// <summary>The size of parts of nearly the same size, none above the largest allowed.</summary>
    private static int EvenParts(int whole, int largest)
    {
        int parts = Math.Max(1, (whole + largest - 1) / largest);
        return Math.Max(1, (whole + parts - 1) / parts);
    }
}
