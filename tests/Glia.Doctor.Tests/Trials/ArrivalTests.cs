using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;

namespace Glia.Doctor.Tests.Trials;

/// <summary>A run that is convicted by a part of it is acquitted where the whole arrives.</summary>
public class ArrivalTests
{
    // Three of four rows are right at the end, which is within chance of all and yet not there.
    [Fact]
    public void Three_of_four_rows_are_no_arrival() => Assert.Equal(Verdict.Sick, OfTwoUnits(2, "0.005", 1, 25_000).Verdict);

    // A wider layer is there after a third of the 80,000 steps, in which two units have not begun to tell the rows apart. By the end they
    // do.
    [Fact]
    public void A_narrow_layer_is_a_warning_where_the_whole_run_arrives()
    {
        Diagnosis diagnosis = OfTwoUnits(6, "0.1", 4, 80_000);
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.Equal(Severity.Warning, diagnosis.Findings.Single(finding => finding.Code == "GLIA037").Severity);
    }

    [Fact]
    public void A_narrow_layer_is_an_error_where_the_whole_run_ends_where_it_began()
    {
        Diagnosis diagnosis = OfTwoUnits(8, "0.3", 4, 80_000);
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Equal("GLIA037", diagnosis.Findings[0].Code);
    }

    // XOR in a file, so that seeds and order of the rows are those of the command line.
    private static Diagnosis OfTwoUnits(int seed, string rate, int batch, int epochs)
    {
        string experiment = $$"""
            { "seed": {{seed}}, "data": { "source": "made.npz", "target_encoding": "none", "scale": "none" },
              "network": [ { "class_name": "Dense", "units": 2, "activation": "sigmoid" },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
              "training": { "loss": "mse", "optimizer": { "class_name": "SGD", "learning_rate": {{rate}} }, "batch_size": {{batch}},
                "epochs": {{epochs}} } }
            """;
        return ExperimentExaminer.OfFile(experiment, Dataset.Values([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0]));
    }

    // Targets of thousands take the small first steps a long time; the 20,000 that are planned get there.
    [Fact]
    public void Targets_that_are_not_scaled_are_a_warning_where_the_whole_run_arrives()
    {
        string large = """
            { "seed": 1, "data": { "source": "made.npz", "task": "regress", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 100, "activation": "relu" },
                { "class_name": "Dense", "units": 100, "activation": "relu" }, { "class_name": "Dense", "units": 1 } ],
              "training": { "loss": "mse", "optimizer": "adam", "batch_size": 200, "epochs": 4000 } }
            """;
        var dice = new System.Random(4);
        float[] x = [.. Enumerable.Range(0, 6000).Select(_ => dice.NextSingle())];
        float[] y = [.. Enumerable.Range(0, 1000).Select(row =>
            3000 + (10_000 * x[6 * row]) + (x[(6 * row) + 1] > 0.8f ? 30_000 * x[(6 * row) + 2] : 0))];
        Diagnosis diagnosis = ExperimentExaminer.OfFile(large, Dataset.Values(x, 6, y));
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.Equal(Severity.Warning, diagnosis.Findings.Single(finding => finding.Code == "GLIA006").Severity);
    }

    // Dropout on the answers makes the first steps slower; after 1,000 of them the network knows what one without it knows.
    [Fact]
    public void Dropout_on_the_answers_of_a_run_that_arrives_is_a_warning()
    {
        const string hidden = """{ "class_name": "Dense", "units": 512, "activation": "relu" }, """;
        string experiment = $$"""
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ {{string.Concat(Enumerable.Repeat(hidden, 3))}} { "class_name": "Dense", "units": 10 },
                { "class_name": "Dropout", "rate": 0.5 }, { "class_name": "Softmax" } ],
              "training": { "loss": "categorical_crossentropy", "optimizer": { "class_name": "SGD", "learning_rate": 0.003 },
                "batch_size": 20, "epochs": 5 } }
            """;
        Diagnosis diagnosis = ExperimentExaminer.OfFile(experiment, Made.Clouds(rows: 4000, width: 64, classes: 10, apart: 0.5));
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Finding finding = Assert.Single(diagnosis.Findings, one => one.Code == "GLIA033");
        Assert.Equal(Severity.Warning, finding.Severity);
    }
}
