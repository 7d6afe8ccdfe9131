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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Largest(float* x, nint below, int channels, int windows, float* y)
    {
        for (; windows > 0; windows--, x += 2 * channels, y += channels)
        {
            float* right = x + channels;
            int c = 0;
            for (; c <= channels - Width; c += Width)
            {
                Vector<float> above = Vector.Max(Vector.Load(x + c), Vector.Load(right + c));
                Vector.Max(above, Vector.Max(Vector.Load(x + below + c), Vector.Load(right + below + c))).Store(y + c);
            }

            for (; c < channels; c++)
                y[c] = MathF.Max(MathF.Max(x[c], right[c]), MathF.Max(x[below + c], right[below + c]));
        }
    }

    /// <summary>dx = the gradient of each window where its largest number first stands, and zero elsewhere.</summary>
    /// <param name="x">The first window's first pixel.</param>
    /// <param name="below">From it to the pixel below.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="windows">How many windows.</param>
    /// <param name="y">The largest of each.</param>
    /// <param name="dy">The gradient in it.</param>
    /// <param name="dx">Receives the gradient in all four.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void GradientToLargest(float* x, nint below, int channels, int windows, float* y, float* dy, float* dx)
    {
        for (; windows > 0; windows--, x += 2 * channels, dx += 2 * channels, y += channels, dy += channels)
        {
            int c = 0;
            for (; c <= channels - Width; c += Width)
            {
                Vector<float> largest = Vector.Load(y + c), gradient = Vector.Load(dy + c);
                gradient = Give(x + c, dx + c, largest, gradient);
                gradient = Give(x + channels + c, dx + channels + c, largest, gradient);
                gradient = Give(x + below + c, dx + below + c, largest, gradient);
                Give(x + channels + below + c, dx + channels + below + c, largest, gradient);
            }

            for (; c < channels; c++)
            {
                float gradient = Give(x + c, dx + c, y[c], dy[c]);
                gradient = Give(x + channels + c, dx + channels + c, y[c], gradient);
                gradient = Give(x + below + c, dx + below + c, y[c], gradient);
                Give(x + channels + below + c, dx + channels + below + c, y[c], gradient);
            }
        }
    }

    // Writes the gradient where the largest number stands, and says what is left of it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Give(float* x, float* dx, Vector<float> largest, Vector<float> gradient)
    {
        Vector<int> isIt = Vector.Equals(Vector.Load(x), largest);
        Where(isIt, gradient, Vector<float>.Zero).Store(dx);
        return Where(isIt, Vector<float>.Zero, gradient);
    }

    private static float Give(float* x, float* dx, float largest, float gradient)
    {
        bool isIt = *x == largest;
        *dx = isIt ? gradient : 0;
        return isIt ? 0 : gradient;
    }
}
