using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>What one step made look harmful, or harmless, is judged by the run that the program says it makes.</summary>
public class PlannedRunTests
{
    private static readonly Matrix s_marks = new(4, 2, [0, 0, 0, 1, 1, 0, 1, 1]), s_differ = new(4, 1, [0, 1, 1, 0]);

    [Theory]
    [InlineData(0.01, 5, Verdict.Sick, "GLIA042")]
    [InlineData(1, 5, Verdict.Healthy, "")]
    public void Weights_too_small_to_be_left_in_the_planned_steps_are_named(double size, double rate, Verdict verdict, string code)
    {
        var diagnosis = Examine(Step(s_marks, s_differ, 5, size, rate, steps: 2000, mean: true));
        string found = diagnosis.Findings.FirstOrDefault(one => one.Severity == Severity.Error)?.Code ?? "";
        Assert.Equal((verdict, code), (diagnosis.Verdict, found));
    }

    [Fact]
    public void A_summed_step_that_saturates_every_unit_is_too_long_although_its_loss_falls()
    {
        var dice = new Dice(1);
        Matrix x = new Matrix(90, 4).Map(_ => 8 * dice.NextDouble()), y = new(90, 3);
        for (int i = 0; i < x.Rows; i++) y[i, x[i, 0] < 2.5 ? 0 : x[i, 0] < 5.5 ? 1 : 2] = 1;
        var arrays = Step(x, y, 5, 1, 1, steps: 1500, mean: false);
        arrays.Remove("learning_rate");
        var diagnosis = Examine(arrays);
        Assert.Equal((Verdict.Sick, "GLIA065"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
    }

    [Fact]
    public void Large_columns_with_a_rate_that_was_made_for_them_are_a_warning()
    {
        const int rows = 400;
        const double rate = 1e-5;
        double[] at = [.. Enumerable.Range(0, rows).Select(i => (i - (rows / 2)) * 6.0 / rows)];
        Matrix x = new(rows, 3, [.. at.SelectMany(t => new[] { t, t * t, t * t * t })]), y = new(rows, 1, [.. at.Select(Math.Sin)]);
        Matrix w = new(3, 1, [1.2, -0.9, 1.5]), b = new(1, 1), o = x.Times(w), d = o.Zip(y, (p, t) => 2 * (p - t));
        Matrix g = x.Transposed().Times(d), h = d.SumOfRows();
        var diagnosis = Examine(new()
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(o),
            ["w1"] = Array(w),
            ["b1"] = Array(b),
            ["grad_w1"] = Array(g),
            ["grad_b1"] = Array(h),
            ["w1_after"] = Array(w.Zip(g, (value, slope) => value - (rate * slope))),
            ["b1_after"] = Array(b.Zip(h, (value, slope) => value - (rate * slope))),
            ["output_activation"] = NdArray.Scalar("linear"),
            ["learning_rate"] = NdArray.Scalar(rate),
            ["step"] = NdArray.Scalar(0),
            ["steps"] = NdArray.Scalar(2000),
        });
        Finding finding = Assert.Single(diagnosis.Findings, one => one.Code == "GLIA001");
        Assert.Equal((Verdict.Healthy, Severity.Warning), (diagnosis.Verdict, finding.Severity));
        Assert.Contains("as recorded a copy learns", finding.Evidence, StringComparison.Ordinal);
    }

    // A penalty pulls at the weights in the recorded step, and at those of a copy in each of its steps.
    [Theory, InlineData(0.01, true), InlineData(1, false)]
    public void A_run_with_a_penalty_is_made_with_it(double penalty, bool learns)
    {
        var arrays = new ToyRun { Dice = new Dice(2), Widths = [6, 10, 3], Hidden = "tanh", Rows = 32, Rate = 0.2, L2 = penalty }.Record();
        arrays["step"] = NdArray.Scalar(0);
        arrays["steps"] = NdArray.Scalar(400);
        Check way = Assert.Single(Examine(arrays).Checks, check => check.Measured.Contains("a copy learns", StringComparison.Ordinal));
        Assert.Equal(learns, way is { Code: "GLIA066", Outcome: Outcome.Fine });
    }

    [Fact]
    public void One_row_is_read_with_the_loss_that_has_a_usual_factor()
    {
        var diagnosis = Examine(Step(new(1, 2, [0.3, -0.8]), new(1, 1, [1]), 3, 1, 0.1, steps: 100, mean: true));
        Assert.Contains(diagnosis.Checks, check => check.Code == "GLIA055"
            && check.Measured.Contains("mean_squared_error", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_of_zeros_without_any_bias_has_one_answer()
    {
        Matrix x = new(5, 2, [0, 0, 1, 0, 1, 0, 0, 1, 0, 1]), y = new(5, 1, [0, 1, 1, 0, 0]), w = new(2, 1, [0.3, -0.2]);
        Matrix o = x.Times(w).Map(Activations.Sigmoid), g = x.Transposed().Times(o.Zip(y, (p, t) => (p - t) * p * (1 - p)));
        Dictionary<string, NdArray> Trace(Matrix inputs) => new()
        {
            ["x"] = Array(inputs),
            ["y"] = Array(y),
            ["w1"] = Array(w),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
        };
        var arrays = Trace(x);
        arrays["grad_w1"] = Array(g);
        var diagnosis = Examine(arrays);
        Assert.Equal((Verdict.Sick, "GLIA035"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
        Assert.DoesNotContain(Examine(Trace(x.Map(value => value + 1))).Findings, finding => finding.Code == "GLIA035");
    }

    [Fact]
    public void A_single_example_that_is_learned_is_a_warning_whatever_the_derivative()
    {
        Matrix x = new(1, 2, [0.05, 0.1]), y = new(1, 2, [0.01, 0.99]);
        Matrix w1 = new(2, 2, [0.15, 0.25, 0.2, 0.3]), w2 = new(2, 2, [0.4, 0.5, 0.45, 0.55]);
        Matrix b1 = new(1, 2, [0.35, 0.35]), b2 = new(1, 2, [0.6, 0.6]);
        Matrix h = x.Times(w1).Zip(b1, (z, b) => Math.Tanh(z + b)), o = h.Times(w2).Zip(b2, (z, b) => Math.Tanh(z + b));
        Matrix d2 = o.Zip(y, (p, t) => (p - t) * (1 - Math.Pow(Math.Tanh(p), 2)));
        Matrix d1 = d2.Times(w2.Transposed()).Zip(h, (e, a) => e * (1 - Math.Pow(Math.Tanh(a), 2)));
        var arrays = Recorded(x, y, o, "tanh", "tanh", 0.5, 2000, w1, x.Transposed().Times(d1), w2, h.Transposed().Times(d2));
        foreach (var (name, bias, gradient) in new[] { ("b1", b1, d1), ("b2", b2, d2) })
        {
            arrays[name] = Array(bias);
            arrays["grad_" + name] = Array(gradient);
            arrays[name + "_after"] = Array(bias.Zip(gradient, (b, g) => b - (0.5 * g)));
        }
        var diagnosis = Examine(arrays);
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings, one => one is { Code: "GLIA057", Severity: Severity.Warning });
    }

    [Fact]
    public void Weights_updated_before_their_use_are_a_warning_where_the_run_learns()
    {
        const double rate = 0.1;
        Matrix w1 = new(2, 3, [0.55, 0.72, 0.6, 0.54, 0.42, 0.65]), w2 = new(3, 1, [0.44, 0.89, 0.96]);
        Matrix h = s_marks.Times(w1).Map(Activations.Sigmoid), o = h.Times(w2), d2 = o.Zip(s_differ, (p, t) => p - t);
        Matrix g2 = h.Transposed().Times(d2), later = w2.Zip(g2, (w, g) => w - (rate * g));
        Matrix d1 = d2.Times(later.Transposed()).Zip(h, (e, a) => e * a * (1 - a));
        var diagnosis = Examine(
            Recorded(s_marks, s_differ, o, "sigmoid", "linear", rate, 9000, w1, s_marks.Transposed().Times(d1), w2, g2));
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings, one => one is { Code: "GLIA061", Severity: Severity.Warning });
    }

    [Fact]
    public void A_first_step_too_long_is_a_warning_where_shorter_ones_learn_no_more()
    {
        const double rate = 0.01;
        var dice = new Dice(5);
        double Drawn(double scale) => scale * ((2 * dice.NextDouble()) - 1);
        double[][] rows = [.. Enumerable.Range(0, 200).Select(_ => new[] { 400 + Drawn(300), 60 + Drawn(50), Drawn(0.1) })];
        Matrix x = new(200, 3, [.. rows.SelectMany(row => row)]), w = new(3, 1);
        Matrix y = new(200, 1, [.. rows.Select(row => row[0] > 8 * row[1] ? 1.0 : 0)]);
        Matrix o = x.Times(w).Map(Activations.Sigmoid), g = x.Transposed().Times(o.Zip(y, (p, t) => (p - t) / 200));
        var diagnosis = Examine(new()
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(o),
            ["w1"] = Array(w),
            ["grad_w1"] = Array(g),
            ["w1_after"] = Array(w.Zip(g, (value, slope) => value - (rate * slope))),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["learning_rate"] = NdArray.Scalar(rate),
            ["step"] = NdArray.Scalar(0),
            ["steps"] = NdArray.Scalar(1000),
        });
        Finding finding = Assert.Single(diagnosis.Findings, one => one.Code == "GLIA065");
        Assert.Equal((Verdict.Healthy, Severity.Warning), (diagnosis.Verdict, finding.Severity));
    }

    private static Dictionary<string, NdArray> Recorded(Matrix x, Matrix y, Matrix outputs, string hidden, string output, double rate,
        int steps, Matrix w1, Matrix g1, Matrix w2, Matrix g2)
    {
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(outputs),
            ["hidden_activation"] = NdArray.Scalar(hidden),
            ["output_activation"] = NdArray.Scalar(output),
            ["learning_rate"] = NdArray.Scalar(rate),
            ["step"] = NdArray.Scalar(0),
            ["steps"] = NdArray.Scalar(steps),
        };
        foreach (var (name, value, gradient) in new[] { ("w1", w1, g1), ("w2", w2, g2) })
        {
            arrays[name] = Array(value);
            arrays["grad_" + name] = Array(gradient);
            arrays[name + "_after"] = Array(value.Zip(gradient, (w, g) => w - (rate * g)));
        }
        return arrays;
    }

    // One step of a network of two sigmoid layers on a squared error.
    private static Dictionary<string, NdArray> Step(Matrix x, Matrix y, int hidden, double size, double rate, int steps, bool mean)
    {
        var dice = new Dice(7);
        // Where nothing is divided the weights are all positive, as numpy's rand draws them.
        Matrix Drawn(int rows, int columns) =>
            new Matrix(rows, columns).Map(_ => size * (mean ? (3.4 * dice.NextDouble()) - 1.7 : dice.NextDouble()));
        Matrix w1 = Drawn(x.Columns, hidden), w2 = Drawn(hidden, y.Columns), b1 = new(1, hidden), b2 = new(1, y.Columns);
        double factor = mean ? 1.0 / x.Rows : 1;
        Matrix h = x.Times(w1).Map(Activations.Sigmoid), o = h.Times(w2).Map(Activations.Sigmoid);
        Matrix d2 = o.Zip(y, (p, t) => 2 * factor * (p - t) * p * (1 - p));
        Matrix d1 = d2.Times(w2.Transposed()).Zip(h, (e, a) => e * a * (1 - a));
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(o),
            ["hidden_activation"] = NdArray.Scalar("sigmoid"),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["learning_rate"] = NdArray.Scalar(rate),
            ["step"] = NdArray.Scalar(0),
            ["steps"] = NdArray.Scalar(steps),
        };
        (string, Matrix, Matrix)[] parameters =
        [
            ("w1", w1, x.Transposed().Times(d1)),
            ("b1", b1, d1.SumOfRows()),
            ("w2", w2, h.Transposed().Times(d2)),
            ("b2", b2, d2.SumOfRows()),
        ];
        foreach (var (name, value, gradient) in parameters)
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
