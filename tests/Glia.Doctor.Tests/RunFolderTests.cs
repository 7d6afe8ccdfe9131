using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Experiments;
using Glia.Files;
using Glia.Layers;
using Glia.Training;

namespace Glia.Doctor.Tests;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The doctor judges a finished run by its test part: inputs AND targets of those rows.
    [Fact]
    public void A_run_that_learned_is_healthy() => Assert.Equal(Verdict.Healthy, Examine(epochs: 30).Verdict);

    [Fact]
    public void A_run_that_left_nothing_but_zeros_answers_one_class() =>
        Assert.Contains(Examine(epochs: 0).Findings, finding =>
            finding.Fault == Faults.AccuracyAtChance || finding.Fault == Faults.PredictionsCollapsed);

    [Theory]
    [InlineData("0.9,1.0,1.2,1.5", "0.3,0.3,0.3,0.3", "GLIAS06")]
    [InlineData("1.5,1.2,0.9,0.5", "0.3,0.3,0.3,0.3", "GLIAS13")]
    [InlineData("1,0.9,0.8,0.9,0.7,0.9,0.6,0.9,0.6", "0.5,0.6,0.7,0.5,0.8,0.5,0.8,0.5,0.8", "GLIAS07")]
    [InlineData("1.5,0.9,0.5,0.3,0.2,0.2,0.1,0.1,0.1", "0.3,0.6,0.7,0.8,0.9,0.9,0.9,0.9,0.9", "")]
    public void The_history_says_what_the_epochs_show_and_alone_makes_nobody_sick(string losses, string accuracies, string code)
    {
        string[] loss = losses.Split(','), accuracy = accuracies.Split(',');
        string history = "epoch,loss,accuracy\n" + string.Join('\n', loss.Select((value, i) => $"{i + 1},{value},{accuracy[i]}"));
        Diagnosis diagnosis = Examine(epochs: 30, history);
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Equal(code, string.Join(' ', diagnosis.Findings.Where(finding => finding.Fault.Family == Family.Symptom)
            .Select(finding => finding.Code)));
    }

    [Fact]
    public void A_history_that_lost_its_columns_is_read_for_what_is_left() =>
        Assert.Equal(Verdict.Healthy, Examine(epochs: 30,
            "epoch,val_loss\n" + string.Join('\n', Enumerable.Range(1, 8).Select(epoch => $"{epoch},0.{epoch}"))).Verdict);

    [Theory]
    [InlineData("0.30,0.31,0.34,0.38,0.43,0.49,0.56,0.64")]
    [InlineData("0.30,0.31,0.34,0.38,0.43,0.49,0.56,0.64,")]
    public void A_last_epoch_whose_evaluation_was_broken_off_hides_nothing_of_the_others(string heldBack)
    {
        string history = "epoch,loss,val_loss\n" +
            string.Join('\n', heldBack.Split(',').Select((value, i) => $"{i + 1},{0.3 - 0.02 * i},{value}"));
        Finding finding = Assert.Single(Examine(epochs: 30, history).Findings, finding => finding.Fault == Faults.MissingRegularisation);
        Assert.Contains("Validation loss 0.3 in epoch 1, 0.64 in epoch 8; training loss 0.3 and 0.16.", finding.Evidence,
            StringComparison.Ordinal);
    }

    // One row in eight is of class 1, and nothing tells for certain which: always saying 0 is right as often as anybody can be.
    [Fact]
    public void Probabilities_better_than_the_class_shares_are_no_chance_even_where_the_accuracy_is()
    {
        var random = new System.Random(3);
        float[] inputs = [.. Enumerable.Range(0, 4000).Select(_ => (float)Made.Normal(random))];
        float[] outcomes =
            [.. Enumerable.Range(0, 2000).Select(row => random.NextDouble() < 1 / (1 + Math.Exp(2.4 - 0.9 * inputs[2 * row])) ? 1f : 0f)];
        var data = Dataset.Values(inputs, 2, outcomes);
        var network = new Network(2, new Dense(1, "sigmoid"));
        ExperimentSubject subject = Made.Subject(data, [new Dense(1, "sigmoid")], "binary_crossentropy");
        Assert.Contains(Look(subject, network, data), finding => finding.Fault == Faults.AccuracyAtChance);
        new Trainer(network, "binary_crossentropy", "adam").Fit(data, new FitOptions { Epochs = 60 });
        Assert.DoesNotContain(Look(subject, network, data), finding => finding.Fault == Faults.AccuracyAtChance);
    }

    private static IReadOnlyList<Finding> Look(ExperimentSubject subject, Network network, Dataset data)
    {
        var examination = new ExperimentExamination(subject);
        ModelExaminer.Look(examination, network, data, "network");
        return examination.Findings;
    }

    private Diagnosis Examine(int epochs, string? history = null)
    {
        string data = Path.Combine(_folder, "data.npz"), run = Path.Combine(_folder, "run");
        Npz.Write(data, new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From(Made.BlobInputs(600, 3, 2, 0.5), 600, 2),
            ["y"] = NdArray.From(Made.BlobLabels(600, 3).Select(label => (float)label).ToArray()),
        });
        Experiment experiment = Experiment.Parse("e.json", $$"""
            {"data": {"source": {{System.Text.Json.JsonSerializer.Serialize(data)}}, "inputs": "x", "targets": "y",
              "target_encoding": "one-hot", "scale": "standardize",
                      "split": {"test_size": 0.3, "random_state": 1} },
             "network": [{"class_name": "Dense", "units": 16, "activation": "relu"},
               {"class_name": "Dense", "units": 3, "activation": "softmax"}],
             "training": {"loss": "categorical_crossentropy", "optimizer": {"class_name": "Adam", "learning_rate": 0.01 },
               "epochs": {{epochs}} } }
            """);
        LoadedData loaded = new DataSource().Open(experiment.Data, _folder);
        ExperimentRun made = ExperimentRun.Prepare(experiment, loaded);
        RunSummary summary = made.Train();
        if (epochs == 0) made.Network.Weights.Clear();
        RunFolder.Write(run, made, summary);
        if (history is not null) File.WriteAllText(Path.Combine(run, RunFolder.HistoryFile), history);
        return RunFolderExaminer.Examine(run, ExperimentSubject.Of(experiment, loaded),
            new ExaminationOptions { UpTo = Tier.Gradients }).Diagnosis;
    }
}
