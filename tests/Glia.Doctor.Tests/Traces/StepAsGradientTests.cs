using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Files;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Mistakes of the backward pass in a step of which only the weights before and after were recorded.</summary>
public class StepAsGradientTests
{
    private const double Rate = 0.1;

    [Fact]
    public void A_derivative_with_the_wrong_sign_is_found_in_the_step()
    {
        var diagnosis = Examine(Step(a => a * (a - 1)));
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings[0].Code, new[] { "GLIA048", "GLIA055", "GLIA057" });
    }

    [Fact]
    public void The_right_derivative_is_no_finding() =>
        Assert.Equal(Verdict.Healthy, Examine(Step(a => a * (1 - a))).Verdict);

    [Fact]
    public void A_step_that_no_known_mistake_explains_is_left_to_an_optimizer_that_nobody_named()
    {
        var arrays = Step(a => a * (1 - a));
        // Each weight moves by the rate in the direction that its gradient has, as with Adam.
        foreach (string name in new[] { "w1", "w2" })
            arrays[name + "_after"] = NdArray.From([.. arrays[name].ToDoubles().Zip(arrays[name + "_after"].ToDoubles(),
                (before, after) => before + (Rate * Math.Sign(after - before)))], [.. arrays[name].Shape]);
        Assert.DoesNotContain(Examine(arrays).Findings, one => one.Severity == Severity.Error);
    }

    private static Dictionary<string, NdArray> Step(Func<double, double> derivative)
    {
        Matrix x = new(4, 2, [0, 0, 0, 1, 1, 0, 1, 1]), y = new(4, 1, [0, 1, 1, 0]);
        Matrix w1 = new(2, 4, [1.8, 0.4, 1, 2.2, 1.9, -1, 0.9, -0.2]), w2 = new(4, 1, [-0.1, 0.4, 0.1, 1.5]);
        Matrix h = x.Times(w1).Map(Activations.Sigmoid), o = h.Times(w2).Map(Activations.Sigmoid);
        Matrix d2 = y.Zip(o, (t, p) => (t - p) * derivative(p)), d1 = d2.Times(w2.Transposed()).Zip(h, (e, a) => e * derivative(a));
        return new()
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(o),
            ["hidden_activation"] = NdArray.Scalar("sigmoid"),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["learning_rate"] = NdArray.Scalar(Rate),
            ["step"] = NdArray.Scalar(0),
            ["w1"] = Array(w1),
            ["w2"] = Array(w2),
            ["w1_after"] = Array(w1.Zip(x.Transposed().Times(d1), (w, g) => w + (Rate * g))),
            ["w2_after"] = Array(w2.Zip(h.Transposed().Times(d2), (w, g) => w + (Rate * g))),
        };
    }

    private static NdArray Array(Matrix matrix) => NdArray.From(matrix.Values, matrix.Rows, matrix.Columns);

    private static Diagnosis Examine(Dictionary<string, NdArray> arrays) => TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));
}
