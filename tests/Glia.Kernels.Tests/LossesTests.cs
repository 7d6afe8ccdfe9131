namespace Glia.Kernels.Tests;

/// <summary>Losses against textbook formulas in double; gradients against central differences of those formulas.</summary>
public class LossesTests
{
    private delegate double Kernel(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient);

    private static readonly (int Rows, int Columns)[] Sizes = [(1, 1), (3, 2), (5, 7), (2, 8), (4, 10), (3, 33)];

    [Fact]
    public void Softmax_cross_entropy() => Check(
        (o, t, r, c, s, g) => Losses.SoftmaxCrossEntropy(o, t, r, c, s, g), (z, t) => SoftmaxEntropy(z, t, 0), Real, Distribution);

    [Fact]
    public void Softmax_cross_entropy_with_smoothing() => Check(
        (o, t, r, c, s, g) => Losses.SoftmaxCrossEntropy(o, t, r, c, s, g, labelSmoothing: 0.2f), (z, t) =>
            SoftmaxEntropy(z, t, 0.2f), Real, Distribution);

    [Fact]
    public void Softmax_cross_entropy_of_targets_that_are_no_distribution() => Check(
        (o, t, r, c, s, g) => Losses.SoftmaxCrossEntropy(o, t, r, c, s, g), (z, t) => SoftmaxEntropy(z, t, 0), Real, Real);

    [Fact]
    public void Sigmoid_cross_entropy() => Check(
        (o, t, r, c, s, g) => Losses.SigmoidCrossEntropy(o, t, r, c, s, g),
        Mean((z, t) => (z > 0 ? z : 0) - z * t + Scalar.Log1P(Math.Exp(-Math.Abs(z)))), Real, Unit);

    [Fact]
    public void Categorical_cross_entropy_of_probabilities() => Check(
        (o, t, r, c, s, g) => Losses.CategoricalCrossEntropy(o, t, r, c, s, g), CategoricalEntropy, Positive, Distribution);

    [Fact]
    public void Binary_cross_entropy_of_probabilities() => Check(
        (o, t, r, c, s, g) => Losses.BinaryCrossEntropy(o, t, r, c, s, g), Mean((p, t) => -t * Math.Log(p) - (1 - t) * Math.Log(1 - p)),
        Unit, Unit);

    [Fact]
    public void Binary_cross_entropy_with_smoothing() => Check(
        (o, t, r, c, s, g) => Losses.BinaryCrossEntropy(o, t, r, c, s, g, 0.1f),
        Mean((p, t) => -(t * 0.9 + 0.05) * Math.Log(p) - (0.95 - t * 0.9) * Math.Log(1 - p)), Unit, Unit);

    [Fact]
    public void Mean_squared_error() => Check(Losses.MeanSquaredError, Mean((o, t) => (o - t) * (o - t)), Real, Real);

    [Fact]
    public void Mean_absolute_error() => Check(Losses.MeanAbsoluteError, Mean((o, t) => Math.Abs(o - t)), Real, Real);

    [Fact]
    public void Huber() => Check(
        (o, t, r, c, s, g) => Losses.Huber(o, t, r, c, s, g, 0.7f),
        Mean((o, t) => Math.Abs(o - t) <= 0.7f ? (o - t) * (o - t) / 2 : 0.7f * (Math.Abs(o - t) - 0.35f)), Real, Real);

    [Fact]
    public void Log_cosh() => Check(Losses.LogCosh, Mean((o, t) => Math.Log(Math.Cosh(o - t))), Real, Real);

    [Fact]
    public void Poisson() => Check(Losses.Poisson, Mean((o, t) => o - t * Math.Log(o + 1e-7f)), Positive, Positive);

    [Fact]
    public void Divergence() => Check(
        Losses.KLDivergence, (o, t) =>
            o.Zip(t, (p, q) => Math.Clamp(q, 1e-7f, 1) * Math.Log(Math.Clamp(q, 1e-7f, 1) / Math.Clamp(p, 1e-7f, 1))).Sum(),
        Unit, Distribution);

    [Fact]
    public void Class_numbers_give_what_one_hot_targets_give()
    {
        float[] z = Numbers.Uniform(4 * 10, 1, -5, 5), p = Numbers.Probabilities(4, 10, 2), oneHot = new float[40];
        int[] classes = [3, 0, 9, 5];
        for (int row = 0; row < 4; row++) oneHot[row * 10 + classes[row]] = 1;
        float[] expected = new float[40], actual = new float[40];
        Assert.Equal(Losses.SoftmaxCrossEntropy(z, oneHot, 4, 10, 0.25f, expected),
            Losses.SoftmaxCrossEntropy(z, classes, 4, 10, 0.25f, actual), 12);
        Numbers.Close([.. expected.Select(v => (double)v)], actual, 1e-6, 1e-8);
        Assert.Equal(Losses.CategoricalCrossEntropy(p, oneHot, 4, 10, 0.25f, expected),
            Losses.CategoricalCrossEntropy(p, classes, 4, 10, 0.25f, actual), 12);
        Numbers.Close([.. expected.Select(v => (double)v)], actual, 1e-6, 1e-8);
        Assert.Throws<ArgumentOutOfRangeException>(() => Losses.SoftmaxCrossEntropy(z, [3, 0, 10, 5], 4, 10, 1, actual));
    }

    [Fact]
    public void The_probabilities_come_with_the_loss_wherever_they_are_wanted()
    {
        float[] z = Numbers.Uniform(30, 1, -5, 5), t = Numbers.Probabilities(3, 10, 2), p = new float[30], again = new float[30],
            g = new float[30], h = new float[30];
        double loss = Losses.SoftmaxCrossEntropy(z, t, 3, 10, 1, g, p);
        Softmax.Forward(z, again, 10);
        Assert.Equal(again, p);
        Assert.Equal(loss, Losses.SoftmaxCrossEntropy(z, t, 3, 10, 1, h));
        Assert.Equal(g, h);
        float[] copy = [.. z];
        Assert.Equal(loss, Losses.SoftmaxCrossEntropy(copy, t, 3, 10, 1, h, copy));
        Assert.Equal(p, copy);
        copy = [.. z];
        Assert.Equal(loss, Losses.SoftmaxCrossEntropy(copy, t, 3, 10, 1, copy));
        Assert.Equal(g, copy);
        Glia.Kernels.Elementwise.Activate(new Sigmoid(), z, again);
        Losses.SigmoidCrossEntropy(z, t, 3, 10, 1, g, p);
        Assert.Equal(again, p);
    }

    [Fact]
    public void Probabilities_at_the_ends_are_clipped_as_keras_clips_and_lose_their_gradient()
    {
        var gradient = new float[2];
        Assert.Equal(-Math.Log(1e-7), Losses.CategoricalCrossEntropy([0, 1], [1f, 0], 1, 2, 1, gradient), 5);
        Assert.Equal([0, 0], gradient);
        Assert.Equal(-Math.Log(1e-7) / 2, Losses.BinaryCrossEntropy([0, 1], [1f, 1], 1, 2, 1, gradient), 5);
        Assert.Equal([0, 0], gradient);
        Assert.Equal(Math.Log(1e7), Losses.KLDivergence([0, 1], [1f, 0], 1, 2, 1, gradient), 4);
        Assert.Equal(0, gradient[0]);
    }

    [Fact]
    public void Confident_logits_cost_what_they_should()
    {
        var gradient = new float[2];
        Assert.Equal(2000, Losses.SoftmaxCrossEntropy([1000, -1000], [0f, 1], 1, 2, 1, gradient), 9);
        Assert.Equal([1, -1], gradient);
        Assert.Equal(1000, Losses.SigmoidCrossEntropy([1000, -1000], [0f, 1], 1, 2, 2, gradient), 9);
        Assert.Equal([1, -1], gradient);
    }

    [Fact]
    public void Nan_reaches_loss_and_gradient()
    {
        float[] outputs = [0.2f, float.NaN, 0.3f], targets = [0, 1, 0];
        Kernel[] kernels =
        [
            (o, t, r, c, s, g) => Losses.SoftmaxCrossEntropy(o, t, r, c, s, g), (o, t, r, c, s, g) =>
                Losses.SigmoidCrossEntropy(o, t, r, c, s, g),
            (o, t, r, c, s, g) => Losses.CategoricalCrossEntropy(o, t, r, c, s, g), (o, t, r, c, s, g) =>
                Losses.BinaryCrossEntropy(o, t, r, c, s, g),
            Losses.MeanSquaredError, Losses.MeanAbsoluteError, (o, t, r, c, s, g) => Losses.Huber(o, t, r, c, s, g), Losses.LogCosh,
            Losses.Poisson, Losses.KLDivergence,
        ];
        foreach (Kernel kernel in kernels)
        {
            var gradient = new float[3];
            Assert.True(double.IsNaN(kernel(outputs, targets, 1, 3, 1, gradient)));
            Assert.True(float.IsNaN(gradient[1]));
        }
    }

    private static float[] Real(int rows, int columns, int seed) => Numbers.Uniform(rows * columns, seed, -3, 3);
    private static float[] Positive(int rows, int columns, int seed) => Numbers.Uniform(rows * columns, seed, 0.05f, 4);
    private static float[] Unit(int rows, int columns, int seed) => Numbers.Uniform(rows * columns, seed, 0.02f, 0.98f);
    private static float[] Distribution(int rows, int columns, int seed) => Numbers.Probabilities(rows, columns, seed);

    private static Func<double[], double[], double> Mean(Func<double, double, double> term) => (o, t) => o.Zip(t, term).Average();

    private static double SoftmaxEntropy(double[] z, double[] t, float smoothing)
    {
        double whole = Math.Log(z.Sum(Math.Exp));
        return z.Zip(t, (a, b) => (whole - a) * (b * (1 - (double)smoothing) + (double)smoothing / z.Length)).Sum();
    }

    private static double CategoricalEntropy(double[] p, double[] t)
    {
        double sum = p.Sum();
        return -p.Zip(t, (a, b) => b * Math.Log(Math.Clamp(a / sum, 1e-7f, 0.9999999f))).Sum();
    }

    private static void Check(Kernel kernel, Func<double[], double[], double> reference, Func<int, int, int, float[]> outputs,
        Func<int, int, int, float[]> targets)
    {
        foreach ((int rows, int columns) in Sizes)
        {
            float[] o = outputs(rows, columns, 1), t = targets(rows, columns, 2);
            var gradient = new float[o.Length];
            const float scale = 0.5f, h = 1e-5f;
            double loss = kernel(o, t, rows, columns, scale, gradient), expected = 0;
            var slopes = new double[o.Length];
            for (int row = 0; row < rows; row++)
            {
                double[] a = [.. o.Skip(row * columns).Take(columns).Select(v => (double)v)],
                    b = [.. t.Skip(row * columns).Take(columns).Select(v => (double)v)];
                expected += reference(a, b);
                for (int c = 0; c < columns; c++)
                {
                    double middle = a[c];
                    a[c] = middle + h;
                    double up = reference(a, b);
                    a[c] = middle - h;
                    slopes[row * columns + c] = scale * (up - reference(a, b)) / (2 * (double)h);
                    a[c] = middle;
                }
            }
            Assert.True(Math.Abs(loss - expected) <= 2e-6 * Math.Abs(expected) + 1e-6, $"{rows} x {columns}: {loss} instead of {expected}");
            Numbers.Close(slopes, gradient, 1e-5, 1e-6);
            Assert.Equal(loss, kernel(o, t, rows, columns, scale, []));
            kernel(o, t, rows, columns, scale, o); // the gradient over the outputs
            Assert.Equal(gradient, o);
        }
    }
}
