using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Targets that are neither one-hot nor values: -1 and 1, and several labels a row. One layer,
/// trained by hand until it knows its rows.</summary>
public class TraceTargetsTests
{
    private const int Inputs = 6, Rows = 60;

    [Fact]
    public void Minus_one_and_one_for_each_class_are_classes()
    {
        var arrays = Trained("tanh", outs: 3, low: -1, One);
        Assert.Equal(Verdict.Healthy, Examine(arrays).Verdict);
        Assert.DoesNotContain(Examine(arrays).Findings, finding => finding.Code == "GLIA076");
        arrays["reported_accuracy"] = NdArray.Scalar(arrays["reported_accuracy"].GetDouble(0) * Rows / (Rows + 13));
        Assert.Equal("GLIA080", Examine(arrays).Findings[0].Code);
    }

    [Fact]
    public void The_sign_of_one_output_is_its_class()
    {
        var arrays = Trained("linear", outs: 1, low: -1, Positive);
        arrays["eval_predictions"] = NdArray.From([.. arrays["eval_outputs"].ToDoubles().Select(o => o > 0 ? 1.0 : -1)]);
        Assert.Equal(Verdict.Healthy, Examine(arrays).Verdict);
        Assert.Contains(Examine(arrays).Checks, check => check.Code == "GLIA076" && check.Outcome == Outcome.Fine);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_batch_of_one_sign_is_read_like_the_evaluated_rows(int sign)
    {
        var diagnosis = Examine(Trained("tanh", outs: 1, low: -1, Positive, lastBatchOf: sign));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Severity >= Severity.Warning);
        Assert.Contains(diagnosis.Checks, check => check.Code == "GLIA076" && check.Outcome == Outcome.Fine);
    }

    [Fact]
    public void Several_labels_a_row_from_logits_are_counted_at_zero()
    {
        var arrays = Trained("linear", outs: 4, low: 0, Positive, loss: "binary_crossentropy");
        arrays["reported_accuracy"] = NdArray.Scalar(arrays["eval_outputs"].ToDoubles()
            .Zip(arrays["eval_y"].ToDoubles(), (o, y) => o > 0 == (y == 1) ? 1.0 : 0).Average());
        arrays.Remove("eval_predictions");
        Assert.Contains(Examine(arrays).Checks, check => check.Code == "GLIA076" && check.Outcome == Outcome.Fine);
    }

    [Fact]
    public void Evaluated_labels_of_another_width_are_no_accuracy_of_several_labels()
    {
        var arrays = Trained("sigmoid", outs: 4, low: 0, Positive);
        arrays["eval_y"] = NdArray.From(new double[Rows * 3], Rows, 3);
        Assert.Contains(Examine(arrays).Checks, check => check.Code == "GLIA076" && check.Outcome == Outcome.Skipped);
    }

    [Fact]
    public void Several_labels_a_row_may_be_counted_one_by_one_or_row_by_row()
    {
        var arrays = Trained("sigmoid", outs: 4, low: 0, Positive);
        double[] outputs = arrays["eval_outputs"].ToDoubles(), marks = arrays["eval_y"].ToDoubles();
        bool[] right = [.. outputs.Zip(marks, (o, y) => o > 0.5 == (y == 1))];
        arrays.Remove("eval_predictions");
        foreach (double accuracy in new[] { right.Average(one => one ? 1.0 : 0), right.Chunk(4)
            .Average(row => row.All(one => one) ? 1.0 : 0) })
        {
            arrays["reported_accuracy"] = NdArray.Scalar(accuracy);
            Assert.Equal(Verdict.Healthy, Examine(arrays).Verdict);
        }
    }

    private static bool[] Positive(double[] scores) => [.. scores.Select(score => score > 0)];

    private static bool[] One(double[] scores) => [.. scores.Select(score => score == scores.Max())];

    private static Dictionary<string, NdArray> Trained(string activation, int outs, double low, Func<double[], bool[]> marks,
        int? lastBatchOf = null, string? loss = null)
    {
        var dice = new Dice(7);
        double[] Drawn(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => size * ((2 * dice.NextDouble()) - 1))];
        var truth = new Matrix(Inputs, outs, Drawn(Inputs * outs, 1));
        Matrix x = new(Rows, Inputs, Drawn(Rows * Inputs, 2)), held = new(Rows, Inputs, Drawn(Rows * Inputs, 2));
        Matrix Targets(Matrix inputs)
        {
            var scores = inputs.Times(truth);
            return new(Rows, outs,
                [.. Enumerable.Range(0, Rows).SelectMany(row => marks(scores.Row(row).ToArray()).Select(mark => mark ? 1 : low))]);
        }
        Matrix y = Targets(x), w = new(Inputs, outs, Drawn(Inputs * outs, 0.3)), gradient = w;
        var act = Activations.Named(activation);
        Matrix Outputs(Matrix inputs) => act.Forward(inputs.Times(w));
        var before = w;
        for (int step = 0; step <= 200; step++)
        {
            before = w;
            if (step == 200 && lastBatchOf is { } only)
            {
                int[] rows = [.. Enumerable.Range(0, Rows).Where(row => y[row, 0] == only).Take(5)];
                (x, y) = (x.Take(rows), y.Take(rows));
            }
            var difference = Outputs(x).Zip(y, (o, t) => o - t);
            var delta = loss == "binary_crossentropy" ? act.Forward(x.Times(w)).Map(Activations.Sigmoid).Zip(y, (p, t) => p - t)
                : activation == "sigmoid" ? difference : act.Backward(x.Times(w), difference.Times(2));
            gradient = x.Transposed().Times(delta).Times(1.0 / x.Rows);
            w = w.Zip(gradient, (value, slope) => value - (0.1 * slope));
        }
        NdArray Array(Matrix matrix) => NdArray.From(matrix.Values, matrix.Rows, matrix.Columns);
        Matrix answers = Outputs(held), heldY = Targets(held);
        int Class(Matrix matrix, int row) => outs == 1 ? matrix[row, 0] > (low + 1) / 2 ? 1 : 0 : matrix.ArgMax(row);
        int[] predictions = [.. Enumerable.Range(0, Rows).Select(row => Class(answers, row))];
        return new()
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["w1"] = Array(before),
            ["grad_w1"] = Array(gradient),
            ["w1_after"] = Array(w),
            ["learning_rate"] = NdArray.Scalar(0.1),
            ["output_activation"] = NdArray.Scalar(activation),
            ["loss"] = NdArray.Scalar(loss ?? (activation == "sigmoid" ? "binary_crossentropy" : "mse")),
            ["eval_x"] = Array(held),
            ["eval_y"] = Array(heldY),
            ["eval_outputs"] = Array(answers),
            ["eval_predictions"] = NdArray.From(predictions.Select(one => (double)one).ToArray()),
            ["reported_accuracy"] =
                NdArray.Scalar(Enumerable.Range(0, Rows).Count(row => predictions[row] == Class(heldY, row)) / (double)Rows),
        };
    }

    private static Diagnosis Examine(Dictionary<string, NdArray> arrays) => TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));
}
