using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Ways of recording and computing that are nobody's mistake, and mistakes that hide behind one.</summary>
public class TraceConventionTests
{
    [Fact]
    public void An_evaluation_after_a_step_that_was_not_recorded_accuses_nobody()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var arrays = new ToyRun { Dice = new Dice(seed), Optimizer = "adam", WarmUp = seed % 4 }.Record();
            foreach (string name in arrays.Keys.Where(name => name.Contains("_after", StringComparison.Ordinal)
                || name.StartsWith("eval_w", StringComparison.Ordinal) || name.StartsWith("eval_b", StringComparison.Ordinal)).ToList())
                arrays.Remove(name);
            Assert.NotEqual(Verdict.Sick, Examine(arrays).Verdict);
        }
    }

    [Fact]
    public void Dropout_that_scales_in_the_evaluation_and_not_in_training_is_healthy()
    {
        const double kept = 0.5;
        for (int seed = 0; seed < 10; seed++)
        {
            var inverted = new ToyRun { Dice = new Dice(seed), Dropout = 1 - kept, Widths = [4, 32, 3], WarmUp = 200 }.Record();
            var arrays = new Dictionary<string, NdArray>();
            foreach (string name in new[] { "x", "y", "w1", "b1", "b2", "outputs", "hidden_activation", "output_activation", "loss",
                "eval_x", "eval_y", "eval_predictions", "reported_accuracy" }) arrays[name] = inverted[name];
            arrays["dropout_mask1"] = Times(inverted["dropout_mask1"], kept);
            arrays["w2"] = Times(inverted["w2"], 1 / kept);
            (arrays["eval_w1"], arrays["eval_b1"], arrays["eval_b2"]) = (inverted["w1_after"], inverted["b1_after"], inverted["b2_after"]);
            arrays["eval_w2"] = Times(inverted["w2_after"], 1 / kept);
            Assert.Equal(Verdict.Healthy, Examine(arrays).Verdict);
        }
    }

    [Fact]
    public void A_printed_sum_next_to_an_averaged_gradient_is_healthy()
    {
        var arrays = new ToyRun { Dice = new Dice(1), Rows = 16 }.Record();
        arrays["loss_value"] = Times(arrays["loss_value"], 16);
        Assert.Equal(Verdict.Healthy, Examine(arrays).Verdict);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("derivative-forgotten", "GLIA057")]
    public void What_points_downhill_and_is_added_is_judged_as_a_gradient_that_is_subtracted(string mistake, string? code)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var arrays = new ToyRun
            {
                Dice = new Dice(seed),
                Hidden = "tanh",
                Output = "sigmoid",
                Loss = "mean_squared_error",
                Mistake = mistake,
            }.Record();
            foreach (string name in arrays.Keys.Where(name => name.StartsWith("grad_", StringComparison.Ordinal)).ToList())
                arrays[name] = Times(arrays[name], -1);
            var diagnosis = Examine(arrays);
            if (code is null) Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
            else Assert.Equal(code, diagnosis.Findings[0].Code);
        }
    }

    [Fact]
    public void A_summed_gradient_next_to_a_printed_mean_is_an_error_only_where_the_step_is_seen_to_be_too_long()
    {
        var arrays = new ToyRun { Dice = new Dice(1), Mistake = "not-divided", Rate = 0.02, WarmUp = 0 }.Record();
        Assert.Equal(Verdict.Healthy, Examine(arrays).Verdict);
        foreach (string name in arrays.Keys.Where(name => name.Contains("_after", StringComparison.Ordinal)).ToList()) arrays.Remove(name);
        arrays.Remove("learning_rate");
        Assert.NotEqual(Verdict.Sick, Examine(arrays).Verdict);
        Assert.Equal(Verdict.Sick,
            Examine(new ToyRun { Dice = new Dice(1), Mistake = "not-divided", Rate = 2, WarmUp = 0 }.Record()).Verdict);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5000, true)]
    public void Values_in_the_thousands_explode_at_a_rate_that_suits_values_near_one(double size, bool explodes)
    {
        // y = 2 x through one tanh unit, 30 steps.
        double[] x = [-1, -0.5, 0.5, 1];
        double w = 0.5, v = 0.5, gradientW = 0, gradientV = 0, beforeW = w, beforeV = v;
        for (int step = 0; step < 30; step++)
        {
            (beforeW, beforeV, gradientW, gradientV) = (w, v, 0, 0);
            foreach (double value in x)
            {
                double a = Math.Tanh(value * w), delta = 2 * ((a * v) - (2 * size * value)) / x.Length;
                (gradientV, gradientW) = (gradientV + (a * delta), gradientW + (value * delta * v * (1 - (a * a))));
            }
            (w, v) = (w - (0.1 * gradientW), v - (0.1 * gradientV));
        }
        NdArray Array(params double[] values) => NdArray.From(values, values.Length, 1);
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = Array(x),
            ["y"] = Array([.. x.Select(value => 2 * size * value)]),
            ["w1"] = Array(beforeW),
            ["w2"] = Array(beforeV),
            ["grad_w1"] = Array(gradientW),
            ["grad_w2"] = Array(gradientV),
            ["w1_after"] = Array(w),
            ["w2_after"] = Array(v),
            ["learning_rate"] = NdArray.Scalar(0.1),
            ["hidden_activation"] = NdArray.Scalar("tanh"),
            ["output_activation"] = NdArray.Scalar("linear"),
            ["loss"] = NdArray.Scalar("mse"),
            ["loss_history"] = NdArray.From(explodes ? [1.0, 30, 1e5, double.NaN] : [4.0, 1, 0.3, 0.1]),
        };
        var diagnosis = Examine(arrays);
        if (explodes) Assert.Equal("GLIA006", diagnosis.Findings[0].Code);
        else Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
    }

    [Fact]
    public void Noise_that_is_added_is_not_taken_for_the_way_downhill()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var dice = new Dice(seed);
            var arrays = new ToyRun { Dice = dice, Widths = [6, 16, 3], Rows = 32, WarmUp = 5 }.Record();
            foreach (string name in new[] { "w1", "b1", "w2", "b2" })
            {
                double[] noise = [.. arrays["grad_" + name].ToDoubles().Select(_ => dice.NextDouble() - 0.5)];
                arrays["grad_" + name] = NdArray.From(noise, [.. arrays[name].Shape]);
                arrays[name + "_after"] = NdArray.From([.. arrays[name].ToDoubles().Zip(noise, (w, g) => w + (0.05 * g))],
                    [.. arrays[name].Shape]);
            }
            Assert.Contains(Examine(arrays).Findings, finding => finding.Code == "GLIA064");
        }
    }

    [Fact]
    public void A_fresh_network_with_a_sigmoid_for_each_class_is_not_harmed_by_a_sum_at_a_small_rate()
    {
        var arrays = new ToyRun
        {
            Dice = new Dice(1),
            Widths = [6, 8, 10],
            Output = "sigmoid",
            Loss = "binary_crossentropy",
            OneHot = true,
            Mistake = "not-divided",
            Rate = 0.001,
            WarmUp = 0,
        }.Record();
        Assert.NotEqual(Verdict.Sick, Examine(arrays).Verdict);
    }

    [Fact]
    public void One_row_with_a_target_near_zero_does_not_make_a_small_loss_a_large_one()
    {
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From([1.0, 1.002], 1, 2),
            ["y"] = NdArray.From([-0.01], 1, 1),
            ["w1"] = NdArray.From([5, -4.8], 2, 1),
            ["output_activation"] = NdArray.Scalar("linear"),
            ["loss"] = NdArray.Scalar("mse"),
        };
        Assert.NotEqual(Verdict.Sick, Examine(arrays).Verdict);
    }

    [Theory]
    [InlineData(0.02, false)]
    [InlineData(0.5, true)]
    public void A_batch_of_one_class_is_a_fault_only_where_the_other_is_not_rare(double rare, bool isFault)
    {
        var dice = new Dice(1);
        NdArray Inputs(int rows) => NdArray.From([.. Enumerable.Range(0, rows * 2).Select(_ => dice.NextDouble())], rows, 2);
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = Inputs(32),
            ["y"] = NdArray.From(new double[32], 32, 1),
            ["w1"] = NdArray.From([0.3, -0.2], 2, 1),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["loss"] = NdArray.Scalar("binary_crossentropy"),
            ["eval_x"] = Inputs(200),
            ["eval_y"] = NdArray.From([.. Enumerable.Range(0, 200).Select(row => row < 200 * rare ? 1.0 : 0)], 200, 1),
        };
        Assert.Equal(isFault, Examine(arrays).Findings.Any(finding => finding.Code == "GLIA008"));
    }

    [Fact]
    public void What_momentum_carries_uphill_is_not_said_to_go_against_the_gradient()
    {
        var arrays = new ToyRun { Dice = new Dice(1), Optimizer = "momentum" }.Record();
        foreach (var (name, rate) in new[] { ("w1", 1e-3), ("b1", 1e-3), ("w2", -0.05), ("b2", -0.05) })
            arrays[name + "_after"] = NdArray.From(
                [.. arrays[name].ToDoubles().Zip(arrays["grad_" + name].ToDoubles(), (w, g) => w + (rate * g))], [.. arrays[name].Shape]);
        var check = Assert.Single(Examine(arrays).Checks, check => check.Code == "GLIA064");
        Assert.Equal(Outcome.Fine, check.Outcome);
        Assert.Contains("w1 and b1 fits sgd with state", check.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_that_comes_back_without_its_factor_is_named()
    {
        var arrays = new ToyRun { Dice = new Dice(2), Dropout = 0.5, Mistake = "mask-without-factor", Widths = [6, 16, 16, 3] }.Record();
        var findings = Examine(arrays).Findings;
        Assert.Equal("GLIA055", findings[0].Code);
        Assert.Contains("without its factor", findings[0].Evidence, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, findings[0].Severity);
        Assert.DoesNotContain(findings, finding => finding.Code == "GLIA058");
    }

    [Fact]
    public void A_mistake_is_read_through_a_penalty_on_the_weights()
    {
        for (int seed = 0; seed < 10; seed++)
            Assert.Equal("GLIA056", Examine(new ToyRun
            {
                Dice = new Dice(seed),
                Mistake = "mask-gradient-sign",
                L2 = 0.01,
                Widths = [6, 16, 16, 3],
            }.Record()).Findings[0].Code);
    }

    [Fact]
    public void Labels_of_the_evaluation_that_count_from_one_are_named()
    {
        var arrays = new ToyRun { Dice = new Dice(3) }.Record();
        arrays["eval_y"] = NdArray.From(arrays["eval_y"].ToDoubles().Select(label => label + 1).ToArray());
        Assert.Equal("GLIA081", Examine(arrays).Findings[0].Code);
        arrays["eval_y"] = NdArray.From(arrays["eval_y"].ToDoubles().Select((label, row) => row == 5 ? double.NaN : label - 1).ToArray());
        Assert.Equal("GLIA004", Examine(arrays).Findings[0].Code);
    }

    [Fact]
    public void A_trace_without_its_first_weights_is_still_a_trace()
    {
        var arrays = new ToyRun { Dice = new Dice(4) }.Record();
        arrays.Remove("w1");
        Assert.True(TraceReader.LooksLikeTrace(arrays));
        Assert.Contains("w1", Assert.Throws<GliaException>(() => TraceReader.Read(arrays, "trace")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_points_downhill_is_known_by_the_kernels_alone_where_no_gradient_of_a_bias_was_recorded()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var arrays = new ToyRun { Dice = new Dice(seed), Hidden = "tanh", Output = "sigmoid", Loss = "mean_squared_error" }.Record();
            foreach (string name in new[] { "grad_w1", "grad_w2" }) arrays[name] = Times(arrays[name], -1);
            foreach (string name in new[] { "grad_b1", "grad_b2" }) arrays.Remove(name);
            Assert.Equal(Verdict.Healthy, Examine(arrays).Verdict);
        }
    }

    [Fact]
    public void An_error_that_is_added_with_a_wrong_derivative_is_that_and_no_ascent()
    {
        var arrays = AddedWithSumsInPlaceOfOutputs();
        var findings = Examine(arrays).Findings;
        Assert.Equal("GLIA057", findings[0].Code);
        Assert.DoesNotContain(findings, finding => finding.Code == "GLIA064");
    }

    [Fact]
    public void Before_the_first_step_no_gradient_can_have_piled_up()
    {
        var arrays = new ToyRun { Dice = new Dice(1), Mistake = "accumulated", WarmUp = 6 }.Record();
        Assert.Contains(Examine(arrays).Findings, finding => finding.Code == "GLIA060");
        arrays["step"] = NdArray.Scalar(0);
        Assert.DoesNotContain(Examine(arrays).Findings, finding => finding.Code == "GLIA060");
    }

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(2, true)]
    public void A_gradient_that_nothing_explains_is_an_error_only_where_it_points_elsewhere(double noise, bool isError)
    {
        var arrays = new ToyRun { Dice = new Dice(1), WarmUp = 0, RecordAfter = false, RecordEvaluation = false }.Record();
        var dice = new Dice(2);
        foreach (string name in new[] { "grad_w1", "grad_w2" })
        {
            double[] noisy = [.. arrays[name].ToDoubles().Select(g => g * (1 + noise * (2 * dice.NextDouble() - 1)))];
            arrays[name] = NdArray.From(noisy, [.. arrays[name].Shape]);
        }
        arrays["step"] = NdArray.Scalar(0);
        var finding = Assert.Single(Examine(arrays).Findings, finding => finding.Code == "GLIA055");
        Assert.Equal(isError, finding.Severity == Severity.Error);
    }

    // One sigmoid layer in which z (1 - z) stands for o (1 - o), with target minus output and "+=".
    private static Dictionary<string, NdArray> AddedWithSumsInPlaceOfOutputs()
    {
        const int rows = 12, inputs = 6;
        var dice = new Dice(5);
        double[] x = [.. Enumerable.Range(0, rows * inputs).Select(_ => 2 * dice.NextDouble() - 1)];
        double[] w = [.. Enumerable.Range(0, inputs).Select(_ => 2 * dice.NextDouble() - 1)];
        double[] y = [.. Enumerable.Range(0, rows).Select(_ => dice.NextDouble())], o = new double[rows], way = new double[inputs];
        for (int i = 0; i < rows; i++)
        {
            double z = Enumerable.Range(0, inputs).Sum(j => x[i * inputs + j] * w[j]);
            o[i] = 1 / (1 + Math.Exp(-z));
            for (int j = 0; j < inputs; j++) way[j] += x[i * inputs + j] * (y[i] - o[i]) * z * (1 - z);
        }
        return new()
        {
            ["x"] = NdArray.From(x, rows, inputs),
            ["y"] = NdArray.From(y, rows, 1),
            ["w1"] = NdArray.From(w, inputs, 1),
            ["grad_w1"] = NdArray.From(way, inputs, 1),
            ["w1_after"] = NdArray.From([.. w.Zip(way, (a, b) => a + (0.1 * b))], inputs, 1),
            ["outputs"] = NdArray.From(o, rows, 1),
            ["output_activation"] = NdArray.Scalar("sigmoid"),
            ["loss"] = NdArray.Scalar("mean_squared_error"),
            ["learning_rate"] = NdArray.Scalar(0.1),
            ["step"] = NdArray.Scalar(0),
        };
    }

    private static Diagnosis Examine(Dictionary<string, NdArray> arrays) => TraceDoctor.Examine(TraceReader.Read(arrays, "trace"));

    private static NdArray Times(NdArray array, double factor) =>
        NdArray.From([.. array.ToDoubles().Select(value => value * factor)], [.. array.Shape]);
}
