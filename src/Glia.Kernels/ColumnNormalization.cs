using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy, ICML 2015) over the rows of a rows x columns matrix; an image with its channels last is such a
/// matrix with one row a pixel. Column statistics are accumulated in double. Any of gamma and beta may be empty: 1 and 0.
/// </summary>
public static class ColumnNormalization
{
    /// <summary>
    /// Normalises with the statistics of this batch and moves the running ones:
    /// running = momentum * running + (1 - momentum) * batch, the variance without Bessel's correction, as in Keras.
    /// </summary>
    /// <param name="x">rows x columns.</param>
    /// <param name="y">Receives rows x columns; may be the same memory as x if the backward pass is not needed.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="beta">One offset a column, or empty.</param>
    /// <param name="runningMean">One number a column; updated.</param>
    /// <param name="runningVariance">One number a column; updated.</param>
    /// <param name="momentum">The share of the running statistics that stays (Keras: 0.99).</param>
    /// <param name="epsilon">Added to the variance (Keras: 0.001).</param>
    /// <param name="mean">Receives the mean of each column, for the backward pass.</param>
    /// <param name="inverseDeviation">Receives 1 / sqrt(variance + epsilon) of each column, for the backward pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        ReadOnlySpan<float> x, Span<float> y, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta,
        Span<float> runningMean, Span<float> runningVariance, float momentum, float epsilon, Span<float> mean, Span<float> inverseDeviation)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        int rows = x.Length / columns;
        for (int c = 0; c < columns; c += Width)
        {
            int count = Math.Min(Width, columns - c);
            Moments(x, columns, c, count, out Vector<double> m0, out Vector<double> m1, out Vector<double> v0, out Vector<double> v1);
            Vector<float> means = Vector.Narrow(m0, m1), variances = Vector.Narrow(v0, v1);
            var eps = new Vector<double>(epsilon);
            Vector<float> inverses = Vector.Narrow(
                Vector<double>.One / Vector.SquareRoot(v0 + eps), Vector<double>.One / Vector.SquareRoot(v1 + eps));
            StoreUpTo(means, mean, c, c + count);
            StoreUpTo(inverses, inverseDeviation, c, c + count);
            Move(runningMean[..(c + count)], c, means, momentum);
            Move(runningVariance[..(c + count)], c, variances, momentum);
        }
        for (int row = 0; row < rows; row++)
            NormaliseRow(x.Slice(row * columns, columns), y.Slice(row * columns, columns), mean, inverseDeviation, gamma, beta);
    }

    /// <summary>Normalises with the running statistics, which stay as they are.</summary>
    /// <param name="x">rows x columns.</param>
    /// <param name="y">Receives rows x columns; may be the same memory as x.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="beta">One offset a column, or empty.</param>
    /// <param name="runningMean">One number a column.</param>
    /// <param name="runningVariance">One number a column.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Infer(
        ReadOnlySpan<float> x, Span<float> y, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta,
        ReadOnlySpan<float> runningMean, ReadOnlySpan<float> runningVariance, float epsilon)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        for (int start = 0; start < x.Length; start += columns)
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns);
                Vector<float> inverse = Vector<float>.One / Vector.SquareRoot(LoadRest(runningVariance[..end], c, 1) + All(epsilon));
                Vector<float> n = (LoadUpTo(x, start + c, start + end) - LoadUpTo(runningMean, c, end)) * inverse;
                StoreUpTo(Affine(n, gamma, beta, c, end), y, start + c, start + end);
            }
    }

    /// <summary>
    /// The gradients of <see cref="Forward"/>: dbeta = sum dy, dgamma = sum dy n,
    /// dx = gamma inverseDeviation (dy - dbeta / rows - n dgamma / rows), with n the normalised input.
    /// </summary>
    /// <param name="x">What went in.</param>
    /// <param name="dy">The gradient with respect to what came out.</param>
    /// <param name="dx">Receives the gradient with respect to x, or empty; may be the same memory as dy.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="mean">As <see cref="Forward"/> gave it.</param>
    /// <param name="inverseDeviation">As <see cref="Forward"/> gave it.</param>
    /// <param name="dgamma">Receives one number a column: needed even where gamma is not trained.</param>
    /// <param name="dbeta">Receives one number a column, likewise.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int columns, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation, Span<float> dgamma, Span<float> dbeta)
    {
        RequireLength(dy.Length, x.Length, nameof(dy));
        int rows = x.Length / columns;
        for (int c = 0; c < columns; c += Width)
        {
            int end = Math.Min(c + Width, columns);
            Vector<float> means = LoadUpTo(mean, c, end), inverses = LoadUpTo(inverseDeviation, c, end);
            Vector<double> b0 = Vector<double>.Zero, b1 = b0, g0 = b0, g1 = b0;
            for (int row = 0; row < rows; row++)
            {
                int at = row * columns;
                Vector<float> d = LoadUpTo(dy, at + c, at + end);
                Vector<float> n = (LoadUpTo(x, at + c, at + end) - means) * inverses;
                Vector.Widen(d, out Vector<double> d0, out Vector<double> d1);
                Vector.Widen(d * n, out Vector<double> p0, out Vector<double> p1);
                b0 += d0;
                b1 += d1;
                g0 += p0;
                g1 += p1;
            }
            StoreUpTo(Vector.Narrow(b0, b1), dbeta, c, end);
            StoreUpTo(Vector.Narrow(g0, g1), dgamma, c, end);
        }
        if (dx.IsEmpty) return;
        RequireLength(dx.Length, x.Length, nameof(dx));
        Vector<float> share = All(1f / rows);
        for (int row = 0; row < rows; row++)
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns), at = row * columns;
                Vector<float> inverses = LoadUpTo(inverseDeviation, c, end);
                Vector<float> n = (LoadUpTo(x, at + c, at + end) - LoadUpTo(mean, c, end)) * inverses;
                Vector<float> d = LoadUpTo(dy, at + c, at + end)
                    - LoadUpTo(dbeta, c, end) * share - n * LoadUpTo(dgamma, c, end) * share;
                Vector<float> factor = gamma.IsEmpty ? inverses : inverses * LoadUpTo(gamma, c, end);
                StoreUpTo(d * factor, dx, at + c, at + end);
            }
    }

    /// <summary>The gradient of <see cref="Infer"/> with respect to x: dx = gamma dy / sqrt(runningVariance + epsilon).</summary>
    /// <param name="dy">The gradient with respect to what came out.</param>
    /// <param name="dx">Receives the gradient with respect to x; may be the same memory as dy.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="runningVariance">One number a column.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InferBackward(
        ReadOnlySpan<float> dy, Span<float> dx, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> runningVariance, float epsilon)
    {
        RequireLength(dx.Length, dy.Length, nameof(dx));
        for (int start = 0; start < dy.Length; start += columns)
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns);
                Vector<float> inverse = Vector<float>.One / Vector.SquareRoot(LoadRest(runningVariance[..end], c, 1) + All(epsilon));
                StoreUpTo(Affine(LoadUpTo(dy, start + c, start + end) * inverse, gamma, default, c, end), dx, start + c, start + end);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Moments(
        ReadOnlySpan<float> x, int columns, int first, int count,
        out Vector<double> m0, out Vector<double> m1, out Vector<double> v0, out Vector<double> v1)
    {
        int rows = x.Length / columns;
        var share = new Vector<double>(1.0 / rows);
        m0 = m1 = v0 = v1 = Vector<double>.Zero;
        for (int row = 0; row < rows; row++)
        {
            int at = row * columns + first;
            Vector.Widen(LoadUpTo(x, at, at + count), out Vector<double> x0, out Vector<double> x1);
            m0 += x0;
            m1 += x1;
        }
        m0 *= share;
        m1 *= share;
        for (int row = 0; row < rows; row++)
        {
            int at = row * columns + first;
            Vector.Widen(LoadUpTo(x, at, at + count), out Vector<double> x0, out Vector<double> x1);
            v0 += (x0 - m0) * (x0 - m0);
            v1 += (x1 - m1) * (x1 - m1);
        }
        v0 *= share;
        v1 *= share;
    }

    // The statistics of a column that has become constant decay to nothing; beside any epsilon they are nothing long before.
    private static void Move(Span<float> running, int at, Vector<float> batch, float momentum) =>
        StoreRest(Decayed.Settle(LoadRest(running, at) * All(momentum) + batch * All(1 - momentum), Decayed.Least), running, at);

    private static void NormaliseRow(
        ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> beta)
    {
        for (int c = 0; c < x.Length; c += Width)
        {
            int end = Math.Min(c + Width, x.Length);
            Vector<float> n = (LoadUpTo(x, c, end) - LoadUpTo(mean, c, end)) * LoadUpTo(inverseDeviation, c, end);
            StoreUpTo(Affine(n, gamma, beta, c, end), y, c, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Affine(Vector<float> n, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, int at, int end)
    {
        if (!gamma.IsEmpty) n *= LoadUpTo(gamma, at, end);
        if (!beta.IsEmpty) n += LoadUpTo(beta, at, end);
        return n;
    }
}
