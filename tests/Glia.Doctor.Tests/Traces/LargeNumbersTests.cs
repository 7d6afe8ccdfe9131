using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Raw values in the thousands, targets that no output reaches, weights that drive a softmax beyond what a number holds.</summary>
public class LargeNumbersTests
{
    [Fact]
    public void A_step_that_is_millions_of_times_too_long_is_too_long()
    {
        const int rows = 500;
        var dice = new Dice(4);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => 500 + (3000 * dice.NextDouble()))],
            y = [.. x.Select(size => (300 * size) - 40_000)];
        double slope = x.Zip(y, (a, b) => a * b).Sum(), bias = y.Sum(), rate = 1e-4;
        var diagnosis = Examine(new()
        {
            ["x"] = NdArray.From(x, rows, 1),
            ["y"] = NdArray.From(y, rows, 1),
            ["w1"] = NdArray.From(new double[1], 1, 1),
            ["b1"] = NdArray.From(new double[1]),
            ["grad_w1"] = NdArray.From([slope], 1, 1),
            ["grad_b1"] = NdArray.From([bias]),
            ["w1_after"] = NdArray.From([2 * rate * slope], 1, 1),
            ["b1_after"] = NdArray.From([2 * rate * bias]),
            ["outputs"] = NdArray.From(new double[rows], rows, 1),
            ["loss_value"] = NdArray.Scalar(y.Sum(value => value * value)),
            ["output_activation"] = NdArray.Scalar("linear"),
            ["learning_rate"] = NdArray.Scalar(rate),
        });
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings, finding => finding.Code is "GLIA065" or "GLIA047" && finding.Severity == Severity.Error);
    }

    [Fact]
    public void What_no_output_can_reach_comes_before_inputs_that_are_large()
    {
        var dice = new Dice(1);
        Matrix x = new(3, 2, [4, 6, 7, 1, 12, 3]), y = new(3, 1, [71, 80, 95]), w = new Matrix(2, 1).Map(_ => dice.NextDouble());
        Matrix o = x.Times(w).Map(Activations.Sigmoid), d = o.Zip(y, (p, t) => (p - t) * p * (1 - p)), g = x.Transposed().Times(d);
        NdArray Array(Matrix matrix) => NdArray.From(matrix.Values, matrix.Rows, matrix.Columns);
        var diagnosis = Examine(new()
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["w1"] = Array(w),
            ["grad_w1"] = Array(g),
            ["w1_after"] = Array(w.Zip(g, (a, b) => a - (0.1 * b))),
            ["outputs"] = Array(o),
            ["loss"] = NdArray.Scalar("mean_squared_error"),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["learning_rate"] = NdArray.Scalar(0.1),
        });
        Assert.Equal("GLIA007", diagnosis.Findings[0].Code);
        // 71, 80 and 95 are values and no numbers of classes.
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "GLIA028");
    }

    [Fact]
    public void Weights_that_make_a_softmax_overflow_are_the_cause_and_not_the_softmax()
    {
        var arrays = new ToyRun { Dice = new Dice(3), Widths = [200, 12, 4], InitialDeviation = 4, WarmUp = 0, RecordEvaluation = false }
            .Record();
        var outputs = arrays["outputs"].ToDoubles();
        outputs[0] = double.NaN;
        arrays["outputs"] = NdArray.From(outputs, 16, 4);
        arrays.Remove("loss_value");
        Assert.Equal("GLIA041", Examine(arrays).Findings[0].Code);
    }

    private static Diagnosis Examine(Dictionary<string, NdArray> arrays) => TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));
}
