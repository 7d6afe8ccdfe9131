using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;

namespace Glia.Doctor.Tests.Trials;

/// <summary>What helps by luck, by guessing or for a while is no cause.</summary>
public class LuckTests
{
    private const string Sigmoid = """{ "class_name": "Dense", "units": 1, "activation": "sigmoid" }""";

    // Standardised inputs help sixteen layers of five relu units from the first weights they are tried with, and from few others.
    [Fact]
    public void A_change_that_helps_from_one_start_is_not_the_first_cause()
    {
        var dice = new System.Random(1);
        float[] x = new float[2 * 700], y = new float[700];
        for (int row = 0; row < y.Length; row++)
        {
            double angle = 2 * Math.PI * dice.NextDouble(), radius = (row % 2 == 0 ? 100 : 50) + (16 * (dice.NextDouble() - 0.5));
            (x[2 * row], x[(2 * row) + 1], y[row]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)), row % 2);
        }
        string layer = """{ "class_name": "Dense", "units": 5, "activation": "relu", "kernel_initializer": "he_uniform" }, """;
        string last = """{ "class_name": "Dense", "units": 1, "activation": "sigmoid", "kernel_initializer": "he_uniform" }""";
        Diagnosis diagnosis = Of(1, x, 2, y, string.Concat(Enumerable.Repeat(layer, 16)) + last, "0.001", 128, 60);
        Assert.True(diagnosis.Findings[0] is { Code: "GLIA037", Severity: Severity.Error }, Verdicts.Text(diagnosis));
        Assert.DoesNotContain(diagnosis.Errors, finding => finding.Code == "GLIA001");
    }

    // A smaller rate is right more often because it answers the frequent class more often.
    [Fact]
    public void What_gives_up_a_rare_class_is_no_repair()
    {
        Diagnosis diagnosis = OfRareClass(6);
        Assert.True(diagnosis.Verdict != Verdict.Sick, Verdicts.Text(diagnosis));
    }

    // The linear model finds something, 6 deviations, that chance may do as well: of 23 rows nobody can say that there is nothing.
    [Fact]
    public void A_rare_class_that_may_be_told_apart_is_not_called_shuffled()
    {
        Diagnosis diagnosis = OfRareClass(2);
        Check check = diagnosis.Checks.Single(one => one.Code == "GLIA009");
        Assert.True(check.Outcome == Outcome.Skipped, Verdicts.Text(diagnosis));
        Assert.Contains("too few rows", check.Measured, StringComparison.Ordinal);
    }

    // Wider layers are ahead after 106 of 264 steps; the whole run, which was made, is beyond that.
    [Fact]
    public void A_lead_at_the_beginning_convicts_no_run_that_got_there()
    {
        var dice = new System.Random(1);
        float[] x = new float[48 * 1050], y = new float[1050];
        for (int row = 0; row < y.Length; row++)
        {
            int steps = 4 + dice.Next(7), at = 48 * row;
            for (int i = 0; i < 2 * steps; i++) x[at + i] = (float)Made.Normal(dice);
            y[row] = x[at] + x[at + 1] > x[at + (2 * steps) - 2] + x[at + (2 * steps) - 1] ? 1 : 0;
        }
        Diagnosis diagnosis = Of(1, x, 48, y, """
            { "class_name": "InputLayer", "shape": [24, 2] }, { "class_name": "Masking" }, { "class_name": "GRU", "units": 16 },
            { "class_name": "Dense", "units": 1, "activation": "tanh" },
            """ + Sigmoid, "0.01", 32, 8);
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
    }

    // Small batches are ahead after 968 of 2,000 steps; at the end the whole batch is within a row or two of them.
    [Fact]
    public void A_lead_at_the_beginning_convicts_no_run_that_all_but_got_there()
    {
        Diagnosis diagnosis = ExperimentExaminer.OfFile("""
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 10, "activation": "relu" },
                { "class_name": "Dense", "units": 10, "activation": "relu" },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
              "training": { "loss": "binary_crossentropy", "optimizer": { "class_name": "SGD", "learning_rate": 0.05 }, "batch_size": 800,
                "epochs": 2000 } }
            """, Made.Circles(800, seed: 6, inner: 0.8, noise: 0.05));
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
    }

    // 23 of 750 rows, which lie one deviation away from the others.
    private static Diagnosis OfRareClass(int seed)
    {
        var dice = new System.Random(seed);
        float[] x = new float[6 * 750], y = new float[750];
        for (int row = 0; row < y.Length; row++)
        {
            y[row] = row % 34 == 0 ? 1 : 0;
            for (int column = 0; column < 6; column++)
                x[(6 * row) + column] = (float)Made.Normal(dice) + (column < 2 ? 0.7f * y[row] : 0);
        }
        return Of(seed, x, 6, y, """{ "class_name": "Dense", "units": 16, "activation": "relu" }, """ + Sigmoid, "0.02", 32, 20);
    }

    private static Diagnosis Of(int seed, float[] x, int width, float[] y, string network, string rate, int batch, int epochs)
    {
        string experiment = $$"""
            { "seed": {{seed}}, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ {{network}} ],
              "training": { "loss": "binary_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": {{rate}} },
                "batch_size": {{batch}}, "epochs": {{epochs}} } }
            """;
        return ExperimentExaminer.OfFile(experiment, Dataset.Values(x, width, y));
    }
}
