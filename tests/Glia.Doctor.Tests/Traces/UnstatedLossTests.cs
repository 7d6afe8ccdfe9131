using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Programs that show no loss: which one is meant follows from what the gradient of the last layer is,
/// a known mistake included.</summary>
public class UnstatedLossTests
{
    private const int Inputs = 4, Hidden = 3, Outs = 3, Rows = 30;

    [Fact]
    public void A_known_mistake_in_the_usual_loss_is_likelier_than_an_unusual_loss()
    {
        var arrays = new ToyRun { Dice = new Dice(5), Mistake = "own-outputs", Widths = [6, 8, 3], WarmUp = 0 }.Record();
        arrays.Remove("loss");
        arrays.Remove("loss_value");
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "toy"));
        Assert.Contains(diagnosis.Findings, finding =>
            finding.Code == "GLIA055" && finding.Evidence.Contains("the outputs of layer 2", StringComparison.Ordinal));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Evidence.Contains("none of the known", StringComparison.Ordinal));
    }

    [Fact]
    public void One_number_a_row_that_meets_every_output_is_no_step_uphill()
    {
        var dice = new Dice(2);
        Matrix Drawn(int rows, int columns, double size) => new Matrix(rows, columns).Map(_ => size * ((2 * dice.NextDouble()) - 1));
        Matrix x = Drawn(Rows, Inputs, 2), w1 = Drawn(Inputs, Hidden, 1), w2 = Drawn(Hidden, Outs, 1), y = new Matrix(Rows, 1).Map(_ => 1);
        Matrix h = x.Times(w1).Map(Activations.Sigmoid), o = h.Times(w2).Map(Activations.Sigmoid);
        // The error is the target minus the output, a rate is multiplied in, and the step is added.
        Matrix d2 = o.Map(p => 0.1 * (1 - p) * p * (1 - p)), d1 = d2.Times(w2.Transposed()).Zip(h, (e, a) => 0.1 * e * a * (1 - a));
        Matrix g1 = x.Transposed().Times(d1), g2 = h.Transposed().Times(d2);
        NdArray Array(Matrix matrix) => NdArray.From(matrix.Values, matrix.Rows, matrix.Columns);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(new Dictionary<string, NdArray>
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(o),
            ["w1"] = Array(w1),
            ["w2"] = Array(w2),
            ["grad_w1"] = Array(g1),
            ["grad_w2"] = Array(g2),
            ["w1_after"] = Array(w1.Zip(g1, (w, g) => w + g)),
            ["w2_after"] = Array(w2.Zip(g2, (w, g) => w + g)),
            ["hidden_activation"] = NdArray.Scalar("sigmoid"),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["step"] = NdArray.Scalar(0),
        }, "trace"));
        Assert.Equal((Verdict.Sick, "GLIA014"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "GLIA064");
    }

    [Theory]
    [InlineData(1, Verdict.Healthy)]
    [InlineData(2, Verdict.Unsure)]
    public void The_hinge_of_several_classes_is_known_by_its_value_and_by_its_gradient(double power, Verdict verdict)
    {
        foreach (bool shown in power == 1 ? [true, false] : new[] { true })
        {
            var dice = new Dice(9);
            Matrix Drawn(int rows, int columns, double size) => new Matrix(rows, columns).Map(_ => size * ((2 * dice.NextDouble()) - 1));
            Matrix x = Drawn(Rows, Inputs, 2), w = Drawn(Inputs, Outs, 0.5), o = x.Times(w), d = new(Rows, Outs);
            double[] labels = [.. Enumerable.Range(0, Rows).Select(row => x[row, 0] > 0.5 ? 2.0 : x[row, 1] > 0 ? 1 : 0)];
            double sum = 0;
            for (int i = 0; i < Rows; i++)
            {
                int y = (int)labels[i];
                var wrong = Enumerable.Range(0, Outs).Where(j => j != y);
                foreach (int j in wrong.Where(j => 1 + o[i, j] - o[i, y] > 0))
                {
                    // The square of the margin that is missed is no loss that the doctor knows.
                    double missed = 1 + o[i, j] - o[i, y], slope = power * Math.Pow(missed, power - 1);
                    sum += Math.Pow(missed, power);
                    (d[i, j], d[i, y]) = (slope, d[i, y] - slope);
                }
            }
            Matrix g = x.Transposed().Times(d).Times(1.0 / Rows);
            NdArray Array(Matrix matrix) => NdArray.From(matrix.Values, matrix.Rows, matrix.Columns);
            var arrays = new Dictionary<string, NdArray>
            {
                ["x"] = Array(x),
                ["y"] = NdArray.From(labels),
                ["outputs"] = Array(o),
                ["w1"] = Array(w),
                ["grad_w1"] = Array(g),
                ["w1_after"] = Array(w.Zip(g, (a, b) => a - (0.1 * b))),
                ["learning_rate"] = NdArray.Scalar(0.1),
                ["output_activation"] = NdArray.Scalar("linear"),
            };
            if (shown) arrays["loss_value"] = NdArray.Scalar(sum / Rows);
            var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));
            Assert.Equal(verdict, diagnosis.Verdict);
            Assert.Contains(diagnosis.Checks, check => check.Code == "GLIA055"
                && check.Measured.Contains(verdict == Verdict.Healthy ? "multi_margin" : "state the loss", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_loss_that_is_offered_is_accepted() =>
        Assert.All(OracleLosses.Names, name => Assert.NotNull(LossNames.Canonical(name)));
}
