using System.Diagnostics;
using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Cli.Tests;

/// <summary>What is left of a run, however it ends: real processes that are really killed.</summary>
public class RunLifetimeTests
{
    private const int Patience = 120_000;
    private const int Kills = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Seeds and widths differ from run to run, so that a file of another run would be seen.
    [Fact]
    public async Task Killed_at_any_moment_it_leaves_a_whole_run_or_none()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no kill -9");
        using var folder = new Folder();
        string csv = Table.Clouds(folder), run = folder["run"];
        // The same moments every time, from before the process has begun to after it has finished.
        var random = new System.Random(4);
        int unfinished = 0, finished = 0;
        for (int i = 1; i <= Kills; i++)
        {
            // Every other one into a folder of its own; the others are to replace what is there.
            if (i % 2 == 1 && Directory.Exists(run)) Directory.Delete(run, recursive: true);
            string[] own = ["--layers", $"{i}", "--seed", $"{i}"];
            using Process process = Command.Start(folder.Path, ["train", csv, "--epochs", "300", .. own, "-o", run, "--overwrite"]);
            _ = process.StandardOutput.ReadToEndAsync(Cancel);
            await Task.Delay(random.Next(100, 1200), Cancel);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            if (!RunFolder.IsRun(run)) continue;
            if (Check(run, csv)) finished++;
            else unfinished++;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{finished} finished, {unfinished} not");
        // What the killed ones left confuses no later run.
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "2", "--layers", "99", "--seed", "99", "-o", run, "--overwrite").Code);
        string[] files = ["details.json", "experiment.json", "history.csv", "model.safetensors", "summary.json"];
        Assert.Equal(files, Directory.GetFileSystemEntries(run).Select(Path.GetFileName).Order());
        Assert.True(Check(run, csv));
    }

    // Whether the run in the folder is finished; fails unless all its files are of one run and can be used.
    private static bool Check(string run, string csv)
    {
        JsonNode experiment = Json("experiment.json")!, network = JsonNode.Parse(Command.Run("summary", run, "--json").Output)!;
        Assert.Equal((long)experiment["seed"]!, (long)experiment["network"]![0]!["units"]!);
        Assert.Equal((long)experiment["seed"]!, (long)network["layers"]![0]!["output_shape"]![0]!);
        Command.Result evaluated = Command.Run("evaluate", run, csv, "--json");
        Assert.Equal(0, evaluated.Code);
        string[] history = File.ReadAllLines(RunFolder.PathOf(run, "history.csv"));
        Assert.All(history, line => Assert.Equal(12, line.Split(',').Length));
        IEnumerable<string> epochs = history.Skip(1).Select(line => line.Split(',')[0]);
        Assert.Equal(Enumerable.Range(1, history.Length - 1).Select(epoch => $"{epoch}"), epochs);
        JsonNode? summary = Json("summary.json");
        string report = Command.Run("doctor", run, "--quick").Output;
        Assert.Equal(summary is null, report.Contains("this run did not finish", StringComparison.Ordinal));
        if (summary is null) return false;
        Assert.Equal(((long)experiment["seed"]!, history.Length - 1), ((long)summary["seed"]!, (int)summary["epochs"]!));
        return true;

        JsonNode? Json(string file)
        {
            string path = RunFolder.PathOf(run, file);
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;
        }
    }

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("TERM", 143)]
    public async Task Asked_to_end_it_keeps_the_best_weights(string signal, int code)
    {
        Running.Needs(signal);
        using var folder = new Folder();
        using Process process = Command.Start(folder.Path, "train", Table.Clouds(folder), "--epochs", "1000000", "-o", "run");
        await Running.Epochs(process, 2);
        // A terminal that is closed reads nothing any more, either.
        process.StandardOutput.Close();
        await Running.Send(process, signal);
        string errors = await process.StandardError.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(code, process.ExitCode);
        Assert.Matches(@"Ended after step [\d,]+ as you asked; the weights of epoch \d+ are in run/model\.safetensors", errors);
        string summary = await File.ReadAllTextAsync(folder["run/summary.json"], Cancel);
        Assert.Contains("\"end\": \"interrupted\"", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Started_to_outlive_its_terminal_it_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "whether SIGHUP was ignored is known on Linux only");
        using var folder = new Folder();
        using Process process = Command.Start(folder.Path, "nohup", ["train", Table.Clouds(folder), "--epochs", "3000", "-o", "run"]);
        await Running.Epochs(process, 2);
        await Running.Send(process, "HUP");
        await process.StandardOutput.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("\"end\": \"finished\"", await File.ReadAllTextAsync(folder["run/summary.json"], Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_twice_it_ends_at_once_and_leaves_a_run_that_can_be_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        using var folder = new Folder();
        string csv = Table.Clouds(folder);
        using Process process = Command.Start(folder.Path, "train", csv, "--epochs", "1000000", "--layers", "1", "-o", "run");
        await Running.Epochs(process, 2);
        await Running.Send(process, "TERM");
        await Running.Send(process, "TERM");
        await process.StandardOutput.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(143, process.ExitCode);
        Check(folder["run"], csv);
    }

    [Fact]
    public async Task Before_the_first_step_there_is_nothing_to_keep()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        using var folder = new Folder();
        // So large that reading it takes seconds.
        string csv = Table.Clouds(folder, rows: 2_000_000);
        using Process process = Command.Start(folder.Path, "train", csv, "-o", "run");
        await Task.Delay(700, Cancel);
        await Running.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(143, process.ExitCode);
        Assert.False(Path.Exists(folder["run"]));
    }

    [Fact]
    public async Task A_full_screen_ends_no_training_and_the_exit_code_says_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        using var folder = new Folder();
        using Process process = Command.Shell(folder.Path, "train \"$1\" --epochs 3 -o run > /dev/full", Table.Clouds(folder));
        string errors = await process.StandardError.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(3, process.ExitCode);
        string[] told =
        [
            "Everything is in run",
            "Standard output could not be written (No space left on device); what was to be shown is lost.",
        ];
        Assert.Equal(told, errors.TrimEnd().Split('\n'));
        Assert.True(File.Exists(folder["run/summary.json"]));
    }

    [Fact]
    public async Task A_closed_pipe_ends_no_training_and_the_exit_code_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no sh");
        using var folder = new Folder();
        using Process process = Command.Shell(folder.Path, "train \"$1\" --epochs 500 -o run | head -1; wait", Table.Clouds(folder));
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        string errors = await process.StandardError.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Single(output.TrimEnd().Split('\n'));
        Assert.Equal("Everything is in run\ncode 3\n", errors);
        Assert.True(File.Exists(folder["run/summary.json"]));
    }
}
