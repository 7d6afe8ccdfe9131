using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// The largest of two by two numbers, windows side by side and inside the image: nearly every pooling there is, written out, so that a
/// vector of channels takes four loads and no loop.
/// </summary>
internal static unsafe class QuadPooling
{
    /// <summary>The windows that see four numbers, down and across; none where the windows are others.</summary>
    internal static (int Rows, int Columns) Whole(in Window window) =>
        window is { Rows: 2, Columns: 2, StrideY: 2, StrideX: 2, Top: 0, Left: 0 }
            ? (Math.Min(window.OutputHeight, window.Height / 2), Math.Min(window.OutputWidth, window.Width / 2))
            : default;

    /// <summary>y = the largest of each of some windows of a row.</summary>
    /// <param name="x">The first window's first pixel.</param>
    /// <param name="below">From it to the pixel below.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="windows">How many windows.</param>
    /// <param name="y">Receives a pixel for each.</param>
    /// <param name="floor">What stands for everything below it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Largest(float* x, nint below, int channels, int windows, float* y, float floor)
    {
        for (; windows > 0; windows--, x += 2 * channels, y += channels)
        {
            int c = 0;
            for (; c <= channels - Width; c += Width)
                Vector.MaxNative(All(floor), Quad.At(x + c, below, channels).Largest).Store(y + c);
            if (c < channels)
                StoreUpTo(Vector.MaxNative(All(floor), Quad.Last(x, below, c, channels).Largest), y, c, channels);
        }
    }

    /// <summary>The same, and where in its window each stands.</summary>
    /// <param name="x">The first window's first pixel.</param>
    /// <param name="below">From it to the pixel below.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="windows">How many windows.</param>
    /// <param name="y">Receives a pixel for each.</param>
    /// <param name="places">Receives the place for each number of it, from 0 to 3; -1 for nowhere.</param>
    /// <param name="floor">What stands for everything below it.</param>
    /// <param name="least">The least number that has a place.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LargestAndPlace(
        float* x, nint below, int channels, int windows, float* y, int* places, float floor, float least)
    {
        for (; windows > 0; windows--, x += 2 * channels, y += channels, places += channels)
        {
            int c = 0;
            for (; c <= channels - Width; c += Width)
            {
                Quad quad = Quad.At(x + c, below, channels);
                Vector<float> largest = quad.Largest;
                quad.PlaceOf(largest, All(least)).Store(places + c);
                Vector.MaxNative(All(floor), largest).Store(y + c);
            }

            if (c < channels)
            {
                Quad quad = Quad.Last(x, below, c, channels);
                Vector<float> largest = quad.Largest;
                StoreUpTo(Vector.AsVectorSingle(quad.PlaceOf(largest, All(least))), (float*)places, c, channels);
                StoreUpTo(Vector.MaxNative(All(floor), largest), y, c, channels);
            }
        }
    }

    /// <summary>dx = the gradient of each window where its largest number stands, and zero elsewhere.</summary>
    /// <param name="dx">The first window's first pixel.</param>
    /// <param name="below">From it to the pixel below.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="windows">How many windows.</param>
    /// <param name="dy">The gradient in the largest of each.</param>
    /// <param name="places">Where it stands.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void GradientToLargest(float* dx, nint below, int channels, int windows, float* dy, int* places)
    {
        for (; windows > 0; windows--, dx += 2 * channels, dy += channels, places += channels)
        {
            int c = 0;
            for (; c <= channels - Width; c += Width)
            {
                float* to = dx + c;
                Vector<float> gradient = Vector.Load(dy + c);
                Vector<int> place = Vector.Load(places + c);
                Given(place, 0, gradient).Store(to);
                Given(place, 1, gradient).Store(to + channels);
                Given(place, 2, gradient).Store(to + below);
                Given(place, 3, gradient).Store(to + below + channels);
            }

            if (c < channels)
            {
                Vector<float> gradient = LoadUpTo(dy, c, channels);
                Vector<int> place = Vector.AsVectorInt32(LoadUpTo((float*)places, c, channels));
                StoreUpTo(Given(place, 0, gradient), dx, c, channels);
                StoreUpTo(Given(place, 1, gradient), dx + channels, c, channels);
                StoreUpTo(Given(place, 2, gradient), dx + below, c, channels);
                StoreUpTo(Given(place, 3, gradient), dx + below + channels, c, channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Given(Vector<int> place, int here, Vector<float> gradient) =>
        Where(Vector.Equals(place, new Vector<int>(here)), gradient, Vector<float>.Zero);

    /// <summary>Two by two numbers of a vector of channels.</summary>
    private readonly struct Quad(Vector<float> first, Vector<float> right, Vector<float> below, Vector<float> last)
    {
        internal Vector<float> Largest
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector.Max(Vector.Max(first, right), Vector.Max(below, last));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Quad At(float* x, nint below, int channels) =>
            new(Vector.Load(x), Vector.Load(x + channels), Vector.Load(x + below), Vector.Load(x + below + channels));

        /// <summary>That of a pixel's last channels, which are fewer than a vector holds.</summary>
        internal static Quad Last(float* x, nint below, int channel, int channels) => new(LoadUpTo(x, channel, channels),
            LoadUpTo(x + channels, channel, channels), LoadUpTo(x + below, channel, channels),
            LoadUpTo(x + below + channels, channel, channels));

        /// <summary>The first place of a number; NaN stands nowhere.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Vector<int> PlaceOf(Vector<float> largest, Vector<float> least)
        {
            Vector<int> place = Vector.ConditionalSelect(Vector.Equals(below, largest), new Vector<int>(2), new Vector<int>(3));
            place = Vector.ConditionalSelect(Vector.Equals(right, largest), Vector<int>.One, place);
            place = Vector.ConditionalSelect(Vector.Equals(first, largest), Vector<int>.Zero, place);
            return Pooling.PlaceIf(largest, least, place);
        }
    }
}
