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
        fixed (float* x = images, w = weights, b = bias, y = results)
            workers.For(count, new ForwardJob(window, x, w, b, y));
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
        fixed (float* dy = gradient, w = weights, dx = images)
            workers.For(count, new InputGradientJob(window, dy, w, dx));
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
            workers.For((window.Channels + Width - 1) / Width, new WeightGradientJob(window, count, x, dy, dw));
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

    /// <summary>Where a number of an image lies that a position sees through a tap, or -1 where that is outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Seen(in Window window, int i, int j, int r, int s)
    {
        int y = (i * window.StrideY) + (r * window.DilationY) - window.Top, x = (j * window.StrideX) + (s * window.DilationX) - window.Left;
        return (uint)y < (uint)window.Height && (uint)x < (uint)window.Width ? ((y * window.Width) + x) * window.Channels : -1;
    }

    private readonly struct ForwardJob(Window window, float* images, float* weights, float* bias, float* results) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int image)
        {
            int channels = window.Channels;
            float* x = images + ((nint)image * window.Height * window.Width * channels);
            float* y = results + ((nint)image * window.OutputHeight * window.OutputWidth * channels);
            for (int i = 0; i < window.OutputHeight; i++)
            {
                for (int j = 0; j < window.OutputWidth; j++, y += channels)
                {
                    for (int c = 0; c < channels; c += Width)
                    {
                        Vector<float> sum = bias == null ? Vector<float>.Zero : LoadUpTo(bias, c, channels);
                        float* w = weights;
                        for (int r = 0; r < window.Rows; r++)
                        {
                            for (int s = 0; s < window.Columns; s++, w += channels)
                            {
                                int at = Seen(window, i, j, r, s);
                                if (at >= 0)
                                    sum = Vector.MultiplyAddEstimate(LoadUpTo(x + at, c, channels), LoadUpTo(w, c, channels), sum);
                            }
                        }

                        StoreUpTo(sum, y, c, channels);
                    }
                }
            }
        }
    }

    private readonly struct InputGradientJob(Window window, float* gradient, float* weights, float* images) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int image)
        {
            int channels = window.Channels, size = window.Height * window.Width * channels;
            float* dx = images + ((nint)image * size);
            float* dy = gradient + ((nint)image * window.OutputHeight * window.OutputWidth * channels);
            new Span<float>(dx, size).Clear();
            for (int i = 0; i < window.OutputHeight; i++)
            {
                for (int j = 0; j < window.OutputWidth; j++, dy += channels)
                {
                    float* w = weights;
                    for (int r = 0; r < window.Rows; r++)
                    {
                        for (int s = 0; s < window.Columns; s++, w += channels)
                        {
                            int at = Seen(window, i, j, r, s);
                            if (at < 0)
                                continue;
                            for (int c = 0; c < channels; c += Width)
                            {
                                Vector<float> sum = LoadUpTo(dx + at, c, channels);
                                sum = Vector.MultiplyAddEstimate(LoadUpTo(dy, c, channels), LoadUpTo(w, c, channels), sum);
                                StoreUpTo(sum, dx + at, c, channels);
                            }
                        }
                    }
                }
            }
        }
    }

    private readonly struct WeightGradientJob(Window window, int count, float* images, float* gradient, float* weights) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int vector)
        {
            int channels = window.Channels, c = vector * Width;
            for (int r = 0; r < window.Rows; r++)
            {
                for (int s = 0; s < window.Columns; s++)
                {
                    float* w = weights + (((r * window.Columns) + s) * channels), dy = gradient, x = images;
                    Vector<float> sum = LoadUpTo(w, c, channels);
                    for (int image = 0; image < count; image++, x += window.Height * window.Width * channels)
                    {
                        for (int i = 0; i < window.OutputHeight; i++)
                        {
                            for (int j = 0; j < window.OutputWidth; j++, dy += channels)
                            {
                                int at = Seen(window, i, j, r, s);
                                if (at >= 0)
                                    sum = Vector.MultiplyAddEstimate(LoadUpTo(x + at, c, channels), LoadUpTo(dy, c, channels), sum);
                            }
                        }
                    }

                    StoreUpTo(sum, w, c, channels);
                }
            }
        }
    }
}
