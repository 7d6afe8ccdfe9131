using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>
/// Multiplies the patches of some images by packed weights: forward, and backward to the images with the weights turned round.
/// </summary>
/// <remarks>
/// A tile of the job is some images by some panels. So there is one hand-over for the whole product, and what a tile reads again stays in
/// its second-level cache. Patches are read where they lie, those from which the same taps see the image together. Each result is one sum
/// over (row, column, channel) of the taps in that order, so the bits depend neither on the tiles nor on the width of the vectors.
/// </remarks>
internal readonly unsafe struct PatchProduct<TLanes, TVector> : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A quarter of a small second-level cache for the images of a tile: 128 KB.
    private const int MostNumbers = 1 << 15;

    // With weights of up to this many numbers (256 KB), all panels pass by a strip of patches, which then stays in the first-level cache;
    // larger weights are read once for this many strips.
    private const long MostPanels = 1 << 16;
    private const int StripsOfLargeWeights = 24;

    private const int Rows = MicroKernel<TLanes, TVector>.Rows;

    // Where a strip lies: its first patch and its first result, and for each the others counted from it.
    private const int StripNumbers = 2 * (Rows + 1), Results = Rows + 1;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>Positions from top to bottom.</summary>
    internal required PatchAxis Down { get; init; }

    /// <summary>Positions from left to right.</summary>
    internal required PatchAxis Across { get; init; }

    /// <summary>Columns of the window.</summary>
    internal required int WindowColumns { get; init; }

    internal required float* Images { get; init; }

    internal required int ImageCount { get; init; }

    /// <summary>From one image to the next.</summary>
    internal required int ImageStep { get; init; }

    /// <summary>How many channels of a pixel are seen.</summary>
    internal required int Channels { get; init; }

    /// <summary>The weights of all taps.</summary>
    internal required float* Panels { get; init; }

    /// <summary>Rows of the weights.</summary>
    internal required int Depth { get; init; }

    /// <summary>What the sums begin with: a row of numbers, whole panels long.</summary>
    internal required float* Begin { get; init; }

    /// <summary>Columns of the weights.</summary>
    internal required int Columns { get; init; }

    internal required float* Sums { get; init; }

    /// <summary>From one image's results to the next.</summary>
    internal required int ResultStep { get; init; }

    private int ImagesPerTile { get; init; }

    private int PanelParts { get; init; }

    internal void Run(Workers workers)
    {
        int perTile = Math.Clamp(MostNumbers / ImageStep, 1, Math.Max(1, ImageCount / workers.Threads));
        int tiles = (ImageCount + perTile - 1) / perTile, panels = PatchPanels<TLanes, TVector>.Count(Columns);
        int parts = tiles >= workers.Threads ? 1 : Math.Min(panels, (workers.Threads + tiles - 1) / tiles);
        workers.For(tiles * parts, this with { ImagesPerTile = perTile, PanelParts = parts });
    }

    public void Run(int tile)
    {
        (int chunk, int part) = Math.DivRem(tile, PanelParts);
        int first = chunk * ImagesPerTile, images = Math.Min(ImagesPerTile, ImageCount - first);
        int panels = PatchPanels<TLanes, TVector>.Count(Columns);
        (int First, int End) ofPart = (panels * part / PanelParts, panels * (part + 1) / PanelParts);
        for (int down = 0; down < Down.Classes; down++)
        {
            for (int across = 0; across < Across.Classes; across++)
                RunClass(down, across, first, images, ofPart);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunClass(int down, int across, int image, int images, (int First, int End) panels)
    {
        Walk walk = new(this, down, across, image);
        Taps taps = new(this, down, across);
        Strips strips = new(0, images * Down.Count(down) * Across.Count(across));
        int together = (long)taps.Depth * (panels.End - panels.First) * Width <= MostPanels ? 1 : StripsOfLargeWeights;
        nint* places = stackalloc nint[together * StripNumbers];
        StripOfA strip = default;
        (strip.Step, strip.Count, strip.Segments, strip.Skip) = (1, taps.Count, taps.Segments, taps.Skip);
        for (int first = 0; first < strips.Count; first += together)
        {
            int end = Math.Min(first + together, strips.Count);
            for (int i = first; i < end; i++)
                walk.Place(strips.Height(i), places + ((i - first) * StripNumbers));
            for (int panel = panels.First; panel < panels.End; panel++)
            {
                for (int i = first; i < end; i++)
                    RunTile(taps, ref strip, places + ((i - first) * StripNumbers), strips.Height(i), panel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunTile(in Taps taps, ref StripOfA strip, nint* place, int height, int panel)
    {
        int columns = PatchPanels<TLanes, TVector>.Columns(Columns, panel), bStep = PackedPanel<TLanes, TVector>.Step(columns);
        float* c = Sums + place[Results] + (panel * Width), begin = Begin + (panel * Width);
        if (taps.Depth == 0)
        {
            for (int i = 0; i < height; i++)
                new ReadOnlySpan<float>(begin, columns).CopyTo(new Span<float>(c + place[Results + 1 + i], columns));
            return;
        }

        strip.First = Images + place[0];
        strip.Rows = place + 1;
        strip.ResultRows = place + Results + 1;
        strip.SkipOfB = (nint)taps.SkippedWeights * bStep;
        float* b = Panels + ((nint)panel * Width * Depth) + ((nint)taps.First * bStep);
        for (int call = 0; call < taps.Calls; call++)
        {
            Tiles<TLanes, TVector>.Run(height, columns, strip, b, bStep, c, 0, begin);
            begin = null;
            strip.First += taps.CallStep;
            b += (nint)taps.WeightsOfCall * bStep;
        }
    }

    /// <summary>The taps that see the image from the positions of a class, as k runs through them.</summary>
    /// <remarks>
    /// With channels last, neighbouring columns of a window lie side by side: then each of its rows is one segment. Where columns are left
    /// out, or the window sees some of the channels only, each pixel is one, and each row a call that goes on with the sums.
    /// </remarks>
    private readonly struct Taps
    {
        internal Taps(in PatchProduct<TLanes, TVector> product, int down, int across)
        {
            (PatchAxis y, PatchAxis x) = (product.Down, product.Across);
            int rows = y.Taps(down), columns = x.Taps(across), ofRow = product.WindowColumns * product.Channels;
            bool wholeRows = columns == 1 || (x.TapStep == 1 && x.PixelStep == product.Channels);
            First = ((y.FirstTap(down) * product.WindowColumns) + x.FirstTap(across)) * product.Channels;
            Count = wholeRows ? columns * product.Channels : product.Channels;
            Segments = wholeRows ? rows : columns;
            Calls = wholeRows ? 1 : rows;
            CallStep = y.PixelStep;
            WeightsOfCall = y.TapStep * ofRow;
            Skip = (wholeRows ? CallStep : x.PixelStep) - Count;
            SkippedWeights = (wholeRows ? WeightsOfCall : x.TapStep * product.Channels) - Count;
            Depth = rows * columns * product.Channels;
        }

        /// <summary>The first row of the weights.</summary>
        internal int First { get; }

        /// <summary>Numbers of a segment.</summary>
        internal int Count { get; }

        internal int Segments { get; }

        internal int Calls { get; }

        /// <summary>From the end of a segment to the next.</summary>
        internal int Skip { get; }

        /// <summary>Rows of the weights from the end of a segment to the next.</summary>
        internal int SkippedWeights { get; }

        /// <summary>From one call's patches to the next call's.</summary>
        internal int CallStep { get; }

        internal int WeightsOfCall { get; }

        /// <summary>Numbers of a patch.</summary>
        internal int Depth { get; }
    }

    /// <summary>Goes through the patches of a class, from image to image.</summary>
    private struct Walk
    {
        private readonly int* _patchesDown, _resultsDown, _patchesAcross, _resultsAcross;
        private readonly int _rows, _columns, _imageStep, _resultStep;
        private nint _patch, _result;   // of the image
        private int _row, _column;

        internal Walk(in PatchProduct<TLanes, TVector> product, int down, int across, int image)
        {
            _patchesDown = product.Down.Patches(down);
            _resultsDown = product.Down.Results(down);
            _patchesAcross = product.Across.Patches(across);
            _resultsAcross = product.Across.Results(across);
            (_rows, _columns) = (product.Down.Count(down), product.Across.Count(across));
            (_imageStep, _resultStep) = (product.ImageStep, product.ResultStep);
            (_patch, _result) = ((nint)image * _imageStep, (nint)image * _resultStep);
        }

        /// <summary>Says where the next patches and their results lie.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Place(int height, nint* place)
        {
            int column = _column, columns = _columns;
            int* patches = _patchesAcross, results = _resultsAcross;
            nint patch = _patch + _patchesDown[_row], result = _result + _resultsDown[_row];
            nint firstPatch = patch + patches[column], firstResult = result + results[column];
            (place[0], place[Results]) = (firstPatch, firstResult);
            (patch, result) = (patch - firstPatch, result - firstResult);
            for (int i = 1; i <= height; i++)
            {
                place[i] = patch + patches[column];
                place[Results + i] = result + results[column];
                if (++column < columns) continue;
                column = 0;
                NextRow();
                (patch, result) = (_patch + _patchesDown[_row] - firstPatch, _result + _resultsDown[_row] - firstResult);
            }
            for (int i = height + 1; i <= Rows; i++) place[i] = place[Results + i] = 0;
            _column = column;
        }

        private void NextRow()
        {
            if (++_row < _rows) return;
            _row = 0;
            _patch += _imageStep;
            _result += _resultStep;
        }
    }
}
