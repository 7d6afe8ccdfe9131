using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// Layer normalisation (Ba, Kiros and Hinton, 2016) over the columns of each row of a rows x columns matrix; a sample of several dimensions
/// is such a matrix with one row a position. Sums run in double in eight fixed lanes, so their bits are the same at any vector width. Gamma
/// and beta may be empty: 1 and 0.
/// </summary>
public static class RowNormalization
{
    /// <summary>y = gamma * (x - mean) / sqrt(variance + epsilon) + beta, with mean and variance of the row.</summary>
    /// <param name="x">rows x columns.</param>
    /// <param name="y">Receives rows x columns; may be the same memory as x if the backward pass is not needed.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="beta">One offset a column, or empty.</param>
    /// <param name="epsilon">Added to the variance (Keras: 0.001).</param>
    /// <param name="mean">Receives the mean of each row, for the backward pass.</param>
    /// <param name="inverseDeviation">Receives 1 / sqrt(variance + epsilon) of each row, for the backward pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        ReadOnlySpan<float> x, Span<float> y, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float epsilon,
        Span<float> mean, Span<float> inverseDeviation)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        int rows = x.Length / columns;
        RequireLength(mean.Length, rows, nameof(mean));
        RequireLength(inverseDeviation.Length, rows, nameof(inverseDeviation));
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = x.Slice(row * columns, columns);
            Span<float> to = y.Slice(row * columns, columns);
            double m = Sum(from) / columns;
            float inverse = (float)(1 / Math.Sqrt(SumOfSquares(from, m) / columns + epsilon));
            Vector<float> means = All((float)m), inverses = All(inverse);
            (mean[row], inverseDeviation[row]) = ((float)m, inverse);
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns);
                Vector<float> n = (LoadUpTo(from, c, end) - means) * inverses;
                if (!gamma.IsEmpty) n *= LoadUpTo(gamma, c, end);
                if (!beta.IsEmpty) n += LoadUpTo(beta, c, end);
                StoreUpTo(n, to, c, end);
            }
        }
    }

    /// <summary>
    /// The gradients of <see cref="Forward"/>: dbeta = sum dy, dgamma = sum dy n over the rows,
    /// dx = inverseDeviation (g - mean(g) - n mean(g n)) with g = dy gamma, means over the columns of the row, n the normalised input.
    /// </summary>
    /// <param name="x">What went in.</param>
    /// <param name="dy">The gradient with respect to what came out.</param>
    /// <param name="dx">Receives the gradient with respect to x, or empty; may be the same memory as dy.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="mean">As <see cref="Forward"/> gave it.</param>
    /// <param name="inverseDeviation">As <see cref="Forward"/> gave it.</param>
    /// <param name="dgamma">Receives one number a column, or empty where gamma is not trained.</param>
    /// <param name="dbeta">Receives one number a column, or empty where beta is not trained.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int columns, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation, Span<float> dgamma, Span<float> dbeta)
    {
        RequireLength(dy.Length, x.Length, nameof(dy));
        int rows = x.Length / columns;
        if (!dgamma.IsEmpty || !dbeta.IsEmpty) OverRows(x, dy, columns, mean, inverseDeviation, dgamma, dbeta);
        if (dx.IsEmpty) return;
        RequireLength(dx.Length, x.Length, nameof(dx));
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = x.Slice(row * columns, columns), above = dy.Slice(row * columns, columns);
            Span<float> below = dx.Slice(row * columns, columns);
            Means(from, above, gamma, mean[row], inverseDeviation[row], out float through, out float along);
            Vector<float> means = All(mean[row]), inverses = All(inverseDeviation[row]);
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns);
                Vector<float> n = (LoadUpTo(from, c, end) - means) * inverses, g = LoadUpTo(above, c, end);
                if (!gamma.IsEmpty) g *= LoadUpTo(gamma, c, end);
                StoreUpTo((g - All(through) - n * All(along)) * inverses, below, c, end);
            }
        }
    }

    // A block of columns at a time, down all rows, as column statistics are taken elsewhere: nothing is added across lanes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OverRows(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int columns, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation,
        Span<float> dgamma, Span<float> dbeta)
    {
        int rows = x.Length / columns;
        for (int c = 0; c < columns; c += Width)
        {
            int end = Math.Min(c + Width, columns);
            Vector<double> b0 = Vector<double>.Zero, b1 = b0, g0 = b0, g1 = b0;
            for (int row = 0; row < rows; row++)
            {
                int at = row * columns;
                Vector<float> d = LoadUpTo(dy, at + c, at + end);
                Vector<float> n = (LoadUpTo(x, at + c, at + end) - All(mean[row])) * All(inverseDeviation[row]);
                Vector.Widen(d, out Vector<double> d0, out Vector<double> d1);
                Vector.Widen(d * n, out Vector<double> p0, out Vector<double> p1);
                b0 += d0;
                b1 += d1;
                g0 += p0;
                g1 += p1;
            }
            if (!dbeta.IsEmpty) StoreUpTo(Vector.Narrow(b0, b1), dbeta, c, end);
            if (!dgamma.IsEmpty) StoreUpTo(Vector.Narrow(g0, g1), dgamma, c, end);
        }
    }

    // The means of g and of g n over one row, with g = dy gamma.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Means(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> gamma, float mean, float inverse, out float through,
            out float along)
    {
        Lanes8 sums = default, products = default;
        Vector256<float> means = Vector256.Create(mean), inverses = Vector256.Create(inverse);
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            Vector256<float> g = Load(dy, i), n = (Load(x, i) - means) * inverses;
            if (!gamma.IsEmpty) g *= Load(gamma, i);
            sums.Add(g);
            products.Add(g * n);
        }
        double sum = sums.Total(), product = products.Total();
        for (; i < x.Length; i++)
        {
            float g = gamma.IsEmpty ? dy[i] : dy[i] * gamma[i];
            sum += g;
            product += g * ((x[i] - mean) * inverse);
        }
        through = (float)(sum / x.Length);
        along = (float)(product / x.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<float> x)
    {
        Lanes8 sums = default;
        int i = 0;
        for (; i <= x.Length - 8; i += 8) sums.Add(Load(x, i));
        double sum = sums.Total();
        for (; i < x.Length; i++) sum += x[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<float> x, double from)
    {
        Lanes8 sums = default;
        int i = 0;
        for (; i <= x.Length - 8; i += 8) sums.AddSquares(Load(x, i), Vector256.Create(from));
        double sum = sums.Total();
        for (; i < x.Length; i++) sum += (x[i] - from) * (x[i] - from);
        return sum;
    }

    private static Vector256<float> Load(ReadOnlySpan<float> x, int at) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)at);

    // Eight sums side by side. Vector256 means the same on every machine: where there are no such registers the runtime takes two smaller
    // ones.
    private struct Lanes8
    {
        private Vector256<double> _low, _high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<float> x)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(x);
            _low += low;
            _high += high;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddSquares(Vector256<float> x, Vector256<double> from)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(x);
            _low += (low - from) * (low - from);
            _high += (high - from) * (high - from);
        }

        public readonly double Total()
        {
            Vector256<double> both = _low + _high;
            return both[0] + both[1] + (both[2] + both[3]);
        }
    }
}
