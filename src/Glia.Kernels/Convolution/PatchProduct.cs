using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>
/// Multiplies the patches of some images by packed weights: forward, and backward to the images with the weights turned round.
/// </summary>
/// <remarks>
/// A tile of the job is some images, which it pads itself, by some panels. So there is one hand-over for the whole product, and what a
/// tile reads again stays in its second-level cache. Each result is one sum over (row, column, channel) of the window in that order, so
/// the bits depend neither on the tiles nor on the width of the vectors.
/// </remarks>
internal readonly unsafe struct PatchProduct<TLanes, TVector> : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A quarter of a small second-level cache for the padded images of a tile: 128 KB.
    private const int MostPadded = 1 << 15;

    // With weights of up to this many numbers (256 KB), all panels pass by a strip of patches, which then stays in the first-level cache;
    // larger weights are read once for this many strips.
    private const long MostPanels = 1 << 16;
    private const int StripsOfLargeWeights = 24;

    [ThreadStatic]
    private static PackBuffer? t_padded;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>How the images are padded.</summary>
    internal required PaddedImages Padding { get; init; }

    /// <summary>Where patches lie in padded images.</summary>
    internal required PatchGrid Grid { get; init; }

    internal required float* Images { get; init; }

    internal required int ImageCount { get; init; }

    /// <summary>From the start of a pixel to the channels that are seen.</summary>
    internal required int FirstChannel { get; init; }

    internal required float* Panels { get; init; }

    /// <summary>What the sums begin with: a row of numbers, whole panels long.</summary>
    internal required float* Begin { get; init; }

    /// <summary>Columns of the weights.</summary>
    internal required int Columns { get; init; }

    internal required float* Results { get; init; }

    /// <summary>From one position's results to the next.</summary>
    internal required int ResultStep { get; init; }

    private int ImagesPerTile { get; init; }

    private int PanelParts { get; init; }

    private int Depth => Grid.Depth * Grid.Segments * Grid.Calls;

    internal void Run(Workers workers)
    {
        int perTile = Math.Clamp(MostPadded / Padding.Size, 1, Math.Max(1, ImageCount / workers.Threads));
        int tiles = (ImageCount + perTile - 1) / perTile, panels = PatchPanels<TLanes, TVector>.Count(Columns);
        int parts = tiles >= workers.Threads ? 1 : Math.Min(panels, (workers.Threads + tiles - 1) / tiles);
        workers.For(tiles * parts, this with { ImagesPerTile = perTile, PanelParts = parts });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int tile)
    {
        (int chunk, int part) = Math.DivRem(tile, PanelParts);
        int first = chunk * ImagesPerTile, count = Math.Min(ImagesPerTile, ImageCount - first);
        int panels = PatchPanels<TLanes, TVector>.Count(Columns);
        int firstPanel = panels * part / PanelParts, endPanel = panels * (part + 1) / PanelParts;
        float* images = Images + ((nint)first * Padding.SourceSize);
        if (Padding.IsNeeded)
        {
            float* padded = (t_padded ??= new PackBuffer()).Reserve((long)count * Padding.Size);
            Padding.Write(images, count, padded);
            images = padded;
        }

        float* results = Results + ((nint)first * Grid.Positions * ResultStep);
        Strips strips = new(0, count * Grid.Positions);
        int together = (long)Depth * (endPanel - firstPanel) * Width <= MostPanels ? 1 : StripsOfLargeWeights;
        nint* rows = stackalloc nint[together * (MicroKernel<TLanes, TVector>.Rows + 1)];
        for (int strip = 0; strip < strips.Count; strip += together)
        {
            int end = Math.Min(strip + together, strips.Count);
            for (int i = strip; i < end; i++)
                Place(strips, i, rows + ((i - strip) * (MicroKernel<TLanes, TVector>.Rows + 1)));
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                for (int i = strip; i < end; i++)
                    RunTile(images, rows + ((i - strip) * (MicroKernel<TLanes, TVector>.Rows + 1)), strips, i, panel, results);
            }
        }
    }

    // Where the patches of a strip begin: the first, then all counted from the first.
    private void Place(Strips strips, int strip, nint* rows)
    {
        int start = strips.Start(strip), height = strips.Height(strip);
        nint first = Grid.Start(start);
        rows[0] = first;
        for (int i = 0; i < MicroKernel<TLanes, TVector>.Rows; i++)
            rows[i + 1] = i < height ? Grid.Start(start + i) - first : 0;
    }

    private void RunTile(float* images, nint* rows, Strips strips, int strip, int panel, float* results)
    {
        int columns = PatchPanels<TLanes, TVector>.Columns(Columns, panel), bStep = PackedPanel<TLanes, TVector>.Step(columns);
        float* c = results + ((nint)strips.Start(strip) * ResultStep) + (panel * Width);
        float* b = Panels + ((nint)panel * Width * Depth), begin = Begin + (panel * Width);
        float* a = images + rows[0] + FirstChannel;
        for (int call = 0; call < Grid.Calls; call++)
        {
            StripOfA patches = StripOfA.Scattered(a, rows + 1, 1, Grid.Depth, Grid.Segments, Grid.Skip);
            Tiles<TLanes, TVector>.Run(strips.Height(strip), columns, patches, b, bStep, c, ResultStep, begin);
            begin = null;
            a += Grid.CallStep;
            b += (nint)Grid.Depth * Grid.Segments * bStep;
        }
    }
}
