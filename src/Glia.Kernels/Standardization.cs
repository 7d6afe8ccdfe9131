using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Columns shifted and scaled by numbers that are known beforehand, and the sums from which those numbers are made.</summary>
public static class Standardization
{
    /// <summary>y = (x - mean) / max(sqrt(variance), least), column by column: Keras' <c>Normalization</c>.</summary>
    /// <param name="x">rows x columns.</param>
    /// <param name="y">Receives rows x columns; may be the same memory as x.</param>
    /// <param name="mean">
    /// One number a column, or empty for 0, which makes this the gradient with respect to x of the gradient with respect to y.
    /// </param>
    /// <param name="variance">One number a column.</param>
    /// <param name="least">The least deviation to divide by, so that a constant column is finite (Keras: 1e-7).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, float least)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        int columns = variance.Length;
        for (int start = 0; start < x.Length; start += columns)
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns);
                Vector<float> z = LoadUpTo(x, start + c, start + end);
                if (!mean.IsEmpty) z -= LoadUpTo(mean, c, end);
                Vector<float> deviation = Vector.Max(All(least), Vector.SquareRoot(LoadRest(variance[..end], c, 1)));
                StoreUpTo(z / deviation, y, start + c, start + end);
            }
    }

    /// <summary>
    /// Adds x - origin and its square to the sums of each column. Near the mean, the origin keeps a small deviation from drowning in a
    /// large mean.
    /// </summary>
    /// <param name="x">rows x columns.</param>
    /// <param name="origin">One number a column.</param>
    /// <param name="sums">One sum a column; added to.</param>
    /// <param name="squares">One sum of squares a column; added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMoments(ReadOnlySpan<float> x, ReadOnlySpan<float> origin, Span<double> sums, Span<double> squares)
    {
        int columns = origin.Length;
        for (int start = 0; start < x.Length; start += columns)
            for (int c = 0; c < columns; c++)
            {
                double distance = (double)x[start + c] - origin[c];
                sums[c] += distance;
                squares[c] += distance * distance;
            }
    }

    /// <summary>Mean and variance (divided by the rows) of each column from its sums.</summary>
    /// <param name="rows">How many rows were added.</param>
    /// <param name="origin">The origin they were added from.</param>
    /// <param name="sums">As <see cref="AddMoments"/> left them.</param>
    /// <param name="squares">As <see cref="AddMoments"/> left them.</param>
    /// <param name="mean">Receives one number a column.</param>
    /// <param name="variance">Receives one number a column.</param>
    public static void Moments(
        long rows, ReadOnlySpan<float> origin, ReadOnlySpan<double> sums, ReadOnlySpan<double> squares, Span<float> mean,
            Span<float> variance)
    {
        for (int c = 0; c < mean.Length; c++)
        {
            double shift = sums[c] / rows;
            mean[c] = (float)(origin[c] + shift);
            variance[c] = (float)Math.Max(0, squares[c] / rows - shift * shift);
        }
    }
}
