using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;

namespace Glia.Doctor.Tests.Traces;

/// <summary>A rate that is a little too high: one step shows little, and each throws the weights further.</summary>
public class RepeatedStepTests
{
    [Theory]
    [InlineData(5e-4, true)]
    [InlineData(4e-4, false)]
    [InlineData(1e-5, false)]
    public void A_line_through_large_inputs_is_thrown_by_a_rate_past_the_stable_one(double rate, bool thrown)
    {
        // Gradient descent on the mean square is stable up to 2 / (2 mean(x * x)), here 4.7e-4.
        double[] x = [.. Enumerable.Range(0, 20).Select(i => 20 + 2.5 * i)], y = [.. x.Select(value => 80 + 2 * value)];
        double w = -2 * x.Zip(y, (a, b) => a * b).Average(), b = -2 * y.Average();
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From(x, 20, 1),
            ["y"] = NdArray.From(y, 20, 1),
            ["w1"] = NdArray.From(new double[1], 1, 1),
            ["b1"] = NdArray.From(new double[1]),
            ["grad_w1"] = NdArray.From([w], 1, 1),
            ["grad_b1"] = NdArray.From([b]),
            ["w1_after"] = NdArray.From([-rate * w], 1, 1),
            ["b1_after"] = NdArray.From([-rate * b]),
            ["outputs"] = NdArray.From(new double[20], 20, 1),
            ["loss_value"] = NdArray.Scalar(y.Average(value => value * value)),
            ["output_activation"] = NdArray.Scalar("linear"),
            ["loss"] = NdArray.Scalar("mean_squared_error"),
            ["learning_rate"] = NdArray.Scalar(rate),
        };
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));
        Assert.Equal(thrown, diagnosis.Verdict == Verdict.Sick);
        if (thrown) Assert.Equal("GLIA065", diagnosis.Findings[0].Code);
    }
}
