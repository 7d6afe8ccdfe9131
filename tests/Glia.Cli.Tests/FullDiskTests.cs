using System.Diagnostics;
using Glia.Experiments;

namespace Glia.Cli.Tests;

/// <summary>A run whose folder cannot be written when it is over.</summary>
public class FullDiskTests
{
    private const int Patience = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_full_disk_the_run_goes_on_and_lies_in_the_temporary_folder()
    {
        using var folder = new Folder();
        using SmallDisk disk = SmallDisk.Mount(folder["disk"]);
        string elsewhere = Directory.CreateDirectory(folder["elsewhere"]).FullName, csv = Table.Clouds(folder);
        using Process process = Command.Start(folder.Path, ["train", csv, "--epochs", "3000", "-o", "disk/run"], [("TMPDIR", elsewhere)]);
        await FirstEpoch(process);
        disk.Fill();
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancel);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(3, process.ExitCode);
        string other = Path.Combine(elsewhere, "glia-run");
        Assert.EndsWith($"Everything is in {other}\nTo use it: glia predict {other} clouds.csv\n", output, StringComparison.Ordinal);
        Assert.StartsWith("disk/run cannot be written now: No space left on device", await errors, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("evaluate", other, csv).Code);
        Assert.Equal(3001, (await File.ReadAllLinesAsync(Path.Combine(other, "history.csv"), Cancel)).Length);
        // What was there before the disk was full is whole, too, and known as what it is.
        Command.Result before = Command.Run("evaluate", folder["disk/run"], csv);
        Assert.Equal(0, before.Code);
        Assert.Contains("this run did not finish", before.Errors, StringComparison.Ordinal);
        string[] history = await File.ReadAllLinesAsync(folder["disk/run/history.csv"], Cancel);
        Assert.All(history, line => Assert.Equal(12, line.Split(',').Length));
    }

    [Fact]
    public async Task Where_nothing_can_be_written_it_waits_until_there_is_room()
    {
        using var folder = new Folder();
        using SmallDisk disk = SmallDisk.Mount(folder["disk"]);
        string csv = Table.Clouds(folder);
        (string, string)[] nowhere = [("TMPDIR", folder["disk/none/here"])];
        using Process process = Command.Start(folder.Path, ["train", csv, "--epochs", "3000", "-o", "disk/run"], nowhere);
        await FirstEpoch(process);
        File.WriteAllText(folder["disk/none"], "");
        disk.Fill();
        // A pipe that nobody reads would stop the run before it is over.
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancel);
        string? line;
        do line = await process.StandardError.ReadLineAsync(Cancel);
        while (line is not null && !line.Contains("Until something is free", StringComparison.Ordinal));
        Assert.NotNull(line);
        disk.Free();
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
        Assert.EndsWith("Everything is in disk/run\nTo use it: glia predict disk/run clouds.csv\n", await output, StringComparison.Ordinal);
        Assert.Equal((0, ""), Command.Run("evaluate", folder["disk/run"], csv) is var result ? (result.Code, result.Errors) : default);
    }

    [Fact]
    public void A_disk_that_is_full_before_is_told_before_any_training()
    {
        using var folder = new Folder();
        using SmallDisk disk = SmallDisk.Mount(folder["disk"]);
        disk.Fill();
        string csv = Table.Clouds(folder);
        Command.Result result = Command.Run("train", csv, "-o", folder["disk/run"]);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.Contains("No space left on device", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.False(Path.Exists(folder["disk/run"]));
    }

    [Fact]
    public void Whoever_sits_there_is_asked_for_another_place()
    {
        using var folder = new Folder();
        string csv = Table.Clouds(folder), run = folder["run"], other = folder["other"];
        var answers = new Queue<string>(["", folder.Write("taken", ""), other]);
        var output = new StringWriter();
        var errors = new StringWriter();
        Experiment experiment = Experiment.Parse("clouds", $$"""
            {"data": {"source": {{System.Text.Json.JsonSerializer.Serialize(csv)}}},
             "network": [{"class_name": "Dense", "units": 3, "activation": "softmax"}]}
            """);
        ExperimentRun trained = ExperimentRun.Prepare(experiment, Commands.Subjects.Sources.Open(experiment), threads: 1);
        using RunRecorder recorder = RunRecorder.Begin(run, trained);
        RunSummary summary = trained.Train(recorder);
        // A file where the folder was: nothing can be written there, whoever one is.
        Directory.Delete(run, recursive: true);
        folder.Write("run", "");
        Terminal terminal = Terminal.OfText(output, errors, interrupted: Cancel) with { Ask = _ => answers.Dequeue() };
        Assert.Equal(other, Commands.LastResort.Finish(terminal, recorder, trained, summary));
        Assert.Empty(answers);
        Assert.Equal(3, errors.ToString().TrimEnd().Split('\n').Length);
        Assert.Equal((0, ""), Command.Run("evaluate", other, csv) is var result ? (result.Code, result.Errors) : default);
    }

    private static async Task FirstEpoch(Process process)
    {
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Cancel);
        while (line is not null && !line.Contains(" %", StringComparison.Ordinal));
        Assert.NotNull(line);
    }
}
