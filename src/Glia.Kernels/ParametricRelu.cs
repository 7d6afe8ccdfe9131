using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// The ReLU whose negative side has a trained slope for each column of a rows x columns matrix (He, Zhang, Ren and Sun, ICCV 2015):
/// y = x where positive, slope * x elsewhere.
/// </summary>
public static class ParametricRelu
{
    /// <summary>y = x where positive, slope * x elsewhere.</summary>
    /// <param name="x">rows x columns.</param>
    /// <param name="y">Receives rows x columns; may be the same memory as x if the backward pass is not needed.</param>
    /// <param name="slopes">One slope a column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> slopes)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        int columns = slopes.Length;
        for (int start = 0; start < x.Length; start += columns)
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns);
                Vector<float> z = LoadUpTo(x, start + c, start + end);
                StoreUpTo(Where(Vector.GreaterThan(z, Vector<float>.Zero), z, LoadUpTo(slopes, c, end) * z), y, start + c, start + end);
            }
    }

    /// <summary>
    /// The gradients of <see cref="Forward"/>: dx = dy where x is positive, slope * dy elsewhere; dslope = the sum of dy * x where x is not
    /// positive.
    /// </summary>
    /// <param name="x">What went in.</param>
    /// <param name="dy">The gradient with respect to what came out.</param>
    /// <param name="dx">Receives the gradient with respect to x, or empty; may be the same memory as dy.</param>
    /// <param name="slopes">One slope a column.</param>
    /// <param name="dslopes">Receives one number a column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ReadOnlySpan<float> slopes,
        Span<float> dslopes)
    {
        RequireLength(dy.Length, x.Length, nameof(dy));
        RequireLength(dslopes.Length, slopes.Length, nameof(dslopes));
        if (!dx.IsEmpty) RequireLength(dx.Length, x.Length, nameof(dx));
        int columns = slopes.Length;
        for (int c = 0; c < columns; c += Width)
        {
            int end = Math.Min(c + Width, columns);
            Vector<float> slope = LoadUpTo(slopes, c, end);
            Vector<double> low = Vector<double>.Zero, high = low;
            for (int start = 0; start < x.Length; start += columns)
            {
                Vector<float> z = LoadUpTo(x, start + c, start + end), d = LoadUpTo(dy, start + c, start + end);
                Vector<int> positive = Vector.GreaterThan(z, Vector<float>.Zero);
                Vector.Widen(Where(positive, Vector<float>.Zero, d * z), out Vector<double> d0, out Vector<double> d1);
                low += d0;
                high += d1;
                if (!dx.IsEmpty) StoreUpTo(Where(positive, d, slope * d), dx, start + c, start + end);
            }
            StoreUpTo(Vector.Narrow(low, high), dslopes, c, end);
        }
    }
}
