using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Files;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Planned runs that fail from any start at any rate, for want of something in the network.</summary>
public class HeldBackByDesignTests
{
    private static readonly Matrix s_marks = new(4, 2, [0, 0, 0, 1, 1, 0, 1, 1]), s_differ = new(4, 1, [0, 1, 1, 0]);

    [Fact]
    public void An_output_that_dies_is_named_with_what_a_linear_one_learns()
    {
        Matrix w1 = new(2, 2, [0.8, -0.3, 0.5, 0.6]), w2 = new(2, 1, [-0.7, -0.4]);
        var diagnosis = Examine(Step(s_marks, s_differ, w1, w2, "relu", 0.1, 5000));
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        var finding = Assert.Single(diagnosis.Findings, one => one.Code == "GLIA026");
        Assert.True(finding.Numbers["could_be_learned"] >= finding.Numbers["learned"] + 0.25);
    }

    [Fact]
    public void Two_rows_are_enough_to_see_that_all_units_are_dead()
    {
        Matrix x = new(2, 3, [1, 2, 3, 1, 2, 4]), y = new(2, 1, [6, 7]);
        Matrix w1 = new(3, 2, [-0.5, -0.2, -0.3, -0.4, -0.1, -0.6]), w2 = new(2, 1, [0.5, 0.4]);
        var diagnosis = Examine(Step(x, y, w1, w2, "linear", 0.01, 500));
        Assert.Equal((Verdict.Sick, "GLIA032"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
    }

    [Fact]
    public void A_run_that_nothing_gets_further_is_no_healthy_one()
    {
        // Equal rows with different targets: half of the span is all that anybody learns of them.
        Matrix x = new(4, 2, [1, 1, 1, 1, 1, 1, 1, 1]), w1 = new(2, 4, [0.5, -0.2, 0.3, 0.4, 0.1, 0.6, -0.5, 0.2]);
        var diagnosis = Examine(Step(x, s_differ, w1, new(4, 1, [0.5, 0.4, -0.3, 0.2]), "linear", 0.05, 500));
        Assert.NotEqual(Verdict.Healthy, diagnosis.Verdict);
    }

    // One step of two relu units, say, without biases on a squared error.
    private static Dictionary<string, NdArray> Step(Matrix x, Matrix y, Matrix w1, Matrix w2, string output, double rate, int steps)
    {
        Activation relu = Activations.Named("relu"), last = Activations.Named(output);
        Matrix z1 = x.Times(w1), h = relu.Forward(z1), z2 = h.Times(w2), o = last.Forward(z2);
        Matrix d2 = last.Backward(z2, o.Zip(y, (p, t) => 2 * (p - t))), d1 = relu.Backward(z1, d2.Times(w2.Transposed()));
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(o),
            ["hidden_activation"] = NdArray.Scalar("relu"),
            ["output_activation"] = NdArray.Scalar(output),
            ["loss"] = NdArray.Scalar("mean_squared_error"),
            ["learning_rate"] = NdArray.Scalar(rate),
            ["step"] = NdArray.Scalar(0),
            ["steps"] = NdArray.Scalar(steps),
        };
        foreach (var (name, value, gradient) in new[] { ("w1", w1, x.Transposed().Times(d1)), ("w2", w2, h.Transposed().Times(d2)) })
        {
            arrays[name] = Array(value);
            arrays["grad_" + name] = Array(gradient);
            arrays[name + "_after"] = Array(value.Zip(gradient, (w, g) => w - (rate * g)));
        }
        return arrays;
    }

    private static NdArray Array(Matrix matrix) => NdArray.From(matrix.Values, matrix.Rows, matrix.Columns);

    private static Diagnosis Examine(Dictionary<string, NdArray> arrays) => TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));
}
