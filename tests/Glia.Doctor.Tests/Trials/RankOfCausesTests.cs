using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;

namespace Glia.Doctor.Tests.Trials;

/// <summary>What was suspected comes first only where it brings a good part of what something else brings.</summary>
public class RankOfCausesTests
{
    // Sigmoids under a categorical cross-entropy were suspected. A softmax brings some of what can be learned in these few steps, ten times
    // the rate more than twice as much.
    [Fact]
    public void A_suspicion_does_not_come_before_what_helps_twice_as_much()
    {
        Diagnosis diagnosis = SigmoidsAtALowRate();
        Assert.True(diagnosis.Findings[0] is { Code: "GLIA066", Severity: Severity.Error }, Verdicts.Text(diagnosis));
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "GLIA025");
    }

    // A linear unit that is given one column only turns it. Sixteen of them are sixteen times the rate, and the control says so.
    [Fact]
    public void A_linear_layer_as_wide_as_its_input_is_no_bottleneck()
    {
        const string file = """
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 1 }, { "class_name": "Dense", "units": 128, "activation": "relu" },
                { "class_name": "Dense", "units": 1, "activation": "relu" } ],
              "training": { "loss": "mse", "optimizer": { "class_name": "RMSprop", "learning_rate": 0.001 }, "batch_size": 32,
                "epochs": 5000 } }
            """;
        float[] radius = [.. Enumerable.Range(0, 20).Select(row => (float)row)];
        Diagnosis diagnosis = ExperimentExaminer.OfFile(file, Dataset.Values(radius, 1, [.. radius.Select(r => 4.19f * r * r * r)]));
        Assert.True(diagnosis.Verdict == Verdict.Sick, Verdicts.Text(diagnosis));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "GLIA037");
    }

    // At this rate neither a line nor a curve is there after 10,000 steps. The line never will be.
    [Fact]
    public void What_a_line_cannot_learn_shows_at_a_rate_at_which_both_arrive()
    {
        const string file = """
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 10 }, { "class_name": "Dense", "units": 1 } ],
              "training": { "loss": "mse", "optimizer": { "class_name": "Adam", "learning_rate": 1e-5 }, "batch_size": 32,
                "epochs": 10000 } }
            """;
        Diagnosis diagnosis = ExperimentExaminer.OfFile(file, Dataset.Values([-1, 0, 1], 1, [-0.24f, 0.12f, 0.17f]));
        Assert.True(diagnosis.Findings is [{ Code: "GLIA021", Severity: Severity.Error }, ..], Verdicts.Text(diagnosis));
    }

    private static Diagnosis SigmoidsAtALowRate()
    {
        const string start = """ "kernel_initializer": { "class_name": "random_normal", "stddev": 0.05 } }""";
        string hidden = $$"""{ "class_name": "Dense", "units": 150, "activation": "relu", {{start}}, """;
        string experiment = $$"""
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ {{string.Concat(Enumerable.Repeat(hidden, 4))}}
                { "class_name": "Dense", "units": 4, "activation": "sigmoid", {{start}} ],
              "training": { "loss": "categorical_crossentropy",
                "optimizer": { "class_name": "SGD", "learning_rate": 0.01, "momentum": 0.9 }, "batch_size": 32, "epochs": 5 } }
            """;
        return ExperimentExaminer.OfFile(experiment, Made.Clouds(rows: 1000, width: 60, classes: 4, apart: 0.25));
    }
}
