using System.Numerics;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>
/// Convolution of images with channels last, as deep learning means it (cross-correlation): <c>y[i, j, f] = bias[f] + sum over (r, s, c) of
/// x[i * strideY + r * dilationY, j * strideX + s * dilationX, c] * w[r, s, c, f]</c>, x being zero outside the image.
/// </summary>
/// <remarks>
/// There is no matrix of patches (im2col): the matrix product's inner loop reads them where they lie. Each result and each gradient is one
/// sum in a fixed order, so the bits are the same at any number of threads and any width of vectors with fused multiply-add.
/// </remarks>
public static unsafe class Convolution
{
    // Below this many multiply-adds, handing work to a second thread costs more than it saves.
    private const long WorthSharing = 500_000;

    [ThreadStatic]
    private static PackBuffer? t_panels;

    [ThreadStatic]
    private static PackBuffer? t_begin;

    [ThreadStatic]
    private static PackBuffer? t_axes;

    /// <summary>The results of a convolution.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="images">Images, one after the other.</param>
    /// <param name="weights"><c>[rows, columns, channels / groups, filters]</c>.</param>
    /// <param name="bias">Nothing, or a number for each filter.</param>
    /// <param name="results">Receives <c>[output height, output width, filters]</c> for each image.</param>
    /// <param name="groups">Each group of filters sees its own share of the channels.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Forward(Workers workers, in Window window, ReadOnlySpan<float> images, ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias, Span<float> results, int groups = 1) =>
        Forward(Gemm.Path, workers, window, images, weights, bias, results, groups);

    /// <summary>The gradient in the images.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="gradient">The gradient in the results.</param>
    /// <param name="weights"><c>[rows, columns, channels / groups, filters]</c>.</param>
    /// <param name="images">Receives the gradient in the images.</param>
    /// <param name="groups">Each group of filters sees its own share of the channels.</param>
    /// <param name="bias">Nothing, or a number for each channel that is added: a transposed convolution.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void InputGradient(Workers workers, in Window window, ReadOnlySpan<float> gradient, ReadOnlySpan<float> weights,
        Span<float> images, int groups = 1, ReadOnlySpan<float> bias = default) =>
        InputGradient(Gemm.Path, workers, window, gradient, weights, images, groups, bias);

    /// <summary>The gradient in the weights.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="images">Images, one after the other.</param>
    /// <param name="gradient">The gradient in the results.</param>
    /// <param name="weights">Receives the gradient in the weights, or has it added.</param>
    /// <param name="groups">Each group of filters sees its own share of the channels.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="weights"/> holds.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void WeightGradient(Workers workers, in Window window, ReadOnlySpan<float> images, ReadOnlySpan<float> gradient,
        Span<float> weights, int groups = 1, bool accumulate = false) =>
        WeightGradient(Gemm.Path, workers, window, images, gradient, weights, groups, accumulate);

    internal static void Forward(KernelPath path, Workers workers, in Window window, ReadOnlySpan<float> images,
        ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> results, int groups)
    {
        Sizes sizes = Sizes.Of(window, images.Length, weights.Length, results.Length, groups);
        if (!bias.IsEmpty && bias.Length != sizes.Filters)
            throw new ArgumentException($"A bias needs {sizes.Filters} numbers, one for each filter, not {bias.Length}.", nameof(bias));
        if (results.IsEmpty)
            return;
        if (sizes.Work < WorthSharing)
            workers = Workers.Single;
        fixed (float* x = images, w = weights, b = bias, y = results)
        {
            switch (path)
            {
                case KernelPath.Avx512: Forward<Lanes512, Vector512<float>>(workers, window, sizes, x, w, b, y); break;
                case KernelPath.Avx2: Forward<Lanes256, Vector256<float>>(workers, window, sizes, x, w, b, y); break;
                default: Forward<LanesPortable, Vector<float>>(workers, window, sizes, x, w, b, y); break;
            }
        }
    }

    internal static void InputGradient(KernelPath path, Workers workers, in Window window, ReadOnlySpan<float> gradient,
        ReadOnlySpan<float> weights, Span<float> images, int groups, ReadOnlySpan<float> bias = default)
    {
        Sizes sizes = Sizes.Of(window, images.Length, weights.Length, gradient.Length, groups);
        if (!bias.IsEmpty && bias.Length != window.Channels)
            throw new ArgumentException($"A bias needs {window.Channels} numbers, one for each channel, not {bias.Length}.", nameof(bias));
        if (images.IsEmpty)
            return;
        if (sizes.Work < WorthSharing)
            workers = Workers.Single;
        fixed (float* dy = gradient, w = weights, b = bias, dx = images)
        {
            switch (path)
            {
                case KernelPath.Avx512: InputGradient<Lanes512, Vector512<float>>(workers, window, sizes, dy, w, b, dx); break;
                case KernelPath.Avx2: InputGradient<Lanes256, Vector256<float>>(workers, window, sizes, dy, w, b, dx); break;
                default: InputGradient<LanesPortable, Vector<float>>(workers, window, sizes, dy, w, b, dx); break;
            }
        }
    }

    internal static void WeightGradient(KernelPath path, Workers workers, in Window window, ReadOnlySpan<float> images,
        ReadOnlySpan<float> gradient, Span<float> weights, int groups, bool accumulate)
    {
        Sizes sizes = Sizes.Of(window, images.Length, weights.Length, gradient.Length, groups);
        if (images.IsEmpty)
        {
            if (!accumulate)
                weights.Clear();
            return;
        }

        if (sizes.Work < WorthSharing)
            workers = Workers.Single;
        fixed (float* x = images, dy = gradient, dw = weights)
        {
            switch (path)
            {
                case KernelPath.Avx512: WeightGradient<Lanes512, Vector512<float>>(workers, window, sizes, x, dy, dw, accumulate); break;
                case KernelPath.Avx2: WeightGradient<Lanes256, Vector256<float>>(workers, window, sizes, x, dy, dw, accumulate); break;
                default: WeightGradient<LanesPortable, Vector<float>>(workers, window, sizes, x, dy, dw, accumulate); break;
            }
        }
    }

    private static void Forward<TLanes, TVector>(
        Workers workers, in Window window, in Sizes sizes, float* x, float* w, float* bias, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int taps = window.Rows * window.Columns, depth = taps * sizes.GroupChannels;
        float* panels = Panels<TLanes, TVector>(depth, sizes.GroupFilters);
        (PatchAxis down, PatchAxis across) = Sorted(
            PatchAxis.Axis.Forward(window.OutputHeight, window.Height, window.Rows, window.StrideY, window.DilationY, window.Top),
            PatchAxis.Axis.Forward(window.OutputWidth, window.Width, window.Columns, window.StrideX, window.DilationX, window.Left),
            window.Width, window.Channels, sizes.Filters);
        for (int group = 0; group < sizes.Groups; group++)
        {
            int firstFilter = group * sizes.GroupFilters;
            PatchPanels<TLanes, TVector>.Pack(taps, w + firstFilter, (nint)sizes.GroupChannels * sizes.Filters, sizes.GroupChannels,
                sizes.Filters, sizes.GroupFilters, 1, panels);
            new PatchProduct<TLanes, TVector>
            {
                Down = down,
                Across = across,
                WindowColumns = window.Columns,
                Images = x + (group * sizes.GroupChannels),
                ImageCount = sizes.Images,
                ImageStep = window.Height * window.Width * window.Channels,
                Channels = sizes.GroupChannels,
                Panels = panels,
                Depth = depth,
                Begin = Begin<TLanes, TVector>(sizes.GroupFilters, bias == null ? null : bias + firstFilter),
                Columns = sizes.GroupFilters,
                Sums = y + firstFilter,
                ResultStep = window.OutputHeight * window.OutputWidth * sizes.Filters,
            }.Run(workers);
        }
    }

    // The gradient in the images is a convolution of the gradient in the results with the window turned round.
    private static void InputGradient<TLanes, TVector>(
        Workers workers, in Window window, in Sizes sizes, float* dy, float* w, float* bias, float* dx)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int taps = window.Rows * window.Columns, depth = taps * sizes.GroupFilters;
        (PatchAxis down, PatchAxis across) = Sorted(
            PatchAxis.Axis.Backward(window.Height, window.OutputHeight, window.Rows, window.StrideY, window.DilationY, window.Top),
            PatchAxis.Axis.Backward(window.Width, window.OutputWidth, window.Columns, window.StrideX, window.DilationX, window.Left),
            window.OutputWidth, sizes.Filters, window.Channels);
        float* panels = Panels<TLanes, TVector>(depth, sizes.GroupChannels);
        nint tap = (nint)sizes.GroupChannels * sizes.Filters;
        for (int group = 0; group < sizes.Groups; group++)
        {
            int firstFilter = group * sizes.GroupFilters;
            PatchPanels<TLanes, TVector>.Pack(taps, w + ((taps - 1) * tap) + firstFilter, -tap, sizes.GroupFilters, 1,
                sizes.GroupChannels, sizes.Filters, panels);
            new PatchProduct<TLanes, TVector>
            {
                Down = down,
                Across = across,
                WindowColumns = window.Columns,
                Images = dy + firstFilter,
                ImageCount = sizes.Images,
                ImageStep = window.OutputHeight * window.OutputWidth * sizes.Filters,
                Channels = sizes.GroupFilters,
                Panels = panels,
                Depth = depth,
                Begin = Begin<TLanes, TVector>(sizes.GroupChannels, bias == null ? null : bias + (group * sizes.GroupChannels)),
                Columns = sizes.GroupChannels,
                Sums = dx + (group * sizes.GroupChannels),
                ResultStep = window.Height * window.Width * window.Channels,
            }.Run(workers);
        }
    }

    private static void WeightGradient<TLanes, TVector>(
        Workers workers, in Window window, in Sizes sizes, float* x, float* dy, float* dw, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int group = 0; group < sizes.Groups; group++)
        {
            int firstFilter = group * sizes.GroupFilters;
            new PatchGradient<TLanes, TVector>
            {
                Window = window,
                Images = x,
                ImageCount = sizes.Images,
                FirstChannel = group * sizes.GroupChannels,
                Channels = sizes.GroupChannels,
                Gradient = dy + firstFilter,
                Columns = sizes.GroupFilters,
                Step = sizes.Filters,
                Weights = dw + firstFilter,
                Begin = accumulate ? null : Begin<TLanes, TVector>(sizes.GroupFilters, null),
            }.Run(workers);
        }
    }

    // From so many numbers a pixel, in rows of so many pixels, to so many results a position.
    private static (PatchAxis Down, PatchAxis Across) Sorted(
        in PatchAxis.Axis down, in PatchAxis.Axis across, int width, int pixel, int results)
    {
        int ofDown = PatchAxis.NumbersOf(down);
        int* memory = (int*)(t_axes ??= new PackBuffer()).Reserve(ofDown + PatchAxis.NumbersOf(across));
        return (new PatchAxis(down, width * pixel, across.Positions * results, memory),
            new PatchAxis(across, pixel, results, memory + ofDown));
    }

    private static float* Panels<TLanes, TVector>(int depth, int columns)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        (t_panels ??= new PackBuffer()).Reserve(PatchPanels<TLanes, TVector>.Size(depth, columns));

    // What the sums begin with, read to the end of the last panel.
    private static float* Begin<TLanes, TVector>(int columns, float* bias)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int length = PatchPanels<TLanes, TVector>.Count(columns) * MicroKernel<TLanes, TVector>.Columns;
        float* begin = (t_begin ??= new PackBuffer()).Reserve(length);
        new Span<float>(begin, length).Clear();
        if (bias != null)
            new ReadOnlySpan<float>(bias, columns).CopyTo(new Span<float>(begin, columns));
        return begin;
    }

    /// <summary>The sizes of one call, after all checks.</summary>
    private readonly record struct Sizes(int Images, int Groups, int GroupChannels, int Filters, long Work)
    {
        public int GroupFilters => Filters / Groups;

        public static Sizes Of(in Window window, int images, int weights, int results, int groups)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
            int positions = window.OutputHeight * window.OutputWidth;
            if (positions == 0)
                throw new ArgumentException($"A window of {window.ReachY} x {window.ReachX} does not fit into an image of " +
                    $"{window.Height} x {window.Width}.", nameof(window));
            if (Math.Max(window.Top, window.Bottom) >= window.ReachY || Math.Max(window.Left, window.Right) >= window.ReachX)
                throw new ArgumentException("Padding must be smaller than the window, or some positions see nothing.", nameof(window));
            (int count, int rest) = Math.DivRem(images, window.Height * window.Width * window.Channels);
            int channels = window.Channels / groups;
            (int filters, int odd) = Math.DivRem(weights, window.Rows * window.Columns * Math.Max(1, channels));
            if (rest != 0 || odd != 0 || filters == 0 || filters % groups != 0 || window.Channels % groups != 0)
                throw new ArgumentException($"{images} numbers of images and {weights} of weights do not fit a window of {window.Rows} x " +
                    $"{window.Columns} over images of {window.Height} x {window.Width} x {window.Channels} in {groups} groups.");
            if (results != (long)count * positions * filters)
                throw new ArgumentException(
                    $"{count} images have {(long)count * positions * filters} results, not {results}.", nameof(results));
            return new Sizes(count, groups, channels, filters, (long)results * window.Rows * window.Columns * channels);
        }
    }
}
