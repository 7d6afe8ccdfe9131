using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Figures that can be read in two ways, and which of them the rest of the trace leaves.</summary>
public class TraceFigureTests
{
    [Fact]
    public void Answers_that_are_right_row_by_row_are_not_stale_however_the_figure_came_about()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var arrays = new ToyRun { Dice = new Dice(seed), WarmUp = 200 }.Record();
            double[] answers = arrays["eval_predictions"].ToDoubles(), labels = Labels(arrays);
            arrays["reported_accuracy"] =
                NdArray.From([answers.Where((one, row) => one == labels[(row + 1) % labels.Length]).Count() / (double)labels.Length]);
            Assert.Equal("GLIA081", Examine(arrays).Findings[0].Code);
        }
    }

    [Theory]
    [InlineData(120 / 3.0)]
    [InlineData(16)]
    public void Above_one_without_being_a_percentage_of_the_rows_is_a_wrong_divisor(double divisor)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var arrays = new ToyRun { Dice = new Dice(seed), WarmUp = 200 }.Record();
            double[] answers = arrays["eval_predictions"].ToDoubles(), labels = Labels(arrays);
            arrays["reported_accuracy"] = NdArray.From([answers.Where((one, row) => one == labels[row]).Count() / divisor]);
            Assert.Equal("GLIA080", Examine(arrays).Findings[0].Code);
        }
    }

    [Theory]
    [InlineData(3000, "the number 3000")]
    [InlineData(20000, "the number 20000")]
    public void Any_round_count_is_seen_to_be_the_divisor(int divisor, string evidence)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var arrays = new ToyRun { Dice = new Dice(seed), WarmUp = 200 }.Record();
            double[] answers = arrays["eval_predictions"].ToDoubles(), labels = Labels(arrays);
            arrays["reported_accuracy"] = NdArray.From([answers.Where((one, row) => one == labels[row]).Count() / (double)divisor]);
            var finding = Examine(arrays).Findings[0];
            Assert.Equal("GLIA080", finding.Code);
            Assert.Contains(evidence, finding.Evidence);
        }
    }

    [Theory]
    [InlineData(0.35)]
    [InlineData(0.45)]
    public void A_mask_of_0_and_1_is_understood_at_any_twentieth(double rate)
    {
        var arrays = new ToyRun { Dice = new Dice(4), Dropout = rate, Widths = [4, 32, 3], WarmUp = 200 }.Record();
        double[] mask = arrays["dropout_mask1"].ToDoubles();
        arrays["dropout_mask1"] = NdArray.From([.. mask.Select(value => value > 0 ? 1.0 : 0)], arrays["dropout_mask1"].Shape[0],
            arrays["dropout_mask1"].Shape[1]);
        Assert.Contains(Examine(arrays).Checks, check => check is { Code: "GLIA050", Outcome: Outcome.Fine }
            && check.Measured.StartsWith("outputs reproduced", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_that_are_all_zero_are_lost_and_not_sorted_also_where_the_evaluation_has_them_one_hot()
    {
        var arrays = new ToyRun { Dice = new Dice(2) }.Record();
        arrays["y"] = NdArray.From(new double[16]);
        arrays["eval_y"] = NdArray.From([.. Enumerable.Range(0, 360).Select(i => i % 3 == 0 ? 1.0 : 0)], 120, 3);
        var findings = Examine(arrays).Findings;
        Assert.Contains(findings, finding => finding.Code == "GLIA008");
        Assert.DoesNotContain(findings, finding => finding.Code == "GLIA012");
    }

    [Fact]
    public void A_class_number_as_target_of_every_output_is_read_through_the_squared_error()
    {
        const int rows = 12, inputs = 4, classes = 3;
        var dice = new Dice(5);
        double[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => dice.NextDouble() - 0.5)];
        double[] x = Drawn(rows * inputs), w = Drawn(inputs * classes),
            y = [.. Enumerable.Range(0, rows).Select(row => (double)(row % classes))], gradient = new double[w.Length];
        for (int row = 0; row < rows; row++)
            for (int j = 0; j < classes; j++)
            {
                double z = Enumerable.Range(0, inputs).Sum(i => x[row * inputs + i] * w[i * classes + j]), o = 1 / (1 + Math.Exp(-z));
                for (int i = 0; i < inputs; i++) gradient[i * classes + j] += x[row * inputs + i] * (o - y[row]) * o * (1 - o) / rows;
            }
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From(x, rows, inputs),
            ["y"] = NdArray.From(y),
            ["w1"] = NdArray.From(w, inputs, classes),
            ["grad_w1"] = NdArray.From(gradient, inputs, classes),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["loss"] = NdArray.Scalar("mse"),
        };
        Assert.Equal("GLIA014", Examine(arrays).Findings[0].Code);
    }

    // f(x) = a b x from a = 3, b = 0.1 against y = x: the curvature at the start is about 18, so a rate of 0.15 overshoots, comes down
    // where the slope is smaller and stays; one of 0.6 does not.
    [Theory]
    [InlineData(0.15, false)]
    [InlineData(0.6, true)]
    public void A_first_step_of_a_regression_that_overshoots_is_an_error_only_if_the_next_ones_do_too(double rate, bool diverges)
    {
        double[] x = [1, -1, 1, -1];
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From(x, 4, 1),
            ["y"] = NdArray.From(x, 4, 1),
            ["w1"] = NdArray.From([3.0], 1, 1),
            ["w2"] = NdArray.From([0.1], 1, 1),
            ["w1_after"] = NdArray.From([3 + (0.14 * rate)], 1, 1),
            ["w2_after"] = NdArray.From([0.1 + (4.2 * rate)], 1, 1),
            ["learning_rate"] = NdArray.From([rate]),
            ["hidden_activation"] = NdArray.Scalar("linear"),
            ["output_activation"] = NdArray.Scalar("linear"),
            ["loss"] = NdArray.Scalar("mse"),
        };
        Assert.Equal(diverges, Examine(arrays).Findings.Any(finding => finding.Code == "GLIA065" && finding.Severity == Severity.Error));
    }

    private static double[] Labels(Dictionary<string, NdArray> arrays)
    {
        double[] y = arrays["eval_y"].ToDoubles();
        return y.Length == 120 ? y
            : [.. Enumerable.Range(0, 120).Select(row => (double)Enumerable.Range(0, 3).First(c => y[(row * 3) + c] == 1))];
    }

    private static Diagnosis Examine(Dictionary<string, NdArray> arrays) => TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));
}
