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
    /// <param name="places">
    /// Receives, for each result, where in its window the largest number first stands, counted row by row over what the window sees of the
    /// image; -1 for nowhere, as with NaN. Empty where nobody needs it.
    /// </param>
    /// <param name="rectifies">
    /// Whether y = relu of that. Whether relu stands before or after makes no difference, but to what is left to do after.
    /// </param>
    public static void Max(
        Workers workers, in Window window, ReadOnlySpan<float> x, Span<float> y, Span<int> places = default, bool rectifies = false) =>
        Run(new LargestOfWindow(rectifies), workers, window, x, y, places);

    /// <summary>The gradient of <see cref="Max"/> goes to the first number that is the largest.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="places">What <see cref="Max"/> received.</param>
    /// <param name="dy">The gradient in what came out.</param>
    /// <param name="dx">Receives the gradient in what went in.</param>
    public static void MaxBackward(
        Workers workers, in Window window, ReadOnlySpan<int> places, ReadOnlySpan<float> dy, Span<float> dx)
    {
        RequireLength(places.Length, dy.Length, nameof(places));
        Run(default(GradientToLargest), workers, window, dx, dy, places);
    }

    /// <summary>y = the mean of what the window sees of the image.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="x">Images, one after the other.</param>
    /// <param name="y">Receives <c>[output height, output width, channels]</c> for each image.</param>
    public static void Average(Workers workers, in Window window, ReadOnlySpan<float> x, Span<float> y) =>
        Run(default(MeanOfWindow), workers, window, x, y, default);

    /// <summary>The gradient of <see cref="Average"/> goes to all numbers alike.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="dy">The gradient in what came out.</param>
    /// <param name="dx">Receives the gradient in what went in.</param>
    public static void AverageBackward(Workers workers, in Window window, ReadOnlySpan<float> dy, Span<float> dx) =>
        Run(default(GradientToAll), workers, window, dx, dy, default);

    /// <summary>y = the sum of what the window sees of the image.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="x">Images, one after the other.</param>
    /// <param name="y">Receives <c>[output height, output width, channels]</c> for each image.</param>
    public static void Sum(Workers workers, in Window window, ReadOnlySpan<float> x, Span<float> y) =>
        Run(default(SumOfWindow), workers, window, x, y, default);

    /// <summary>The gradient of <see cref="Sum"/>: every number of the window gets that of its result, or the sum of several.</summary>
    /// <param name="workers">The threads to use.</param>
    /// <param name="window">The window and the images.</param>
    /// <param name="y">A number for each result.</param>
    /// <param name="x">Receives a number for each pixel and channel of the images.</param>
    public static void Repeat(Workers workers, in Window window, ReadOnlySpan<float> y, Span<float> x) =>
        Run(default(CopyToWindow), workers, window, x, y, default);

    // Below this many numbers, handing work to a second thread costs more than it saves.
    private const int WorthSharing = 1 << 16;

    // Pixels and results are read or written as the pool wants it.
    private static void Run<TPool>(
        TPool pool, Workers workers, in Window window, ReadOnlySpan<float> pixels, ReadOnlySpan<float> results, ReadOnlySpan<int> places)
        where TPool : struct, IPool
    {
        int size = window.Height * window.Width * window.Channels, given = window.OutputHeight * window.OutputWidth * window.Channels;
        if (given == 0 || pixels.Length % size != 0)
            throw new ArgumentException($"{pixels.Length} numbers are no images of {window.Height} x {window.Width} x {window.Channels} " +
                $"for a window of {window.ReachY} x {window.ReachX}.", nameof(pixels));
        if (window.DilationY != 1 || window.DilationX != 1)
            throw new ArgumentException("Pooling knows no dilation: its windows see every pixel.", nameof(window));
        int images = pixels.Length / size;
        RequireLength(results.Length, images * given, nameof(results));
        if (!places.IsEmpty) RequireLength(places.Length, results.Length, nameof(places));
        if (pixels.Length < WorthSharing) workers = Workers.Single;
        fixed (float* x = pixels, y = results)
        fixed (int* at = places)
            workers.For(images, new Job<TPool>(pool, window, size, given, x, y, at));
    }

    private readonly struct Job<TPool>(TPool pool, Window window, int size, int results, float* x, float* y, int* places) : IJob
        where TPool : struct, IPool
    {
        public void Run(int image)
        {
            nint to = (nint)image * results, from = (nint)image * size;
            (int wholeRows, int wholeColumns) = TPool.HasQuads ? QuadPooling.Whole(window) : default;
            bool isWritten = 2 * wholeRows == window.Height && 2 * wholeColumns == window.Width;
            if (TPool.AddsToPixels && !isWritten) new Span<float>(x + from, size).Clear();
            int row = window.Width * window.Channels;
            for (int i = 0; i < window.OutputHeight; i++)
            {
                int whole = i < wholeRows ? wholeColumns : 0;
                if (whole > 0)
                    pool.RunQuads(x + from + (2 * (nint)i * row), row, window.Channels, whole, y + to, Place(to));
                to += (nint)whole * window.Channels;
                for (int j = whole; j < window.OutputWidth; j++, to += window.Channels)
                    pool.Run(new Seen(window, i, j), window.Channels, x + from, y + to, Place(to));
            }
        }

        private int* Place(nint result) => places == null ? null : places + result;
    }

    /// <summary>The pixels of the image that a window sees at one position.</summary>
    private readonly struct Seen
    {
        private readonly int _first, _rowStep, _columnStep;

        internal Seen(in Window window, int i, int j)
        {
            (int firstY, int rows) = Part((i * window.StrideY) - window.Top, window.Rows, window.Height);
            (int firstX, int columns) = Part((j * window.StrideX) - window.Left, window.Columns, window.Width);
            (Rows, Columns) = (rows, columns);
            _first = ((firstY * window.Width) + firstX) * window.Channels;
            _rowStep = window.Width * window.Channels;
            _columnStep = window.Channels;
        }

        internal int Rows { get; }

        internal int Columns { get; }

        /// <summary>From the first pixel of the image to one that is seen.</summary>
        internal int At(int row, int column) => _first + (row * _rowStep) + (column * _columnStep);

        /// <summary>The number of a pixel that is seen, row by row.</summary>
        internal int Place(int row, int column) => (row * Columns) + column;

        private static (int First, int Count) Part(int start, int count, int size)
        {
            int first = Math.Max(start, 0);
            return (first, Math.Min(start + count, size) - first);
        }
    }

    /// <summary>What is done at one position of a window.</summary>
    private interface IPool
    {
        void Run(in Seen seen, int channels, float* x, float* y, int* places);

        /// <summary>Whether it adds to the pixels, which are then zero before.</summary>
        static virtual bool AddsToPixels => false;

        /// <summary>Whether windows of two by two are written out.</summary>
        static virtual bool HasQuads => false;

        /// <summary>The same for some windows of two by two, side by side; their pixels are replaced and not added to.</summary>
        void RunQuads(float* x, nint below, int channels, int windows, float* y, int* places) => throw new NotSupportedException();
    }

    private readonly struct LargestOfWindow(bool rectifies) : IPool
    {
        private readonly float _floor = rectifies ? 0 : float.NegativeInfinity;
        private readonly float _least = rectifies ? float.Epsilon : float.NegativeInfinity;

        static bool IPool.HasQuads => true;

        public void RunQuads(float* x, nint below, int channels, int windows, float* y, int* places)
        {
            if (places == null) QuadPooling.Largest(x, below, channels, windows, y, _floor);
            else QuadPooling.LargestAndPlace(x, below, channels, windows, y, places, _floor, _least);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(in Seen seen, int channels, float* x, float* y, int* places)
        {
            for (int c = 0; c < channels; c += Width)
            {
                Vector<float> largest = All(float.NegativeInfinity);
                for (int r = 0; r < seen.Rows; r++)
                {
                    for (int s = 0; s < seen.Columns; s++) largest = Vector.Max(largest, LoadUpTo(x + seen.At(r, s), c, channels));
                }

                StoreUpTo(Vector.MaxNative(All(_floor), largest), y, c, channels); // in this order NaN passes
                if (places == null) continue;
                Vector<int> place = Vector<int>.Zero;
                for (int r = seen.Rows - 1; r >= 0; r--)
                {
                    for (int s = seen.Columns - 1; s >= 0; s--)
                    {
                        Vector<int> isIt = Vector.Equals(LoadUpTo(x + seen.At(r, s), c, channels), largest);
                        place = Vector.ConditionalSelect(isIt, new Vector<int>(seen.Place(r, s)), place);
                    }
                }

                StoreUpTo(Vector.AsVectorSingle(PlaceIf(largest, All(_least), place)), (float*)places, c, channels);
            }
        }
    }

    private readonly struct GradientToLargest : IPool
    {
        static bool IPool.AddsToPixels => true;

        static bool IPool.HasQuads => true;

        public void RunQuads(float* x, nint below, int channels, int windows, float* y, int* places) =>
            QuadPooling.GradientToLargest(x, below, channels, windows, y, places);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(in Seen seen, int channels, float* x, float* y, int* places)
        {
            for (int c = 0; c < channels; c += Width)
            {
                Vector<float> gradient = LoadUpTo(y, c, channels);
                Vector<int> place = Vector.AsVectorInt32(LoadUpTo((float*)places, c, channels));
                for (int r = 0; r < seen.Rows; r++)
                {
                    for (int s = 0; s < seen.Columns; s++)
                    {
                        float* to = x + seen.At(r, s);
                        Vector<int> isIt = Vector.Equals(place, new Vector<int>(seen.Place(r, s)));
                        StoreUpTo(LoadUpTo(to, c, channels) + Where(isIt, gradient, Vector<float>.Zero), to, c, channels);
                    }
                }
            }
        }
    }

    private readonly struct SumOfWindow : IPool
    {
        public void Run(in Seen seen, int channels, float* x, float* y, int* places) => AddUp(seen, channels, x, y, 1);
    }

    private readonly struct MeanOfWindow : IPool
    {
        public void Run(in Seen seen, int channels, float* x, float* y, int* places) =>
            AddUp(seen, channels, x, y, 1f / (seen.Rows * seen.Columns));
    }

    private readonly struct CopyToWindow : IPool
    {
        static bool IPool.AddsToPixels => true;

        public void Run(in Seen seen, int channels, float* x, float* y, int* places) => ShareOut(seen, channels, y, x, 1);
    }

    private readonly struct GradientToAll : IPool
    {
        static bool IPool.AddsToPixels => true;

        public void Run(in Seen seen, int channels, float* x, float* y, int* places) =>
            ShareOut(seen, channels, y, x, 1f / (seen.Rows * seen.Columns));
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
                    row += LoadUpTo(x + seen.At(r, s), c, channels);
                sum += row;
            }

            StoreUpTo(sum * All(share), y, c, channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShareOut(in Seen seen, int channels, float* dy, float* dx, float share)
    {
        for (int c = 0; c < channels; c += Width)
        {
            Vector<float> gradient = LoadUpTo(dy, c, channels) * All(share);
            for (int r = 0; r < seen.Rows; r++)
            {
                for (int s = 0; s < seen.Columns; s++)
                {
                    float* to = dx + seen.At(r, s);
                    StoreUpTo(LoadUpTo(to, c, channels) + gradient, to, c, channels);
                }
            }
        }
    }

    /// <summary>The place of a number that is large enough to have one, else -1; NaN has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<int> PlaceIf(Vector<float> number, Vector<float> least, Vector<int> place) =>
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(number, least), place, new Vector<int>(-1));
}
