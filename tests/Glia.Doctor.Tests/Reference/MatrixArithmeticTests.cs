using Glia.Doctor.Reference;

namespace Glia.Doctor.Tests.Reference;

public class MatrixArithmeticTests
{
    // Wider than any vector, with numbers left over.
    private static readonly double[] s_numbers = [.. Enumerable.Range(0, 19).Select(i => Math.Sin(i + 1))];

    [Fact]
    public void A_step_is_computed_in_its_gradients_place_bit_for_bit()
    {
        Matrix from = new(1, 19, s_numbers), gradient = new(1, 19, [.. s_numbers.Select(number => 1 / number)]);
        double[] expected = [.. s_numbers.Zip(gradient.Values, (weight, slope) => weight - 0.3 * slope)];
        Assert.Same(gradient, from.Less(0.3, gradient, into: gradient));
        Assert.Equal(expected, gradient.Values);
    }

    [Fact]
    public void Matrices_of_other_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Matrix(1, 2).Less(1, new Matrix(2, 1), into: new Matrix(1, 2)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void One_number_that_is_not_finite_is_found_anywhere(double odd)
    {
        Assert.True(new Matrix(1, 19, s_numbers).IsFinite);
        for (int at = 0; at < s_numbers.Length; at++)
        {
            double[] numbers = [.. s_numbers];
            numbers[at] = odd;
            Assert.False(new Matrix(1, 19, numbers).IsFinite);
        }
    }
}
