using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// A convolution in which each channel has one filter of its own: <c>y[i, j, c] = bias[c] + sum over (r, s) of x[…, c] * w[r, s, c]</c>.
/// </summary>
/// <remarks>
/// There is nothing to multiply as matrices: the channels are the lanes of the vectors. One image is computed by one thread, and the
/// gradient of the weights is one sum over (image, position), a thread having some channels; so the bits do not depend on their number.
/// </remarks>
public static unsafe class DepthwiseConvolution
{
    // Below this many multiply-adds, handing work to a second thread costs more than it saves.
    private const long WorthSharing = 200_000;

    /// <summary>The results.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="images">Images, one after the other.</param>
    /// <param name="weights"><c>[rows, columns, channels]</c>.</param>
    /// <param name="bias">Nothing, or a number for each channel.</param>
    /// <param name="results">Receives <c>[output height, output width, channels]</c> for each image.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Forward(Workers workers, in Window window, ReadOnlySpan<float> images, ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias, Span<float> results)
    {
        int count = Check(window, images.Length, weights.Length, results.Length);
        if (!bias.IsEmpty)
            RequireLength(bias.Length, window.Channels, nameof(bias));
        if (Work(window, count) < WorthSharing)
            workers = Workers.Single;
        Fill(results, bias);
        fixed (float* x = images, w = weights, y = results)
            workers.For(count, new ImageJob<AddToResults>(window, x, w, y));
    }

    /// <summary>The gradient in the images.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="gradient">The gradient in the results.</param>
    /// <param name="weights"><c>[rows, columns, channels]</c>.</param>
    /// <param name="images">Receives the gradient in the images.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void InputGradient(
        Workers workers, in Window window, ReadOnlySpan<float> gradient, ReadOnlySpan<float> weights, Span<float> images)
    {
        int count = Check(window, images.Length, weights.Length, gradient.Length);
        if (Work(window, count) < WorthSharing)
            workers = Workers.Single;
        images.Clear();
        fixed (float* dy = gradient, w = weights, dx = images)
            workers.For(count, new ImageJob<AddToPixels>(window, dx, w, dy));
    }

    /// <summary>The gradient in the weights.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="images">Images, one after the other.</param>
    /// <param name="gradient">The gradient in the results.</param>
    /// <param name="weights">Receives the gradient in the weights, or has it added.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="weights"/> holds.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void WeightGradient(Workers workers, in Window window, ReadOnlySpan<float> images, ReadOnlySpan<float> gradient,
        Span<float> weights, bool accumulate = false)
    {
        int count = Check(window, images.Length, weights.Length, gradient.Length);
        if (!accumulate)
            weights.Clear();
        if (Work(window, count) < WorthSharing)
            workers = Workers.Single;
        fixed (float* x = images, dy = gradient, dw = weights)
            workers.For((window.Channels + Width - 1) / Width, new ChannelsJob<AddToWeight>(window, count, x, dw, dy));
    }

    // Every result begins with the bias of its channel.
    private static void Fill(Span<float> results, ReadOnlySpan<float> bias)
    {
        if (bias.IsEmpty)
        {
            results.Clear();
            return;
        }

        for (int at = 0; at < results.Length; at += bias.Length)
            bias.CopyTo(results[at..]);
    }

    private static int Check(in Window window, int images, int weights, int results)
    {
        int count = images / (window.Height * window.Width * window.Channels);
        RequireLength(images, count * window.Height * window.Width * window.Channels, nameof(images));
        RequireLength(weights, window.Rows * window.Columns * window.Channels, nameof(weights));
        RequireLength(results, count * window.OutputHeight * window.OutputWidth * window.Channels, nameof(results));
        return count;
    }

    private static long Work(in Window window, int images) =>
        (long)images * window.OutputHeight * window.OutputWidth * window.Channels * window.Rows * window.Columns;

    /// <summary>What is done along one row of results with what one tap of the window sees of them.</summary>
    private interface ITap
    {
        /// <summary>Does it for some channels.</summary>
        /// <typeparam name="TColumns">Whether they fill a vector.</typeparam>
        /// <param name="pixels">The first number that the tap sees.</param>
        /// <param name="step">From a number that it sees to the next.</param>
        /// <param name="results">The first result.</param>
        /// <param name="weight">The tap's weight.</param>
        /// <param name="count">How many results.</param>
        /// <param name="channels">From a result to the next.</param>
        /// <param name="left">How many channels there are from the first on.</param>
        static abstract void Run<TColumns>(float* pixels, int step, float* results, float* weight, int count, int channels, int left)
            where TColumns : struct, IColumns;
    }

    /// <summary>All taps of a window over some channels of an image, row by row: what lies outside the image is not seen.</summary>
    private readonly struct Taps(Window window)
    {
        /// <summary>Runs them.</summary>
        /// <param name="x">The first of the channels in the image.</param>
        /// <param name="y">The first in the results.</param>
        /// <param name="w">The first in the weights.</param>
        /// <param name="left">How many channels there are from the first on.</param>
        public void Run<TTap, TColumns>(float* x, float* y, float* w, int left)
            where TTap : struct, ITap
            where TColumns : struct, IColumns
        {
            int channels = window.Channels, step = window.StrideX * channels;
            for (int i = 0; i < window.OutputHeight; i++, y += window.OutputWidth * channels)
            {
                for (int r = 0; r < window.Rows; r++)
                {
                    int row = (i * window.StrideY) + (r * window.DilationY) - window.Top;
                    if ((uint)row >= (uint)window.Height)
                        continue;
                    for (int s = 0; s < window.Columns; s++)
                    {
                        (int first, int end) = Seeing(s);
                        if (first >= end)
                            continue;
                        int column = (first * window.StrideX) + (s * window.DilationX) - window.Left;
                        TTap.Run<TColumns>(x + (((row * window.Width) + column) * channels), step, y + (first * channels),
                            w + (((r * window.Columns) + s) * channels), end - first, channels, left);
                    }
                }
            }
        }

        // The positions at which a column of the window lies within the image.
        private (int First, int End) Seeing(int s)
        {
            int before = window.Left - (s * window.DilationX), stride = window.StrideX;
            int first = before <= 0 ? 0 : (before + stride - 1) / stride;
            int last = window.Width - 1 + before;
            return (first, last < 0 ? 0 : Math.Min(window.OutputWidth, (last / stride) + 1));
        }
    }

    /// <summary>All channels of an image, vector by vector.</summary>
    private readonly struct ImageJob<TTap>(Window window, float* images, float* weights, float* results) : IJob
        where TTap : struct, ITap
    {
        public void Run(int image)
        {
            int channels = window.Channels, c = 0;
            float* x = images + ((nint)image * window.Height * window.Width * channels);
            float* y = results + ((nint)image * window.OutputHeight * window.OutputWidth * channels);
            var taps = new Taps(window);
            for (; c <= channels - Width; c += Width)
                taps.Run<TTap, WholeVector>(x + c, y + c, weights + c, channels - c);
            if (c < channels)
                taps.Run<TTap, PartOfVector>(x + c, y + c, weights + c, channels - c);
        }
    }

    /// <summary>Some channels of all images.</summary>
    private readonly struct ChannelsJob<TTap>(Window window, int count, float* images, float* weights, float* results) : IJob
        where TTap : struct, ITap
    {
        public void Run(int vector)
        {
            int channels = window.Channels, c = vector * Width;
            var taps = new Taps(window);
            float* x = images + c, y = results + c;
            for (int image = 0; image < count; image++)
            {
                if (channels - c >= Width)
                    taps.Run<TTap, WholeVector>(x, y, weights + c, channels - c);
                else
                    taps.Run<TTap, PartOfVector>(x, y, weights + c, channels - c);
                x += window.Height * window.Width * channels;
                y += window.OutputHeight * window.OutputWidth * channels;
            }
        }
    }

    // Two rows side by side: to each number of the second a number of the first times the weight.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TColumns>(float* from, int step, float* to, int toNext, float* weight, int count, int left)
        where TColumns : struct, IColumns
    {
        Vector<float> w = TColumns.Load(weight, left);
        for (int j = 0; j < count; j++, from += step, to += toNext)
            TColumns.Store(Vector.MultiplyAddEstimate(TColumns.Load(from, left), w, TColumns.Load(to, left)), to, left);
    }

    private readonly struct AddToResults : ITap
    {
        public static void Run<TColumns>(float* pixels, int step, float* results, float* weight, int count, int channels, int left)
            where TColumns : struct, IColumns => Add<TColumns>(pixels, step, results, channels, weight, count, left);
    }

    private readonly struct AddToPixels : ITap
    {
        public static void Run<TColumns>(float* pixels, int step, float* results, float* weight, int count, int channels, int left)
            where TColumns : struct, IColumns => Add<TColumns>(results, channels, pixels, step, weight, count, left);
    }

    private readonly struct AddToWeight : ITap
    {
        // Two sums side by side: one alone would wait for each addition.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run<TColumns>(float* pixels, int step, float* results, float* weight, int count, int channels, int left)
            where TColumns : struct, IColumns
        {
            Vector<float> even = TColumns.Load(weight, left), odd = Vector<float>.Zero;
            int j = 0;
            for (; j < count - 1; j += 2, pixels += 2 * step, results += 2 * channels)
            {
                even = Vector.MultiplyAddEstimate(TColumns.Load(pixels, left), TColumns.Load(results, left), even);
                odd = Vector.MultiplyAddEstimate(TColumns.Load(pixels + step, left), TColumns.Load(results + channels, left), odd);
            }

            if (j < count)
                even = Vector.MultiplyAddEstimate(TColumns.Load(pixels, left), TColumns.Load(results, left), even);
            TColumns.Store(even + odd, weight, left);
        }
    }
}
