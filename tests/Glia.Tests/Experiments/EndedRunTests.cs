using Glia.Data;
using Glia.Experiments;
using Glia.Files;
using Glia.Losses;
using Glia.Models;
using Glia.Tests.Own;
using Glia.Training;

namespace Glia.Tests.Experiments;

/// <summary>What a run folder holds of a run that was asked to end while an epoch was evaluated.</summary>
public sealed class EndedRunTests : IDisposable
{
    // Two of the validation part, one of the test part.
    private const int PartsAnEpoch = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-ended-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_best_model_and_the_last_one_are_kept_side_by_side()
    {
        string run = Path.Combine(_folder, "run");
        RunSummary summary = Run(run, endIn: PartsAnEpoch + 1);
        Assert.Equal((Ending.Stopped, 2, 1, 1),
            (summary.History.Ending, summary.History.Epochs.Count, summary.History.BestEpoch, summary.KeptEpoch));
        Assert.Equal(WeightsAfter(1), Weights(run, RunFolder.ModelFile));
        Assert.Equal(WeightsAfter(2), Weights(run, RunFolder.LastModelFile));
        Assert.Equal(["epoch", "1", "2"], Cells(run, 0));
        Assert.Equal(["best", "1", "0"], Cells(run, 11));
        Assert.Matches(@"^val_rmse 0\.\d+ $", string.Join(' ', Cells(run, 12)));
    }

    [Fact]
    public void Where_no_epoch_was_evaluated_the_last_model_is_the_model_and_no_column_is_lost()
    {
        string run = Path.Combine(_folder, "run");
        RunSummary summary = Run(run, endIn: 1);
        Assert.Equal((Ending.Stopped, 0, 1), (summary.History.Ending, summary.History.BestEpoch, summary.KeptEpoch));
        Assert.Equal(WeightsAfter(1), Weights(run, RunFolder.ModelFile));
        Assert.False(File.Exists(Path.Combine(run, RunFolder.LastModelFile)));
        string header = "epoch,loss,accuracy,val_loss,val_accuracy,test_loss,test_accuracy,learning_rate,samples,seconds," +
            "samples_per_second,best";
        Assert.Equal([$"{header},val_rmse,test_rmse"], File.ReadLines(Path.Combine(run, RunFolder.HistoryFile)).Take(1));
        Assert.Equal(["val_loss", ""], Cells(run, 3));
    }

    [Fact]
    public void The_run_that_replaces_it_leaves_no_file_of_it()
    {
        string run = Path.Combine(_folder, "run");
        Run(run, endIn: PartsAnEpoch + 1);
        Assert.True(File.Exists(Path.Combine(run, RunFolder.LastModelFile)));
        Run(run, endIn: 0);
        string[] files = [RunFolder.ExperimentFile, RunFolder.HistoryFile, RunFolder.ModelFile, RunFolder.SummaryFile];
        Assert.Equal(files, Directory.GetFileSystemEntries(run).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private RunSummary Run(string folder, int endIn)
    {
        using var source = new CancellationTokenSource();
        LossCatalogue.Register("bell", _ => new Bell(part =>
        {
            if (part == endIn) source.Cancel();
        }));
        ExperimentRun run = Prepared(epochs: 3);
        using RunRecorder recorder = RunRecorder.Begin(folder, run, overwrite: true);
        History history = run.Fit(progress: null, source.Token, recorder);
        recorder.Keep(history);
        RunSummary summary = run.Judge(history);
        recorder.Finish(summary);
        return summary;
    }

    private float[] WeightsAfter(int epochs)
    {
        LossCatalogue.Register("bell", _ => new Bell(_ => { }));
        ExperimentRun run = Prepared(epochs);
        run.Fit();
        return run.Network.Weights.All.ToArray();
    }

    private ExperimentRun Prepared(int epochs)
    {
        string data = Path.Combine(_folder, "data.npz");
        float[] x = [.. Enumerable.Range(0, 2400).Select(i => i % 97 / 97f)], y = [.. Enumerable.Range(0, 1200).Select(i => i % 3 * 0.5f)];
        Npz.Write(data, new Dictionary<string, NdArray> { ["x"] = NdArray.From(x, 1200, 2), ["y"] = NdArray.From(y, 1200) });
        Experiment experiment = Experiment.Parse("e.json", $$"""
            {"data": {"source": {{System.Text.Json.JsonSerializer.Serialize(data)}}, "task": "regress", "split": {"test_size": 0.25} },
             "network": [{"class_name": "Dense", "units": 4, "activation": "tanh"}, {"class_name": "Dense", "units": 1}],
             "training": {"loss": "bell", "optimizer": "adam", "metrics": ["rmse"], "validation_split": 0.9, "epochs": {{epochs}} } }
            """);
        return ExperimentRun.Prepare(experiment, new DataSource().Open(experiment), threads: 1);
    }

    private static float[] Weights(string run, string file) => Model.Load(Path.Combine(run, file)).Network.Weights.All.ToArray();

    private static string[] Cells(string run, int column) =>
        [.. File.ReadLines(Path.Combine(run, RunFolder.HistoryFile)).Select(line => line.Split(',')[column])];
}
