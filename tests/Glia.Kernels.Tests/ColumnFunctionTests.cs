namespace Glia.Kernels.Tests;

/// <summary>Functions with numbers of their own for each column: trained slopes, known means and deviations.</summary>
public class ColumnFunctionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 3)]
    [InlineData(9, 8)]
    [InlineData(6, 37)]
    public void A_trained_slope_and_its_gradient_are_those_of_the_formula(int rows, int columns)
    {
        float[] x = Numbers.Uniform(rows * columns, 1), dy = Numbers.Uniform(rows * columns, 2), slopes = Numbers.Uniform(columns, 3),
            y = new float[x.Length];
        float[] dx = new float[x.Length], dslopes = new float[columns];
        x[0] = 0;
        ParametricRelu.Forward(x, y, slopes);
        ParametricRelu.Backward(x, dy, dx, slopes, dslopes);
        Numbers.Close([.. x.Select((v, i) => v > 0 ? v : (double)slopes[i % columns] * v)], y, 1e-7, 0);
        Numbers.Close([.. x.Select((v, i) => v > 0 ? dy[i] : (double)slopes[i % columns] * dy[i])], dx, 1e-7, 0);
        double[] expected = new double[columns];
        for (int i = 0; i < x.Length; i++)
            if (x[i] <= 0) expected[i % columns] += (double)dy[i] * x[i];
        Numbers.Close(expected, dslopes, 1e-6, 1e-7);
        ParametricRelu.Backward(x, dy, dy, slopes, dslopes); // in place
        Assert.Equal(dx, dy);
        x[0] = float.NaN;
        ParametricRelu.Forward(x, y, slopes);
        Assert.True(float.IsNaN(y[0]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(50, 3)]
    [InlineData(33, 17)]
    public void Moments_of_columns_far_from_zero_keep_their_digits(int rows, int columns)
    {
        float[] x = Numbers.Uniform(rows * columns, 1, 9999, 10001), mean = new float[columns], variance = new float[columns];
        double[] sums = new double[columns], squares = new double[columns];
        int half = rows / 2 * columns;
        Standardization.AddMoments(x.AsSpan(0, half), x.AsSpan(0, columns), sums, squares);
        Standardization.AddMoments(x.AsSpan(half), x.AsSpan(0, columns), sums, squares);
        Standardization.Moments(rows, x.AsSpan(0, columns), sums, squares, mean, variance);
        for (int c = 0; c < columns; c++)
        {
            double[] column = [.. Enumerable.Range(0, rows).Select(r => (double)x[r * columns + c])];
            double m = column.Average();
            Assert.Equal(m, mean[c], 1e-3);
            Assert.Equal(column.Average(v => (v - m) * (v - m)), variance[c], 1e-6);
        }
    }

    [Fact]
    public void Standardising_divides_by_the_least_deviation_where_a_column_is_constant()
    {
        float[] x = [3, 5, 7, 5], y = new float[4];
        Standardization.Apply(x, y, [5, 5], [4, 0], 1e-7f);
        Assert.Equal([-1, 0, 1, 0], y);
        Standardization.Apply(x, y, default, [4, 0], 0.5f);
        Assert.Equal([1.5f, 10, 3.5f, 10], y);
    }

    [Fact]
    public void Noise_has_its_deviation_is_drawn_by_position_and_changes_with_the_step()
    {
        float[] x = Numbers.Uniform(100_001, 1, 3, 4), y = new float[x.Length], again = [.. x], next = new float[x.Length],
            part = new float[1001];
        RandomFill.AddNormal(x, y, 0.5f, 7, 3, 2);
        RandomFill.AddNormal(again, again, 0.5f, 7, 3, 2); // in place
        Assert.Equal(y, again);
        RandomFill.AddNormal(x.AsSpan(0, 1001), part, 0.5f, 7, 3, 2);
        Assert.Equal(y[..1001], part);
        foreach (int first in new[] { 1, 31, 32, 45 })
        {
            RandomFill.AddNormal(x.AsSpan(first, 1001), part, 0.5f, 7, 3, 2, first);
            Assert.Equal(y[first..(first + 1001)], part);
        }
        RandomFill.AddNormal(x, next, 0.5f, 7, 4, 2);
        Assert.NotEqual(y, next);
        double mean = 0, square = 0, together = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double noise = (double)y[i] - x[i], other = (double)next[i] - x[i];
            mean += noise / x.Length;
            square += noise * noise / x.Length;
            together += noise * other / x.Length;
        }
        // Standard errors: deviation / sqrt(n) = 0.0016, sqrt(2) variance / sqrt(n) = 0.0011, variance / sqrt(n) = 0.0008; five of each.
        Assert.Equal(0, mean, 0.008);
        Assert.Equal(0.25, square, 0.0056);
        Assert.Equal(0, together, 0.004);
    }

    [Fact]
    public void Affine_and_repeat()
    {
        foreach (int length in Numbers.Lengths)
        {
            float[] x = Numbers.Uniform(length, 1), y = new float[length];
            Glia.Kernels.Elementwise.Affine(2, -1, x, y);
            Assert.Equal([.. x.Select(v => 2 * v + -1)], y);
        }
        float[] row = [1, 2, 3], repeated = new float[9];
        Glia.Kernels.Elementwise.Repeat(row, repeated);
        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2, 3], repeated);
    }

    [Fact]
    public void Penalties_are_summed_and_differentiated()
    {
        foreach (int length in Numbers.Lengths)
        {
            float[] g = Numbers.Uniform(length, 1), w = Numbers.Uniform(length, 2);
            if (length > 2) w[2] = 0;
            Assert.Equal(w.Sum(v => Math.Abs((double)v)), Reduce.SumOfMagnitudes(w), 1e-6);
            double[] total = [.. g.Zip(w, (a, b) => a + 0.25 * b + 0.5 * Math.Sign(b))];
            Assert.Equal(total.Sum(v => v * v), Reduce.SumOfSquares(g, w, 0.25f, 0.5f), 1e-5);
            float[] expected = [.. w.Zip(total, (a, t) => (float)(a - 0.1 * t))], before = [.. w];
            OptimizerSteps.Step(new SgdRule(0.1), new GradientTreatment { L1 = 0.5f, L2 = 0.25f }, w, g);
            for (int i = 0; i < length; i++) Assert.Equal(expected[i], w[i], 1e-6);
            if (length > 2) Assert.Equal(before[2] - 0.1f * g[2], w[2], 1e-7); // at zero the absolute value has no slope
        }
    }
}
