using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Experiments;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>A run that is convicted by a part of it is acquitted where the whole arrives.</summary>
public class ArrivalTests
{
    // Three of four rows are right at the end, which is within chance of all and yet not there.
    [Fact]
    public void Three_of_four_rows_are_no_arrival()
    {
        Experiment slow = Experiment.Parse("made.json", """
            { "seed": 2, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 2, "activation": "sigmoid" },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
              "training": { "loss": "mse", "optimizer": { "class_name": "SGD", "learning_rate": 0.005 }, "batch_size": 1,
                "epochs": 25000 } }
            """);
        Dataset table = Dataset.Values([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0]);
        var subject = ExperimentSubject.Of(slow, LoadedData.OfNumbers(table.Inputs, table.Targets));
        Assert.Equal(Verdict.Sick, Examiner.Examine(subject, workers: Workers.Single).Diagnosis.Verdict);
    }

    // Targets of thousands take the small first steps a long time; the 20,000 that are planned get there.
    [Fact]
    public void Targets_that_are_not_scaled_are_a_warning_where_the_whole_run_arrives()
    {
        Experiment large = Experiment.Parse("made.json", """
            { "seed": 1, "data": { "source": "made.npz", "task": "regress", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 100, "activation": "relu" },
                { "class_name": "Dense", "units": 100, "activation": "relu" }, { "class_name": "Dense", "units": 1 } ],
              "training": { "loss": "mse", "optimizer": "adam", "batch_size": 200, "epochs": 4000 } }
            """);
        var dice = new System.Random(4);
        float[] x = [.. Enumerable.Range(0, 6000).Select(_ => dice.NextSingle())];
        float[] y = [.. Enumerable.Range(0, 1000).Select(row =>
            3000 + (10_000 * x[6 * row]) + (x[(6 * row) + 1] > 0.8f ? 30_000 * x[(6 * row) + 2] : 0))];
        Dataset table = Dataset.Values(x, 6, y);
        var subject = ExperimentSubject.Of(large, LoadedData.OfNumbers(table.Inputs, table.Targets));
        Diagnosis diagnosis = Examiner.Examine(subject, workers: Workers.Single).Diagnosis;
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.Equal(Severity.Warning, diagnosis.Findings.Single(finding => finding.Code == "GLIA006").Severity);
    }
}
