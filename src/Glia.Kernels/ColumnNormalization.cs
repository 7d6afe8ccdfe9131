using System.Numerics;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy, ICML 2015) over the rows of a rows x columns matrix; an image with its channels last is such a
/// matrix with one row a pixel. Column statistics are accumulated in double, block of rows by block of
/// rows. Any of gamma and beta may be empty: 1 and 0.
/// </summary>
public static unsafe class ColumnNormalization
{
    [ThreadStatic]
    private static PackBuffer? t_sums;

    /// <summary>
    /// Normalises with the statistics of this batch and moves the running ones:
    /// running = momentum * running + (1 - momentum) * batch, the variance without Bessel's correction, as in Keras.
    /// </summary>
    /// <param name="workers">The threads to use; their number changes no bit.</param>
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
    public static void Forward(
        Workers workers, ReadOnlySpan<float> x, Span<float> y, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta,
        Span<float> runningMean, Span<float> runningVariance, float momentum, float epsilon, Span<float> mean, Span<float> inverseDeviation)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        RowBlocks blocks = new(x.Length, columns);
        BlockSums sums = Sums(blocks);
        fixed (float* from = x, to = y, means = mean, inverses = inverseDeviation, factors = gamma, offsets = beta)
        {
            Run(workers, blocks, new MomentsOfBlock(blocks, from, sums));
            for (int c = 0; c < columns; c += Width)
            {
                int end = Math.Min(c + Width, columns);
                Moments(blocks, sums, c, out Vector<double> m0, out Vector<double> m1, out Vector<double> v0, out Vector<double> v1);
                var eps = new Vector<double>(epsilon);
                StoreUpTo(Vector.Narrow(m0, m1), mean, c, end);
                StoreUpTo(Vector.Narrow(Vector<double>.One / Vector.SquareRoot(v0 + eps), Vector<double>.One / Vector.SquareRoot(v1 + eps)),
                    inverseDeviation, c, end);
                Move(runningMean[..end], c, Vector.Narrow(m0, m1), momentum);
                Move(runningVariance[..end], c, Vector.Narrow(v0, v1), momentum);
            }
            Run(workers, blocks, new NormalizeBlock(blocks, from, to, means, inverses, factors, offsets));
        }
    }

    /// <summary>Normalises with the running statistics, which stay as they are.</summary>
    /// <param name="workers">The threads to use; their number changes no bit.</param>
    /// <param name="x">rows x columns.</param>
    /// <param name="y">Receives rows x columns; may be the same memory as x.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="beta">One offset a column, or empty.</param>
    /// <param name="runningMean">One number a column.</param>
    /// <param name="runningVariance">One number a column.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void Infer(
        Workers workers, ReadOnlySpan<float> x, Span<float> y, int columns, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta,
        ReadOnlySpan<float> runningMean, ReadOnlySpan<float> runningVariance, float epsilon)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        RowBlocks blocks = new(x.Length, columns);
        fixed (float* from = x, to = y, means = runningMean, factors = gamma, offsets = beta)
            Run(workers, blocks, new NormalizeBlock(blocks, from, to, means, Inverses(runningVariance, epsilon), factors, offsets));
    }

    /// <summary>
    /// The gradients of <see cref="Forward"/>: dbeta = sum dy, dgamma = sum dy n,
    /// dx = gamma inverseDeviation (dy - dbeta / rows - n dgamma / rows), with n the normalised input.
    /// </summary>
    /// <param name="workers">The threads to use; their number changes no bit.</param>
    /// <param name="x">What went in.</param>
    /// <param name="dy">The gradient with respect to what came out.</param>
    /// <param name="dx">Receives the gradient with respect to x, or empty; may be the same memory as dy.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="mean">As <see cref="Forward"/> gave it.</param>
    /// <param name="inverseDeviation">As <see cref="Forward"/> gave it.</param>
    /// <param name="dgamma">Receives one number a column: needed even where gamma is not trained.</param>
    /// <param name="dbeta">Receives one number a column, likewise.</param>
    public static void Backward(
        Workers workers, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, int columns, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> mean, ReadOnlySpan<float> inverseDeviation, Span<float> dgamma, Span<float> dbeta)
    {
        RequireLength(dy.Length, x.Length, nameof(dy));
        if (!dx.IsEmpty) RequireLength(dx.Length, x.Length, nameof(dx));
        RowBlocks blocks = new(x.Length, columns);
        BlockSums sums = Sums(blocks);
        fixed (float* from = x, above = dy, below = dx, means = mean, inverses = inverseDeviation, factors = gamma)
        fixed (float* slopes = dgamma, shifts = dbeta)
        {
            Run(workers, blocks, new GradientsOfBlock(blocks, from, above, means, inverses, sums));
            for (int c = 0; c < columns; c += Width)
            {
                AddUp(blocks, sums, c, out Vector<double> b0, out Vector<double> b1, out Vector<double> g0, out Vector<double> g1);
                StoreUpTo(Vector.Narrow(b0, b1), shifts, c, columns);
                StoreUpTo(Vector.Narrow(g0, g1), slopes, c, columns);
            }
            if (dx.IsEmpty) return;
            Run(workers, blocks, new InputGradientOfBlock(blocks, from, above, below, means, inverses, factors, slopes, shifts));
        }
    }

    /// <summary>The gradient of <see cref="Infer"/> with respect to x: dx = gamma dy / sqrt(runningVariance + epsilon).</summary>
    /// <param name="workers">The threads to use; their number changes no bit.</param>
    /// <param name="dy">The gradient with respect to what came out.</param>
    /// <param name="dx">Receives the gradient with respect to x; may be the same memory as dy.</param>
    /// <param name="columns">Features or channels.</param>
    /// <param name="gamma">One factor a column, or empty.</param>
    /// <param name="runningVariance">One number a column.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void InferBackward(
        Workers workers, ReadOnlySpan<float> dy, Span<float> dx, int columns, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> runningVariance, float epsilon)
    {
        RequireLength(dx.Length, dy.Length, nameof(dx));
        RowBlocks blocks = new(dy.Length, columns);
        fixed (float* above = dy, below = dx, factors = gamma)
            Run(workers, blocks, new NormalizeBlock(blocks, above, below, null, Inverses(runningVariance, epsilon), factors, null));
    }

    private static void Run<TJob>(Workers workers, in RowBlocks blocks, TJob job)
        where TJob : struct, IColumnsJob =>
        blocks.Sharing(workers).For(blocks.Count, new AllColumns<TJob>(job, blocks.Columns));

    // Memory of this thread for two sums a column of each block.
    private static BlockSums Sums(in RowBlocks blocks)
    {
        const int FloatsOfDouble = sizeof(double) / sizeof(float);
        return new((double*)(t_sums ??= new PackBuffer()).Reserve(FloatsOfDouble * BlockSums.Size(blocks)), blocks.Columns);
    }

    // 1 / sqrt(variance + epsilon) of each column, in memory of this thread.
    private static float* Inverses(ReadOnlySpan<float> variance, float epsilon)
    {
        float* inverses = (t_sums ??= new PackBuffer()).Reserve(variance.Length);
        for (int c = 0; c < variance.Length; c += Width)
        {
            int end = Math.Min(c + Width, variance.Length);
            Vector<float> inverse = Vector<float>.One / Vector.SquareRoot(LoadRest(variance[..end], c, 1) + All(epsilon));
            StoreUpTo(inverse, inverses, c, variance.Length);
        }
        return inverses;
    }

    // The deviations of all rows are those within the blocks and those of the blocks' means (Chan, Golub and LeVeque, 1983).
    private static void Moments(
        in RowBlocks blocks, BlockSums sums, int c,
        out Vector<double> m0, out Vector<double> m1, out Vector<double> v0, out Vector<double> v1)
    {
        m0 = m1 = v0 = v1 = Vector<double>.Zero;
        for (int block = 0; block < blocks.Count; block++)
        {
            sums.Get(block, c, out Vector<double> a0, out Vector<double> a1, out _, out _);
            var rows = new Vector<double>(blocks.RowsOf(block));
            m0 += a0 * rows;
            m1 += a1 * rows;
        }
        var share = new Vector<double>(1.0 / blocks.Rows);
        m0 *= share;
        m1 *= share;
        for (int block = 0; block < blocks.Count; block++)
        {
            sums.Get(block, c, out Vector<double> a0, out Vector<double> a1, out Vector<double> s0, out Vector<double> s1);
            var rows = new Vector<double>(blocks.RowsOf(block));
            v0 += s0 + rows * (a0 - m0) * (a0 - m0);
            v1 += s1 + rows * (a1 - m1) * (a1 - m1);
        }
        v0 *= share;
        v1 *= share;
    }

    private static void AddUp(
        in RowBlocks blocks, BlockSums sums, int c,
        out Vector<double> first0, out Vector<double> first1, out Vector<double> second0, out Vector<double> second1)
    {
        first0 = first1 = second0 = second1 = Vector<double>.Zero;
        for (int block = 0; block < blocks.Count; block++)
        {
            sums.Get(block, c, out Vector<double> a0, out Vector<double> a1, out Vector<double> b0, out Vector<double> b1);
            first0 += a0;
            first1 += a1;
            second0 += b0;
            second1 += b1;
        }
    }

    // The statistics of a column that has become constant decay to nothing; beside any epsilon they are nothing long before.
    private static void Move(Span<float> running, int at, Vector<float> batch, float momentum) =>
        StoreRest(Decayed.Settle(LoadRest(running, at) * All(momentum) + batch * All(1 - momentum), Decayed.Least), running, at);
}
