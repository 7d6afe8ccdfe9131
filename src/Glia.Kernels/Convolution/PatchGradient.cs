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

    internal required PaddedImages Padding { get; init; }

    /// <summary>Where patches lie in padded images.</summary>
    internal required PatchGrid Grid { get; init; }

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

    private int RowParts { get; init; }

    private int PanelParts { get; init; }

    private int Rows => Window.Rows * Window.Columns * Channels;

    internal void Run(Workers workers)
    {
        int strips = new Strips(0, Rows).Count, panels = PatchPanels<TLanes, TVector>.Count(Columns);
        int rowParts = Math.Clamp(strips / LeastPackedStrips, 1, workers.Threads);
        int panelParts = Math.Clamp((workers.Threads + rowParts - 1) / rowParts, 1, panels);
        workers.For(rowParts * panelParts, this with { RowParts = rowParts, PanelParts = panelParts });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int tile)
    {
        (int rowPart, int panelPart) = Math.DivRem(tile, PanelParts);
        int firstRow = (int)((long)Rows * rowPart / RowParts), endRow = (int)((long)Rows * (rowPart + 1) / RowParts);
        int panels = PatchPanels<TLanes, TVector>.Count(Columns);
        int firstPanel = panels * panelPart / PanelParts, endPanel = panels * (panelPart + 1) / PanelParts;
        Strips strips = new(firstRow, endRow - firstRow);
        float* padded = Padding.IsNeeded ? (t_padded ??= new PackBuffer()).Reserve(Padding.Size) : null;
        float* packed = (t_panel ??= new PackBuffer()).Reserve((long)Grid.Positions * Width);
        for (int image = 0; image < ImageCount; image++)
        {
            float* from = Images + ((nint)image * Padding.SourceSize);
            if (padded != null)
            {
                Padding.Write(from, 1, padded);
                from = padded;
            }

            for (int panel = firstPanel; panel < endPanel; panel++)
                RunPanel(strips, from + FirstChannel, image, panel, packed);
        }
    }

    private void RunPanel(Strips strips, float* image, int number, int panel, float* packed)
    {
        int columns = PatchPanels<TLanes, TVector>.Columns(Columns, panel), column = panel * Width;
        float* gradient = Gradient + ((nint)number * Grid.Positions * Step) + column;
        float* begin = number == 0 && Begin != null ? Begin + column : null;
        bool isWhole = columns == Width, packs = strips.Count >= LeastPackedStrips;
        float* b = isWhole ? gradient : packed;
        int bStep = isWhole ? Step : PackedPanel<TLanes, TVector>.Step(columns);
        if (!isWhole)
        {
            nint left = ((nint)(Grid.Positions - 1) * Step) + columns;
            PackedPanel<TLanes, TVector>.Pack(gradient, Step, 1, left, Grid.Positions, columns, packed);
        }

        nint* rows = stackalloc nint[MicroKernel<TLanes, TVector>.Rows], weights = stackalloc nint[MicroKernel<TLanes, TVector>.Rows];
        for (int i = 0; i < MicroKernel<TLanes, TVector>.Rows; i++)
            weights[i] = (nint)i * Step;
        StripOfA patches = default;
        (patches.Step, patches.Count, patches.Segments) = (Grid.StrideX, Grid.OutputWidth, Grid.OutputHeight);
        patches.Skip = Grid.StrideY - (Grid.OutputWidth * Grid.StrideX);
        patches.Rows = rows;
        patches.ResultRows = weights;
        for (int strip = 0; strip < strips.Count; strip++)
        {
            int height = strips.Height(strip);
            nint first = Start(strips.Start(strip));
            for (int i = 0; i < MicroKernel<TLanes, TVector>.Rows; i++)
                rows[i] = i < height ? Start(strips.Start(strip) + i) - first : 0;
            patches.First = image + first;
            float* c = Weights + ((nint)strips.Start(strip) * Step) + column;
            if (isWhole && packs && strip == 0)
            {
                // The first strip packs the panel for the others.
                Tiles<TLanes, TVector>.RunPacking(height, patches, b, bStep, c, Step, begin, packed);
                b = packed;
                bStep = Width;
            }
            else
            {
                Tiles<TLanes, TVector>.Run(height, columns, patches, b, bStep, c, Step, begin);
            }
        }
    }

    // Where one number of a patch lies, from the patch's start.
    private nint Start(int number)
    {
        (int tap, int channel) = Math.DivRem(number, Channels);
        (int y, int x) = Math.DivRem(tap, Window.Columns);
        return ((nint)y * Window.DilationY * Grid.RowStep) + (x * Window.DilationX * Grid.PixelStep) + channel;
    }
}
