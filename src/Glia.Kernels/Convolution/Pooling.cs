using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// The largest number or the mean of what a window sees, for each channel by itself. What lies outside the image counts for neither, as in
/// TensorFlow. One image is computed by one thread, so the bits do not depend on their number.
/// </summary>
public static unsafe class Pooling
{
    /// <summary>y = the largest number the window sees; NaN where it sees one.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="x">Images, one after the other.</param>
    /// <param name="y">Receives <c>[output height, output width, channels]</c> for each image.</param>
    public static void Max(Workers workers, in Window window, ReadOnlySpan<float> x, Span<float> y) =>
        Run<LargestOfWindow>(workers, window, x, y, default, default);

    /// <summary>The gradient of <see cref="Max"/> goes to the first number that is the largest.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="x">What went in.</param>
    /// <param name="y">What came out.</param>
    /// <param name="dy">The gradient in what came out.</param>
    /// <param name="dx">Receives the gradient in what went in.</param>
    public static void MaxBackward(
        Workers workers, in Window window, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Run<GradientToLargest>(workers, window, x, y, dy, dx);

    /// <summary>y = the mean of what the window sees of the image.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="x">Images, one after the other.</param>
    /// <param name="y">Receives <c>[output height, output width, channels]</c> for each image.</param>
    public static void Average(Workers workers, in Window window, ReadOnlySpan<float> x, Span<float> y) =>
        Run<MeanOfWindow>(workers, window, x, y, default, default);

    /// <summary>The gradient of <see cref="Average"/> goes to all numbers alike.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="dy">The gradient in what came out.</param>
    /// <param name="dx">Receives the gradient in what went in.</param>
    public static void AverageBackward(Workers workers, in Window window, ReadOnlySpan<float> dy, Span<float> dx) =>
        Run<GradientToAll>(workers, window, dx, dy, dy, dx);

    /// <summary>y = the sum of what the window sees of the image.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="x">Images, one after the other.</param>
    /// <param name="y">Receives <c>[output height, output width, channels]</c> for each image.</param>
    public static void Sum(Workers workers, in Window window, ReadOnlySpan<float> x, Span<float> y) =>
        Run<SumOfWindow>(workers, window, x, y, default, default);

    /// <summary>The gradient of <see cref="Sum"/>: every number of the window gets that of its result, or the sum of several.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="y">A number for each result.</param>
    /// <param name="x">Receives a number for each pixel and channel of the images.</param>
    public static void Repeat(Workers workers, in Window window, ReadOnlySpan<float> y, Span<float> x) =>
        Run<CopyToWindow>(workers, window, x, y, y, x);

    // Below this many numbers, handing work to a second thread costs more than it saves.
    private const int WorthSharing = 1 << 16;

    private static void Run<TPool>(
        Workers workers, in Window window, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
        where TPool : struct, IPool
    {
        int size = window.Height * window.Width * window.Channels, results = window.OutputHeight * window.OutputWidth * window.Channels;
        if (results == 0 || x.Length % size != 0)
            throw new ArgumentException($"{x.Length} numbers are no images of {window.Height} x {window.Width} x {window.Channels} for a " +
                $"window of {window.ReachY} x {window.ReachX}.", nameof(x));
        if (window.DilationY != 1 || window.DilationX != 1)
            throw new ArgumentException("Pooling knows no dilation: its windows see every pixel.", nameof(window));
        int images = x.Length / size;
        RequireLength(y.Length, images * results, nameof(y));
        if (!dy.IsEmpty) RequireLength(dy.Length, y.Length, nameof(dy));
        if (!dx.IsEmpty) RequireLength(dx.Length, x.Length, nameof(dx));
        if (x.Length < WorthSharing) workers = Workers.Single;
        fixed (float* px = x, py = y, pdy = dy, pdx = dx)
            workers.For(images, new Job<TPool>(window, size, results, px, py, pdy, pdx));
    }

    private readonly struct Job<TPool>(Window window, int size, int results, float* x, float* y, float* dy, float* dx) : IJob
        where TPool : struct, IPool
    {
        public void Run(int image)
        {
            nint to = (nint)image * results, from = (nint)image * size;
            float* gradient = dx == null ? null : dx + from;
            (int wholeRows, int wholeColumns) = TPool.HasQuads ? QuadPooling.Whole(window) : default;
            bool isWritten = 2 * wholeRows == window.Height && 2 * wholeColumns == window.Width;
            if (gradient != null && !isWritten) new Span<float>(gradient, size).Clear();
            int row = window.Width * window.Channels;
            for (int i = 0; i < window.OutputHeight; i++)
            {
                int whole = i < wholeRows ? wholeColumns : 0;
                nint first = from + (2 * (nint)i * row);
                if (whole > 0)
                    TPool.RunQuads(x + first, row, window.Channels, whole, y + to, dy + to, dx + first);
                to += (nint)whole * window.Channels;
                for (int j = whole; j < window.OutputWidth; j++, to += window.Channels)
                {
                    Seen seen = new(window, i, j);
                    TPool.Run(seen, window.Channels, x + from, y + to, dy == null ? null : dy + to, gradient);
                }
            }
        }
    }

    /// <summary>The pixels of the image that a window sees at one position.</summary>
    private readonly struct Seen
    {
        internal Seen(in Window window, int i, int j)
        {
            (int firstY, int rows) = Part((i * window.StrideY) - window.Top, window.Rows, window.Height);
            (int firstX, int columns) = Part((j * window.StrideX) - window.Left, window.Columns, window.Width);
            (Rows, Columns) = (rows, columns);
            First = ((firstY * window.Width) + firstX) * window.Channels;
            RowStep = window.Width * window.Channels;
            ColumnStep = window.Channels;
        }

        internal int Rows { get; }

        internal int Columns { get; }

        internal int First { get; }

        internal int RowStep { get; }

        internal int ColumnStep { get; }

        private static (int First, int Count) Part(int start, int count, int size)
        {
            int first = Math.Max(start, 0);
            return (first, Math.Min(start + count, size) - first);
        }
    }

    /// <summary>What is done at one position of a window.</summary>
    private interface IPool
    {
        static abstract void Run(in Seen seen, int channels, float* x, float* y, float* dy, float* dx);

        /// <summary>Whether windows of two by two are written out.</summary>
        static virtual bool HasQuads => false;

        /// <summary>The same for some windows of two by two, side by side.</summary>
        static virtual void RunQuads(float* x, nint below, int channels, int windows, float* y, float* dy, float* dx) =>
            throw new NotSupportedException();
    }

    private readonly struct LargestOfWindow : IPool
    {
        static bool IPool.HasQuads => true;

        static void IPool.RunQuads(float* x, nint below, int channels, int windows, float* y, float* dy, float* dx) =>
            QuadPooling.Largest(x, below, channels, windows, y);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(in Seen seen, int channels, float* x, float* y, float* dy, float* dx)
        {
            for (int c = 0; c < channels; c += Width)
            {
                Vector<float> largest = All(float.NegativeInfinity);
                for (int r = 0; r < seen.Rows; r++)
                {
                    for (int s = 0; s < seen.Columns; s++)
                        largest = Vector.Max(largest, Load(x + seen.First + (r * seen.RowStep) + (s * seen.ColumnStep), c, channels));
                }

                Store(largest, y, c, channels);
            }
        }
    }

    private readonly struct GradientToLargest : IPool
    {
        static bool IPool.HasQuads => true;

        static void IPool.RunQuads(float* x, nint below, int channels, int windows, float* y, float* dy, float* dx) =>
            QuadPooling.GradientToLargest(x, below, channels, windows, y, dy, dx);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(in Seen seen, int channels, float* x, float* y, float* dy, float* dx)
        {
            for (int c = 0; c < channels; c += Width)
            {
                Vector<float> largest = Load(y, c, channels), gradient = Load(dy, c, channels);
                for (int r = 0; r < seen.Rows; r++)
                {
                    for (int s = 0; s < seen.Columns; s++)
                    {
                        int at = seen.First + (r * seen.RowStep) + (s * seen.ColumnStep);
                        Vector<int> isIt = Vector.Equals(Load(x + at, c, channels), largest);
                        Store(Load(dx + at, c, channels) + Where(isIt, gradient, Vector<float>.Zero), dx + at, c, channels);
                        gradient = Where(isIt, Vector<float>.Zero, gradient);
                    }
                }
            }
        }
    }

    private readonly struct SumOfWindow : IPool
    {
        public static void Run(in Seen seen, int channels, float* x, float* y, float* dy, float* dx) => AddUp(seen, channels, x, y, 1);
    }

    private readonly struct MeanOfWindow : IPool
    {
        public static void Run(in Seen seen, int channels, float* x, float* y, float* dy, float* dx) =>
            AddUp(seen, channels, x, y, 1f / (seen.Rows * seen.Columns));
    }

    private readonly struct CopyToWindow : IPool
    {
        public static void Run(in Seen seen, int channels, float* x, float* y, float* dy, float* dx) => ShareOut(seen, channels, dy, dx, 1);
    }

    private readonly struct GradientToAll : IPool
    {
        public static void Run(in Seen seen, int channels, float* x, float* y, float* dy, float* dx) =>
            ShareOut(seen, channels, dy, dx, 1f / (seen.Rows * seen.Columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUp(in Seen seen, int channels, float* x, float* y, float share)
    {
        for (int c = 0; c < channels; c += Width)
        {
            // Row by row, so that a window as large as the image rounds a few dozen times and not a few thousand.
            Vector<float> sum = Vector<float>.Zero;
            for (int r = 0; r < seen.Rows; r++)
            {
                Vector<float> row = Vector<float>.Zero;
                for (int s = 0; s < seen.Columns; s++)
                    row += Load(x + seen.First + (r * seen.RowStep) + (s * seen.ColumnStep), c, channels);
                sum += row;
            }

            Store(sum * All(share), y, c, channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShareOut(in Seen seen, int channels, float* dy, float* dx, float share)
    {
        for (int c = 0; c < channels; c += Width)
        {
            Vector<float> gradient = Load(dy, c, channels) * All(share);
            for (int r = 0; r < seen.Rows; r++)
            {
                for (int s = 0; s < seen.Columns; s++)
                {
                    float* to = dx + seen.First + (r * seen.RowStep) + (s * seen.ColumnStep);
                    Store(Load(to, c, channels) + gradient, to, c, channels);
                }
            }
        }
    }

    // A pixel's last channels are fewer than a vector holds; the pixel after them is not touched.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Load(float* pixel, int channel, int channels) => channels - channel >= Width
        ? Vector.Load(pixel + channel)
        : LoadRest(new ReadOnlySpan<float>(pixel, channels), channel);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(Vector<float> value, float* pixel, int channel, int channels)
    {
        if (channels - channel >= Width) value.Store(pixel + channel);
        else StoreRest(value, new Span<float>(pixel, channels), channel);
    }
}
