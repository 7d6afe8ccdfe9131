using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Glia.Cli.Tests;

/// <summary>
/// Signals that reach a run while it is evaluated, judged or written: real processes with a network so large that looking at all rows takes
/// seconds, while an epoch has one step only.
/// </summary>
public sealed class EndedRunTests : IDisposable
{
    private const int Patience = 120_000;
    private const string BrokenOff =
        @"^Ended after step 2 as you asked; the weights of epoch 1 are in run/model\.safetensors, " +
        @"those of epoch 2, whose evaluation was broken off, in run/model-last\.safetensors$";

    private readonly Folder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    // The step of epoch 2 takes some milliseconds, its evaluation more than a second. That it has no validation loss although the run has a
    // validation part says that the signal came while it was evaluated.
    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task Asked_to_end_while_an_epoch_is_evaluated_it_does_and_keeps_both_models(string signal, int code)
    {
        Running.Needs(signal);
        using Process process = Start("\"validation_split\": 0.98, \"epochs\": 1000");
        await Running.Epochs(process, 1);
        await Task.Delay(300, Cancel);
        await Running.Send(process, signal);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel), errors = await process.StandardError.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(code, process.ExitCode);
        Assert.Matches(new Regex(BrokenOff, RegexOptions.Multiline), output);
        Assert.Equal("Ending as you asked; what was trained is kept. Asked once more it ends at once.", errors.TrimEnd());
        string[][] history = [.. (await File.ReadAllLinesAsync(_folder["run/history.csv"], Cancel)).Select(line => line.Split(','))];
        Assert.Equal(["1", "2"], history.Skip(1).Select(row => row[0]));
        Assert.Equal([true, false], history.Skip(1).Select(row => row[3].Length > 0));
        Assert.Contains("\"end\": \"interrupted\"", await File.ReadAllTextAsync(_folder["run/summary.json"], Cancel),
            StringComparison.Ordinal);
        foreach (string model in new[] { "run", "run/model.safetensors", "run/model-last.safetensors" })
            Assert.Equal((0, ""), Command.Run("evaluate", _folder[model], Few(), "--json") is var result
                ? (result.Code, result.Errors) : default);
    }

    // The line under the table is written when training is over, the summary when judging is: the signal came between the two.
    [Fact]
    public async Task Asked_to_end_while_the_trained_network_is_judged_it_ends_at_once_and_the_model_is_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        using Process process = Start("\"epochs\": 1");
        await Running.Line(process, "* the lowest training loss so far");
        await Running.Send(process, "TERM");
        string rest = await process.StandardOutput.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal((143, ""), (process.ExitCode, rest.Trim()));
        Assert.Equal(["experiment.json", "history.csv", "model.safetensors"], Files());
        Command.Result evaluated = Command.Run("evaluate", _folder["run"], Few());
        Assert.Equal(0, evaluated.Code);
        Assert.Contains("this run did not finish", evaluated.Errors, StringComparison.Ordinal);
    }

    // The first file of the finished run is the experiment, written once more, and the last one the summary: the signal came between the
    // two. So many epochs that the history between them takes a while.
    [Fact]
    public async Task Asked_to_end_while_the_finished_run_is_written_it_ends_at_once_and_what_was_there_stays_whole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        const int Epochs = 200_000;
        string csv = Table.Clouds(_folder, rows: 30), file = _folder["run/experiment.json"];
        using Process process =
            Command.Start(_folder.Path, "train", csv, "--layers", "none", "--batch", "30", "--epochs", $"{Epochs}", "--quiet", "-o", "run");
        while (!File.Exists(file) && !process.HasExited) await Task.Delay(1, Cancel);
        DateTime begun = File.GetLastWriteTimeUtc(file);
        while (File.GetLastWriteTimeUtc(file) == begun && !process.HasExited) await Task.Delay(1, Cancel);
        await Running.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(143, process.ExitCode);
        Assert.Equal(["experiment.json", "history.csv", "model.safetensors"], Files());
        Assert.Equal(Epochs + 1, File.ReadLines(_folder["run/history.csv"]).Count());
        Assert.Contains("this run did not finish", Command.Run("evaluate", _folder["run"], csv).Errors, StringComparison.Ordinal);
        // What it left of the file it was writing is gone with the next run.
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "1", "-o", _folder["run"], "--overwrite").Code);
        string[] files = ["details.json", "experiment.json", "history.csv", "model.safetensors", "summary.json"];
        Assert.Equal(files, Directory.GetFileSystemEntries(_folder["run"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    // Without what a killed process may leave: its lock, the beginning of a file under a name of its own, and on a machine so busy that
    // the run takes more than ten seconds its checkpoints.
    private string[] Files() =>
        [.. Directory.GetFileSystemEntries(_folder["run"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
        .Where(file => file != ".running" && !file.EndsWith(".tmp", StringComparison.Ordinal)
            && !file.StartsWith("checkpoint-", StringComparison.Ordinal))];

    private string Few()
    {
        string few = _folder["few.csv"];
        File.WriteAllLines(few, File.ReadLines(_folder["clouds.csv"]).Take(31));
        return few;
    }

    private Process Start(string training)
    {
        Table.Clouds(_folder, rows: 60_000);
        string experiment = _folder.Write("slow.json", $$"""
            {"data": {"source": "clouds.csv"},
             "network": [{"class_name": "Dense", "units": 1500, "activation": "relu"},
               {"class_name": "Dense", "units": 1500, "activation": "relu"},
                         {"class_name": "Dense", "units": 3, "activation": "softmax"}],
             "training": {"loss": "categorical_crossentropy", "batch_size": 8, "steps_per_epoch": 1, {{training}} } }
            """);
        return Command.Start(_folder.Path, "train", experiment, "-o", "run");
    }
}
