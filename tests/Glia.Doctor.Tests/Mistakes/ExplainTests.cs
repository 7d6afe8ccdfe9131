using CsCheck;
using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Tests.Mistakes;

/// <summary>The engine that holds recorded numbers against hypotheses.</summary>
public class ExplainTests
{
    private const double Tolerance = 1e-6;

    private static readonly Gen<double[]> s_numbers = Gen.Double[-2, 2].Array[12].Where(values => values.Sum(value => value * value) > 0.1);

    private static Matrix Row(params double[] values) => new(1, values.Length, values);

    [Fact]
    public void A_multiple_is_found_where_it_may_be_adapted_and_nowhere_else() =>
        Gen.Select(s_numbers, Gen.Double[0.1, 10]).Sample((predicted, scale) =>
        {
            var record = new Explain([.. predicted.Select(value => scale * value)], Tolerance);
            Assert.Equal(scale, record.By(Row(predicted), Freedoms.Scale)!.Value.Scale, scale * 1e-9);
            Assert.Equal(Math.Abs(scale - 1) <= Tolerance * scale, record.By(Row(predicted), Freedoms.None, 1) is not null);
        });

    // What a network that was thrown far away records.
    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void Numbers_whose_squares_are_none_are_explained_too(double size)
    {
        double[] predicted = [.. Enumerable.Range(1, 12).Select(i => i * size)];
        var record = new Explain([.. predicted.Select(value => -2 * value)], Tolerance);
        Assert.Equal(-2, record.By(Row(predicted), Freedoms.Scale)!.Value.Scale, 1e-9);
        Assert.Null(record.By(Row([.. predicted.Reverse()]), Freedoms.Scale));
    }

    [Fact]
    public void A_penalty_is_found_beside_the_scale_where_it_is_allowed() =>
        Gen.Select(s_numbers, s_numbers, Gen.Double[0.5, 2], Gen.Double[0.1, 1]).Sample((predicted, weights, scale, decay) =>
        {
            double cosine = Row(predicted).Dot(Row(weights)) / (Row(predicted).Norm * Row(weights).Norm);
            if (Math.Abs(cosine) > 0.9) return;
            var record = new Explain([.. predicted.Zip(weights, (p, w) => (scale * p) + (decay * w))], Tolerance) { Weights = weights };
            Assert.Null(record.By(Row(predicted), Freedoms.Scale));
            var fit = record.By(Row(predicted), Freedoms.Scale | Freedoms.Penalty)!.Value;
            Assert.Equal(scale, fit.Scale, 1e-6);
            Assert.Equal(decay, fit.Decay, 1e-6);
            Assert.Null(record.By(Row(predicted), Freedoms.Scale | Freedoms.Penalty, fewest: 13));
        });

    [Fact]
    public void Numbers_that_were_cut_to_one_size_are_explained_by_those_that_were_not()
    {
        double[] predicted = [.. Enumerable.Range(1, 12).Select(i => (double)i)];
        var record = new Explain([.. predicted.Select(value => Math.Min(3 * value, 20))], Tolerance);
        Assert.Null(record.By(Row(predicted), Freedoms.Scale));
        Assert.Equal(3, record.By(Row(predicted), Freedoms.Scale | Freedoms.Clip)!.Value.Scale, 1e-9);
    }

    [Fact]
    public void The_first_hypothesis_that_fits_is_taken_and_later_ones_are_not_computed()
    {
        double[] numbers = [1, 2, 3, 4];
        var record = new Explain(numbers, Tolerance);
        Hypothesis<double[]>[] hypotheses =
        [
            new(Faults.WrongGradient, "does not apply", _ => null),
            new(Faults.WrongGradient, "is something else", of => Row([.. of.Reverse()])),
            new(Faults.WrongReluMask, "is doubled", of => Row([.. of.Select(value => 2 * value)])),
            new(Faults.WrongGradient, "comes too late", _ => throw new InvalidOperationException()),
        ];
        var found = record.First(hypotheses, numbers)!.Value;
        Assert.Equal(Faults.WrongReluMask, found.Hypothesis.Fault);
        Assert.Equal(0.5, found.Fit.Scale, 1e-12);
    }

    [Fact]
    public void The_grade_falls_with_the_hypotheses_tried_and_rises_with_the_numbers_matched()
    {
        static Grade Of(int numbers, int tried) => new Explain([.. Enumerable.Repeat(1.0, numbers)], 2e-4).GradeOf(tried, Freedoms.Scale);
        Assert.Equal(Grade.Strong, Of(numbers: 8, tried: 60));
        Assert.Equal(Grade.Likely, Of(numbers: 3, tried: 60));
        Assert.Equal(Grade.Weak, Of(numbers: 2, tried: 1000));
        Assert.True(Of(numbers: 2, tried: 1000) > Of(numbers: 2, tried: 10));
    }
}
