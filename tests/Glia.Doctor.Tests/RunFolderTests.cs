using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Probes;
using Glia.Experiments;
using Verdict = Glia.Doctor.Findings.Verdict;

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
        Assert.Contains(Examine(epochs: 0).Findings, finding => finding.Fault == Faults.AccuracyAtChance || finding.Fault == Faults.PredictionsCollapsed);

    private Diagnosis Examine(int epochs)
    {
        string data = Path.Combine(_folder, "data.npz"), run = Path.Combine(_folder, "run");
        Npz.Write(data, new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From(Made.BlobInputs(600, 3, 2, 0.5), 600, 2),
            ["y"] = NdArray.From(Made.BlobLabels(600, 3).Select(label => (float)label).ToArray()),
        });
        Experiment experiment = Experiment.Parse("e.json", $$"""
            {"data": {"source": {{System.Text.Json.JsonSerializer.Serialize(data)}}, "inputs": "x", "targets": "y", "target_encoding": "one-hot", "scale": "standardize",
                      "split": {"test_size": 0.3, "random_state": 1} },
             "network": [{"class_name": "Dense", "units": 16, "activation": "relu"}, {"class_name": "Dense", "units": 3, "activation": "softmax"}],
             "training": {"loss": "categorical_crossentropy", "optimizer": {"class_name": "Adam", "learning_rate": 0.01 }, "epochs": {{epochs}} } }
            """);
        LoadedData loaded = new DataSource(_ => null).Open(experiment.Data, _folder);
        ExperimentRun made = ExperimentRun.Prepare(experiment, loaded);
        RunSummary summary = made.Train();
        if (epochs == 0) made.Network.Weights.Clear();
        RunFolder.Write(run, made, summary);
        return RunFolderExaminer.Examine(run, ExperimentSubject.Of(experiment, loaded), Tier.Gradients).Diagnosis;
    }
}
