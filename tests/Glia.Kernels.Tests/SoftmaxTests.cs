namespace Glia.Kernels.Tests;

public class SoftmaxTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 2 }, { 4, 7 }, { 128, 10 }, { 2, 8 }, { 3, 33 }, { 1, 1000 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Rows_match_the_double_reference_and_sum_to_one(int rows, int columns)
    {
        float[] z = Numbers.Uniform(rows * columns, 1, -30, 30);
        var p = new float[z.Length];
        Softmax.Forward(z, p, columns);
        // z - max reaches 60 and is rounded to float: 2e-6 of relative error in the exponential, as in every float softmax.
        Numbers.Close(Reference(z, columns), p, 2.5e-6, 1e-45);
        Softmax.Forward(z, z, columns);
        Assert.Equal(p, z);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_backward_pass_is_the_jacobian(int rows, int columns)
    {
        float[] z = Numbers.Uniform(rows * columns, 1, -4, 4), dy = Numbers.Uniform(rows * columns, 2);
        var p = new float[z.Length];
        Softmax.Forward(z, p, columns);
        var expected = new double[z.Length];
        for (int row = 0; row < rows; row++)
            for (int j = 0; j < columns; j++)
                for (int i = 0; i < columns; i++)
                {
                    double pi = p[row * columns + i], pj = p[row * columns + j];
                    expected[row * columns + j] += dy[row * columns + i] * pi * ((i == j ? 1 : 0) - pj);
                }
        Softmax.Backward(p, dy, dy, columns);
        // The Jacobian's rows sum to zero only as far as the rounded probabilities sum to one.
        Numbers.Close(expected, dy, 1e-6, 2e-7);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_logarithm_is_that_of_the_reference(int rows, int columns)
    {
        float[] z = Numbers.Uniform(rows * columns, 1, -30, 30);
        double[] expected = [.. Reference(z, columns).Select(p => Math.Log(p))];
        Softmax.Logarithm(z, z, columns);
        Numbers.Close(expected, z, 1e-6, 1e-7);
    }

    [Fact]
    public void Large_logits_neither_overflow_nor_vanish()
    {
        float[] p = [1e30f, -1e30f, 1e30f];
        Softmax.Forward(p, p, 3);
        Assert.Equal([0.5f, 0, 0.5f], p);
        Assert.Equal(1e4 + Math.Log(2), Softmax.LogSumExp([1e4f, 1e4f]), 9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void A_row_with_nan_or_infinity_is_lost_and_the_others_are_not(int columns)
    {
        var p = new float[3 * columns];
        p[1] = float.NaN;
        p[columns + 2] = float.PositiveInfinity;
        Softmax.Forward(p, p, columns);
        Assert.True(Array.TrueForAll(p[..columns], float.IsNaN));
        Assert.True(float.IsNaN(p[columns + 2]));
        Assert.Equal(1f / columns, p[^1]);
    }

    internal static double[] Reference(float[] z, int columns)
    {
        var p = new double[z.Length];
        for (int start = 0; start < z.Length; start += columns)
        {
            double max = double.NegativeInfinity, sum = 0;
            for (int c = 0; c < columns; c++) max = Math.Max(max, z[start + c]);
            for (int c = 0; c < columns; c++) sum += p[start + c] = Math.Exp(z[start + c] - max);
            for (int c = 0; c < columns; c++) p[start + c] /= sum;
        }
        return p;
    }
}
