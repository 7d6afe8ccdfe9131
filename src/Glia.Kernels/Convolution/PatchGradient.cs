using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>The gradient of a convolution's weights: patches turned on their side times the gradient of the results.</summary>
/// <remarks>
/// A tile of the job is some rows of the gradient by some panels. It visits all images in order, so that each number of the gradient is one
/// sum over (image, row, column) of the positions: the bits depend neither on the tiles nor on the width of the vectors.
/// </remarks>
internal readonly unsafe struct PatchGradient<TLanes, TVector> : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // With fewer strips, packing a panel of the gradient costs more than reading it where it lies.
    private const int LeastPackedStrips = 3;

    [ThreadStatic]
    private static PackBuffer? t_padded;

    [ThreadStatic]
    private static PackBuffer? t_panel;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    internal required Window Window { get; init; }

    internal required float* Images { get; init; }

    internal required int ImageCount { get; init; }

    /// <summary>From the start of a pixel to the channels that are seen.</summary>
    internal required int FirstChannel { get; init; }

    /// <summary>How many channels of a pixel are seen.</summary>
    internal required int Channels { get; init; }

    /// <summary>The gradient of the results, from the first column on.</summary>
    internal required float* Gradient { get; init; }

    /// <summary>Columns of the gradient and of the weights.</summary>
    internal required int Columns { get; init; }

    /// <summary>From one position's gradient to the next, and from one row of the weights to the next.</summary>
    internal required int Step { get; init; }

    /// <summary>The gradient of the weights, from the first column on.</summary>
    internal required float* Weights { get; init; }

    /// <summary>Zeros that the sums begin with, or null to begin with what is there.</summary>
    internal required float* Begin { get; init; }

    /// <summary>Where patches lie in the images, padded where taps share strips.</summary>
    private PatchGrid Grid { get; init; }

    private int RowParts { get; init; }

    private int PanelParts { get; init; }

    private int Rows => Window.Rows * Window.Columns * Channels;

    // With enough channels for a strip each tap has strips of its own, which leave out the positions from which it sees the border. With
    // fewer, taps share strips, and the image is padded.
    private bool IsByTap => Channels >= MicroKernel<TLanes, TVector>.Rows && new PaddedImages(Window).IsNeeded;

    internal void Run(Workers workers)
    {
        int strips = new Strips(0, Rows).Count, panels = PatchPanels<TLanes, TVector>.Count(Columns);
        int rowParts = Math.Clamp(strips / LeastPackedStrips, 1, workers.Threads);
        int panelParts = Math.Clamp((workers.Threads + rowParts - 1) / rowParts, 1, panels);
        workers.For(rowParts * panelParts, this with
        {
            Grid = new PatchGrid(Window, isPadded: !IsByTap),
            RowParts = rowParts,
            PanelParts = panelParts,
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int tile)
    {
        (int rowPart, int panelPart) = Math.DivRem(tile, PanelParts);
        int firstRow = (int)((long)Rows * rowPart / RowParts), endRow = (int)((long)Rows * (rowPart + 1) / RowParts);
        int panels = PatchPanels<TLanes, TVector>.Count(Columns);
        int firstPanel = panels * panelPart / PanelParts, endPanel = panels * (panelPart + 1) / PanelParts;
        PaddedImages padding = new(Window);
        float* padded = padding.IsNeeded && !IsByTap ? (t_padded ??= new PackBuffer()).Reserve(padding.Size) : null;
        float* packed = (t_panel ??= new PackBuffer()).Reserve((long)Grid.Positions * Width);
        for (int image = 0; image < ImageCount; image++)
        {
            float* from = Images + ((nint)image * padding.SourceSize);
            if (padded != null)
            {
                padding.Write(from, 1, padded);
                from = padded;
            }

            for (int panel = firstPanel; panel < endPanel; panel++)
                RunPanel(firstRow, endRow, from + FirstChannel, image, panel, packed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunPanel(int firstRow, int endRow, float* image, int number, int panel, float* packed)
    {
        int columns = PatchPanels<TLanes, TVector>.Columns(Columns, panel), column = panel * Width;
        float* gradient = Gradient + ((nint)number * Grid.Positions * Step) + column;
        bool isWhole = columns == Width;
        Panel of = new()
        {
            B = isWhole ? gradient : packed,
            BStep = isWhole ? Step : PackedPanel<TLanes, TVector>.Step(columns),
            Columns = columns,
            C = Weights + column,
            Begin = number == 0 && Begin != null ? Begin + column : null,
        };
        if (!isWhole || IsByTap)
        {
            nint left = ((nint)(Grid.Positions - 1) * Step) + columns;
            PackedPanel<TLanes, TVector>.Pack(gradient, Step, 1, left, Grid.Positions, columns, packed);
            of.B = packed;
            of.BStep = PackedPanel<TLanes, TVector>.Step(columns);
        }

        if (!IsByTap)
        {
            Strips strips = new(firstRow, endRow - firstRow);
            // The first strip packs the panel for the others.
            RunStrips(strips, image, of, new Seen(0, Grid.OutputHeight), new Seen(0, Grid.OutputWidth),
                isWhole && strips.Count >= LeastPackedStrips ? packed : null);
            return;
        }

        for (int first = firstRow; first < endRow;)
        {
            int tap = first / Channels, end = Math.Min(endRow, (tap + 1) * Channels);
            (int y, int x) = Math.DivRem(tap, Window.Columns);
            RunStrips(new Strips(first, end - first), image, of,
                Seen.From(Grid.OutputHeight, Window.Height, Window.StrideY, (y * Window.DilationY) - Window.Top),
                Seen.From(Grid.OutputWidth, Window.Width, Window.StrideX, (x * Window.DilationX) - Window.Left), null);
            first = end;
        }
    }

    private void RunStrips(Strips strips, float* image, Panel of, Seen down, Seen across, float* packed)
    {
        nint* rows = stackalloc nint[MicroKernel<TLanes, TVector>.Rows], weights = stackalloc nint[MicroKernel<TLanes, TVector>.Rows];
        for (int i = 0; i < MicroKernel<TLanes, TVector>.Rows; i++)
            weights[i] = (nint)i * Step;
        StripOfA patches = default;
        // From nowhere seen is one segment of nothing.
        (patches.Step, patches.Count, patches.Segments) = (Grid.StrideX, down.Count > 0 ? across.Count : 0, Math.Max(1, down.Count));
        patches.Skip = Grid.StrideY - (across.Count * Grid.StrideX);
        patches.SkipOfB = (nint)(Grid.OutputWidth - across.Count) * of.BStep;
        patches.Rows = rows;
        patches.ResultRows = weights;
        nint position = Grid.Origin + ((nint)down.First * Grid.StrideY) + ((nint)across.First * Grid.StrideX);
        float* b = of.B + (((nint)down.First * Grid.OutputWidth) + across.First) * of.BStep;
        for (int strip = 0; strip < strips.Count; strip++)
        {
            int height = strips.Height(strip);
            nint first = Start(strips.Start(strip));
            for (int i = 0; i < MicroKernel<TLanes, TVector>.Rows; i++)
                rows[i] = i < height ? Start(strips.Start(strip) + i) - first : 0;
            patches.First = image + position + first;
            float* c = of.C + ((nint)strips.Start(strip) * Step);
            if (packed != null && strip == 0)
            {
                Tiles<TLanes, TVector>.RunPacking(height, patches, b, of.BStep, c, Step, of.Begin, packed);
                b = packed;
                of.BStep = Width;
            }
            else
            {
                Tiles<TLanes, TVector>.Run(height, of.Columns, patches, b, of.BStep, c, Step, of.Begin);
            }
        }
    }

    // Where one number of a patch lies, from the patch's start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private nint Start(int number)
    {
        (int tap, int channel) = Math.DivRem(number, Channels);
        (int y, int x) = Math.DivRem(tap, Window.Columns);
        return ((nint)y * Window.DilationY * Grid.RowStep) + (x * Window.DilationX * Grid.PixelStep) + channel;
    }
    /// <summary>Some columns of the gradient of the results, and what is multiplied by them.</summary>
    private struct Panel
    {
        internal float* B { get; set; }

        internal int BStep { get; set; }

        internal int Columns { get; init; }

        internal float* C { get; init; }

        internal float* Begin { get; init; }
    }

    /// <summary>The positions along an axis from which a tap sees the image.</summary>
    private readonly record struct Seen(int First, int Count)
    {
        /// <summary>Of so many positions those whose pixel, <c>position * stride + offset</c>, is one of the image.</summary>
        internal static Seen From(int positions, int pixels, int stride, int offset)
        {
            int first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
            int end = pixels - offset <= 0 ? 0 : Math.Min(positions, ((pixels - offset - 1) / stride) + 1);
            return end > first ? new Seen(first, end - first) : default;
        }
    }
}
