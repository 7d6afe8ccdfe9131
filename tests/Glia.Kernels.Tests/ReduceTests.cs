namespace Glia.Kernels.Tests;

public class ReduceTests
{
    [Fact]
    public void Sums_match_the_scalar_ones_at_every_length()
    {
        foreach (int length in Numbers.Lengths)
        {
            float[] x = Numbers.Uniform(length, 3), y = Numbers.Uniform(length, 4);
            double sum = 0, dot = 0, squares = 0;
            for (int i = 0; i < length; i++)
            {
                sum += x[i];
                dot += (double)x[i] * y[i];
                squares += (double)x[i] * x[i];
            }
            Assert.Equal(sum, Reduce.Sum(x), 12);
            Assert.Equal(dot, Reduce.Dot(x, y), 12);
            Assert.Equal(squares, Reduce.SumOfSquares(x), 12);
            Assert.Equal(x.Zip(y, (a, b) => (double)(a + 0.3f * b) * (a + 0.3f * b)).Sum(), Reduce.SumOfSquares(x, y, 0.3f), 12);
            Assert.Equal(squares, Reduce.SumOfSquares(x, y, 0), 12);
        }
    }

    [Fact]
    public void Squares_of_large_numbers_do_not_overflow() => Assert.Equal(1e70, Reduce.SumOfSquares([1e35f]), 1e63);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(128, 10)]
    [InlineData(33, 200)]
    public void Column_sums_replace_or_accumulate(int rows, int columns)
    {
        float[] x = Numbers.Uniform(rows * columns, 5);
        var expected = new double[columns];
        for (int i = 0; i < x.Length; i++) expected[i % columns] += x[i];
        var sums = new float[columns];
        Array.Fill(sums, 9);
        Reduce.ColumnSums(x, columns, sums);
        Numbers.Close(expected, sums, 1e-5, 1e-6);
        Reduce.ColumnSums(x, columns, sums, accumulate: true);
        Numbers.Close([.. expected.Select(s => 2 * s)], sums, 1e-5, 2e-6);
    }

    [Fact]
    public void Maxima_are_found_wherever_they_stand_and_nan_wins()
    {
        foreach (int length in Numbers.Lengths.Where(n => n > 0))
            for (int at = 0; at < length; at++)
            {
                float[] x = Numbers.Uniform(length, 6);
                x[at] = 2;
                Assert.Equal(2, Reduce.Max(x));
                Assert.Equal(at, Reduce.ArgMax(x));
                x[at] = -3;
                Assert.Equal(3, Reduce.MaxAbs(x));
                Assert.True(Reduce.AllFinite(x));
                x[at] = float.NaN;
                Assert.True(float.IsNaN(Reduce.Max(x)));
                Assert.True(float.IsNaN(Reduce.MaxAbs(x)));
                Assert.False(Reduce.AllFinite(x));
                x[at] = float.NegativeInfinity;
                Assert.False(Reduce.AllFinite(x));
                Assert.Equal(float.PositiveInfinity, Reduce.MaxAbs(x));
            }
        Assert.Equal(float.NegativeInfinity, Reduce.Max([]));
        Assert.Equal(0, Reduce.MaxAbs([]));
        Assert.True(Reduce.AllFinite([]));
    }

    [Fact]
    public void The_first_of_equal_maxima_is_the_answer_and_nan_never_is()
    {
        Assert.Equal(1, Reduce.ArgMax([0, 2, 2]));
        Assert.Equal(2, Reduce.ArgMax([float.NaN, 0, 1]));
        Assert.Equal(0, Reduce.ArgMax([float.NaN, float.NaN]));
    }

    [Fact]
    public void Hits_are_rows_whose_largest_output_is_at_the_target()
    {
        float[] outputs = [0.1f, 0.9f, 0.8f, 0.2f, 0.3f, 0.7f];
        Assert.Equal(2, Reduce.ArgMaxHits(outputs, [0f, 1, 1, 0, 1, 0], 2));
        Assert.Equal(2, Reduce.ArgMaxHits(outputs, [1, 0, 0], 2));
        var positions = new int[3];
        Reduce.ArgMaxRows(outputs, 2, positions);
        Assert.Equal([1, 0, 1], positions);
    }
}
