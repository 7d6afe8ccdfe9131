namespace Glia.Kernels.Tests;

public class NormalizationTests
{
    public static TheoryData<int, int, bool> Sizes =>
        new()
        {
            { 1, 1, true }, { 2, 3, true }, { 7, 5, false }, { 16, 8, true }, { 33, 17, true }, { 64, 40, false }, { 1201, 21, true },
            { 3000, 48, true },
        };

    [Fact]
    public void Running_statistics_of_a_constant_column_end_at_zero_and_are_never_subnormal()
    {
        const int columns = 19;
        float[] x = new float[2 * columns], y = new float[2 * columns], mean = new float[columns], inverse = new float[columns];
        float[] runningMean = Numbers.Uniform(columns, 1), runningVariance = Numbers.Uniform(columns, 2, 0.5f, 2);
        // 0.9 to the 1000th is 1e-46: below everything float32 has.
        for (int step = 0; step < 1000; step++)
        {
            ColumnNormalization.Forward(Workers.Single, x, y, columns, [], [], runningMean, runningVariance, 0.9f, 1e-3f, mean, inverse);
            Assert.All(runningMean.Concat(runningVariance), value => Assert.False(float.IsSubnormal(value)));
        }
        Assert.All(runningMean.Concat(runningVariance), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Forward_and_backward_match_the_double_reference(int rows, int columns, bool affine)
    {
        const float epsilon = 1e-3f, momentum = 0.9f;
        float[] x = Numbers.Uniform(rows * columns, 1, 4, 7), dy = Numbers.Uniform(rows * columns, 2);
        float[] gamma = affine ? Numbers.Uniform(columns, 3, 0.5f, 2) : [], beta = affine ? Numbers.Uniform(columns, 4) : [];
        float[] runningMean = Numbers.Uniform(columns, 5), runningVariance = Numbers.Uniform(columns, 6, 0.5f, 2);
        float[] y = new float[x.Length], dx = new float[x.Length], mean = new float[columns], inverse = new float[columns],
            dgamma = new float[columns], dbeta = new float[columns];
        float[] oldMean = [.. runningMean], oldVariance = [.. runningVariance];

        ColumnNormalization.Forward(
            Workers.Single, x, y, columns, gamma, beta, runningMean, runningVariance, momentum, epsilon, mean, inverse);
        ColumnNormalization.Backward(Workers.Single, x, dy, dx, columns, gamma, mean, inverse, dgamma, dbeta);

        double[] ey = new double[x.Length], edx = new double[x.Length], eg = new double[columns], eb = new double[columns],
            em = new double[columns], ev = new double[columns];
        for (int c = 0; c < columns; c++)
        {
            double[] column = [.. Enumerable.Range(0, rows).Select(r => (double)x[r * columns + c])];
            double m = column.Average(), v = column.Average(a => (a - m) * (a - m)), s = Math.Sqrt(v + epsilon), g = affine ? gamma[c] : 1;
            em[c] = momentum * (double)oldMean[c] + (1 - (double)momentum) * m;
            ev[c] = momentum * (double)oldVariance[c] + (1 - (double)momentum) * v;
            for (int r = 0; r < rows; r++)
            {
                double n = (column[r] - m) / s, d = dy[r * columns + c];
                ey[r * columns + c] = g * n + (affine ? beta[c] : 0);
                eb[c] += d;
                eg[c] += d * n;
            }
            for (int r = 0; r < rows; r++)
                edx[r * columns + c] = g / s * (dy[r * columns + c] - eb[c] / rows - (column[r] - m) / s * eg[c] / rows);
        }
        Numbers.Close(ey, y, 2e-6, 3e-6);
        Numbers.Close(em, runningMean, 1e-6, 1e-7);
        Numbers.Close(ev, runningVariance, 1e-6, 1e-7);
        Numbers.Close(eb, dbeta, 1e-6, 1e-6);
        Numbers.Close(eg, dgamma, 1e-5, 1e-5);
        Numbers.Close(edx, dx, 1e-5, 2e-5);

        ColumnNormalization.Backward(Workers.Single, x, dy, dy, columns, gamma, mean, inverse, dgamma, dbeta); // in place
        Assert.Equal(dx, dy);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Inference_uses_the_running_statistics(int rows, int columns, bool affine)
    {
        float[] x = Numbers.Uniform(rows * columns, 1, 4, 7), mean = Numbers.Uniform(columns, 5),
            variance = Numbers.Uniform(columns, 6, 0.5f, 2);
        float[] gamma = affine ? Numbers.Uniform(columns, 3, 0.5f, 2) : [], beta = affine ? Numbers.Uniform(columns, 4) : [];
        double[] expected = [.. x.Select((v, i) =>
            (affine ? gamma[i % columns] : 1.0) * ((double)v - mean[i % columns]) / Math.Sqrt((double)variance[i % columns] + 1e-3f) +
                (affine ? beta[i % columns] : 0))];
        ColumnNormalization.Infer(Workers.Single, x, x, columns, gamma, beta, mean, variance, 1e-3f);
        Numbers.Close(expected, x, 1e-6, 1e-6);
        float[] dy = Numbers.Uniform(rows * columns, 2);
        double[] slopes =
            [.. dy.Select((v, i) => (affine ? gamma[i % columns] : 1.0) * v / Math.Sqrt((double)variance[i % columns] + 1e-3f))];
        ColumnNormalization.InferBackward(Workers.Single, dy, dy, columns, gamma, variance, 1e-3f);
        Numbers.Close(slopes, dy, 1e-6, 1e-7);
    }

    [Fact]
    public void Two_threads_give_the_same_bits()
    {
        const int rows = 3000, columns = 48;
        float[] x = Numbers.Uniform(rows * columns, 1, 4, 7), dy = Numbers.Uniform(rows * columns, 2), gamma = Numbers.Uniform(columns, 3);
        float[][] once = Run(Workers.Single), shared = Run(new Workers(2));
        for (int i = 0; i < once.Length; i++) Assert.Equal(once[i], shared[i]);

        float[][] Run(Workers workers)
        {
            float[] y = new float[x.Length], dx = new float[x.Length], used = new float[x.Length], back = new float[x.Length];
            float[] runningMean = new float[columns], runningVariance = new float[columns], mean = new float[columns],
                inverse = new float[columns], dgamma = new float[columns], dbeta = new float[columns];
            ColumnNormalization.Forward(
                workers, x, y, columns, gamma, gamma, runningMean, runningVariance, 0.9f, 1e-3f, mean, inverse);
            ColumnNormalization.Backward(workers, x, dy, dx, columns, gamma, mean, inverse, dgamma, dbeta);
            ColumnNormalization.Infer(workers, x, used, columns, gamma, gamma, runningMean, runningVariance, 1e-3f);
            ColumnNormalization.InferBackward(workers, dy, back, columns, gamma, runningVariance, 1e-3f);
            return [y, dx, used, back, runningMean, runningVariance, mean, inverse, dgamma, dbeta];
        }
    }

    [Fact]
    public void A_constant_column_becomes_its_offset()
    {
        float[] x = [.. Enumerable.Repeat(1000.1f, 9)], y = new float[9], one = [0], mean = new float[1], inverse = new float[1],
            running = [1];
        ColumnNormalization.Forward(Workers.Single, x, y, 1, [], [], one, running, 0.9f, 1e-3f, mean, inverse);
        Assert.All(y, v => Assert.Equal(0, v));
    }

    [Fact]
    public void Nan_stays_in_its_column()
    {
        float[] x = Numbers.Uniform(30, 1), y = new float[30], m = new float[3], v = new float[3], mean = new float[3],
            inverse = new float[3];
        x[4] = float.NaN;
        ColumnNormalization.Forward(Workers.Single, x, y, 3, [], [], m, v, 0.9f, 1e-3f, mean, inverse);
        for (int i = 0; i < 30; i++) Assert.Equal(i % 3 == 1, float.IsNaN(y[i]));
    }
}
