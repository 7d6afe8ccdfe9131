using System.Diagnostics;
using System.Text.Json;
using Glia.Experiments;

namespace Glia.Cli.Tests;

/// <summary>Runs that are ended and go on, as real processes that are really killed.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Patience = 120_000, Kills = 6;

    private readonly Folder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_again_and_again_it_comes_to_the_weights_of_a_run_that_never_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no kill -9");
        string file = Experiment("\"epochs\": 12");
        byte[] whole = Whole(file);
        var random = new System.Random(5);
        int killed = 0;
        for (int i = 0; i < Kills; i++)
        {
            using Process process = Command.Start(_folder.Path, "train", file, "--resume", "run", "--checkpoint-every", "20steps");
            _ = process.StandardOutput.ReadToEndAsync(Cancel);
            Task<string> errors = process.StandardError.ReadToEndAsync(Cancel);
            await Task.Delay(random.Next(300, 1500), Cancel);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            if (process.ExitCode != 0) killed++;
            Assert.DoesNotContain("damaged", await errors, StringComparison.Ordinal);
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"killed {killed} times");
        Assert.Equal(0, Command.Run("train", file, "--resume", _folder["run"], "--checkpoint-every", "20steps").Code);
        Assert.Equal(whole, File.ReadAllBytes(_folder["run/model.safetensors"]));
        Assert.Equal(Lines("whole"), Lines("run"));
        Assert.Equal(Names("whole"), Names("run"));
        // The steps of all processes are in it, and the looks at the layers.
        Assert.Equal(Details("whole"), Details("run"));
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    public async Task Asked_to_end_it_leaves_a_checkpoint_and_goes_on_from_there(string signal, int code)
    {
        Running.Needs(signal);
        string file = Experiment("\"epochs\": 400, \"early_stopping\": {\"patience\": 400, \"restore_best_weights\": true}");
        byte[] whole = Whole(file);
        using (Process process = Command.Start(_folder.Path, "train", file, "-o", "run"))
        {
            await Running.Epochs(process, 2);
            await Running.Send(process, signal);
            string output = await process.StandardOutput.ReadToEndAsync(Cancel);
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(code, process.ExitCode);
            Assert.EndsWith("To go on: glia train --resume run\n", output, StringComparison.Ordinal);
        }
        Command.Result result = Command.Run("train", "--resume", _folder["run"]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains("goes on after step ", result.Output, StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(_folder["run/model.safetensors"]));
        Assert.Equal(Lines("whole"), Lines("run"));
    }

    [Fact]
    public void What_is_finished_is_not_trained_again()
    {
        string file = Experiment("\"epochs\": 2");
        byte[] whole = Whole(file);
        // What is left where a process is killed right after the summary was written.
        File.WriteAllText(_folder["whole/checkpoint-2.safetensors"], "");
        File.WriteAllText(_folder["whole/.running"], "");
        Command.Result again = Command.Run("train", file, "--resume", _folder["whole"]);
        Assert.Equal((0, ""), (again.Code, again.Output));
        Assert.Equal($"The run in {_folder["whole"]} is finished; there is nothing to go on with.\n", again.Errors);
        Assert.Equal(whole, File.ReadAllBytes(_folder["whole/model.safetensors"]));
        Assert.Equal(["details.json", "experiment.json", "history.csv", "model.safetensors", "summary.json"], Names("whole"));
        // Who says the number that it had starts the same job again; another one is another run.
        Assert.Equal(0, Command.Run("train", "--resume", _folder["whole"], "--epochs", "2").Code);
        Refused("train it anew for 5: glia train", "train", "--resume", _folder["whole"], "--epochs", "5");
        Assert.Equal(whole, File.ReadAllBytes(_folder["whole/model.safetensors"]));
    }

    [Fact]
    public async Task Another_experiment_or_other_data_are_refused_and_the_run_stays_as_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        string file = Experiment("\"epochs\": 100000"), run = _folder["run"];
        using (Process process = Command.Start(_folder.Path, "train", file, "-o", "run"))
        {
            await Running.Epochs(process, 2);
            await Running.Send(process, "TERM");
            await process.StandardOutput.ReadToEndAsync(Cancel);
            Assert.True(process.WaitForExit(Patience));
        }
        Dictionary<string, byte[]> before = Directory.GetFiles(run).ToDictionary(path => path, File.ReadAllBytes);
        Refused("seed is 4 and was 3", "train", file, "--resume", run, "--seed", "4");
        Refused("training.optimizer.learning_rate is 0.5 and was 0.01", "train", "--resume", run, "--lr", "0.5");
        Refused("network[0].units is 6 and was 5", "train", Experiment("\"epochs\": 100000", units: 6), "--resume", run);
        string csv = _folder["clouds.csv"], rows = await File.ReadAllTextAsync(csv, Cancel);
        await File.WriteAllTextAsync(csv, rows + rows.Split('\n')[1] + "\n", Cancel);
        Refused("the validation part has ", "train", "--resume", run);
        await File.WriteAllTextAsync(csv, rows.Replace("\n0.", "\n1.", StringComparison.Ordinal), Cancel);
        Refused("the inputs of the training part are not what they were", "train", "--resume", run);
        Refused("leave --output out", "train", file, "--resume", run, "-o", _folder["other"]);
        Refused("--doctor watches a run from its first step on", "train", "--resume", run, "--doctor");
        Refused("holds no run that can go on", "train", "--resume", _folder["none"]);
        Refused("glia train needs WHAT", "train", "--epochs", "3");
        Refused("--checkpoint-every is 'often'", "train", file, "--checkpoint-every", "often");
        Assert.Equal(before.Keys.Order(), Directory.GetFiles(run).Order());
        Assert.All(before, pair => Assert.Equal(pair.Value, File.ReadAllBytes(pair.Key)));
    }

    [Fact]
    public async Task A_disk_that_fills_ends_no_training_and_spoils_no_checkpoint()
    {
        using SmallDisk disk = SmallDisk.Mount(_folder["disk"]);
        string file = Experiment("\"epochs\": 60");
        byte[] whole = Whole(file);
        string elsewhere = Directory.CreateDirectory(_folder["elsewhere"]).FullName;
        string[] words = ["train", file, "-o", "disk/run", "--checkpoint-every", "10steps"];
        using (Process process = Command.Start(_folder.Path, words, [("TMPDIR", elsewhere)]))
        {
            await Running.Epochs(process, 2);
            disk.Fill();
            Task<string> errors = process.StandardError.ReadToEndAsync(Cancel);
            await process.StandardOutput.ReadToEndAsync(Cancel);
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(3, process.ExitCode);
            // What is refused while it trains is told once, in one sentence.
            Assert.Single((await errors).Split('\n'), line => line.Contains("cannot be written now", StringComparison.Ordinal));
        }
        Assert.Equal(whole, await File.ReadAllBytesAsync(Path.Combine(elsewhere, "glia-run/model.safetensors"), Cancel));
        // Where it was to be there is the run up to the last checkpoint, and it can go on.
        disk.Free();
        Assert.Empty(Directory.GetFiles(_folder["disk/run"], "*.tmp"));
        Assert.Equal(0, Command.Run("train", "--resume", _folder["disk/run"]).Code);
        Assert.Equal(whole, await File.ReadAllBytesAsync(_folder["disk/run/model.safetensors"], Cancel));
    }

    [Fact]
    public async Task Killed_while_the_disk_is_full_it_goes_on_from_the_last_checkpoint_that_was_written()
    {
        using SmallDisk disk = SmallDisk.Mount(_folder["disk"]);
        string file = Experiment("\"epochs\": 400");
        byte[] whole = Whole(file);
        using (Process process = Command.Start(_folder.Path, "train", file, "-o", "disk/run", "--checkpoint-every", "10steps"))
        {
            _ = Task.Run(() => process.StandardOutput.ReadToEndAsync(Cancel), Cancel);
            while (!ResumedRun.HasCheckpoint(_folder["disk/run"]) && !process.HasExited) await Task.Delay(5, Cancel);
            disk.Fill();
            string? line;
            do line = await process.StandardError.ReadLineAsync(Cancel);
            while (line is not null && !line.Contains("cannot be written now", StringComparison.Ordinal));
            Assert.NotNull(line);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            Assert.Equal(137, process.ExitCode);
        }
        Assert.True(ResumedRun.HasCheckpoint(_folder["disk/run"]));
        disk.Free();
        Command.Result resumed = Command.Run("train", "--resume", _folder["disk/run"]);
        Assert.Equal((0, ""), (resumed.Code, resumed.Errors));
        Assert.Equal(whole, await File.ReadAllBytesAsync(_folder["disk/run/model.safetensors"], Cancel));
    }

    [Fact]
    public async Task A_run_that_is_to_replace_another_one_goes_on_and_then_replaces_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no kill -9");
        string file = Experiment("\"epochs\": 300");
        byte[] whole = Whole(file);
        Assert.Equal(0, Command.Run("train", file, "--epochs", "1", "--seed", "9", "-o", _folder["run"]).Code);
        using (Process process = Command.Start(_folder.Path, "train", file, "-o", "run", "--overwrite", "--checkpoint-every", "50steps"))
        {
            await Running.Epochs(process, 3);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }
        Assert.Contains("\"epochs\": 1,", await File.ReadAllTextAsync(_folder["run/summary.json"], Cancel), StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("train", "--resume", _folder["run"]).Code);
        Assert.Equal(whole, await File.ReadAllBytesAsync(_folder["run/model.safetensors"], Cancel));
        Assert.False(Directory.Exists(_folder["run/.unfinished"]));
    }

    [Fact]
    public void A_run_of_several_batches_a_step_is_watched_and_gives_the_loss_of_large_ones()
    {
        string file = Experiment("\"epochs\": 2"), plain = _folder.Write("plain.json", File.ReadAllText(file)
            .Replace("{\"class_name\": \"BatchNormalization\"},", "", StringComparison.Ordinal)
            .Replace("{\"class_name\": \"Dropout\", \"rate\": 0.2},", "", StringComparison.Ordinal));
        Assert.Equal(0, Command.Run("train", plain, "--batch", "32", "-o", _folder["large"]).Code);
        Command.Result cut = Command.Run("train", plain, "--batch", "8", "--accumulate", "4", "-o", _folder["cut"]);
        Assert.Equal((0, ""), (cut.Code, cut.Errors));
        double[] large = Losses("large"), small = Losses("cut");
        Assert.Equal(2, small.Length);
        for (int i = 0; i < 2; i++) Assert.Equal(large[i], small[i], 1e-4 * large[i]);
        Assert.Contains("\"gradient_accumulation_steps\": 4", File.ReadAllText(_folder["cut/experiment.json"]), StringComparison.Ordinal);

        double[] Losses(string run) => [.. File.ReadAllLines(_folder[$"{run}/history.csv"]).Skip(1)
            .Select(line => double.Parse(line.Split(',')[3], System.Globalization.CultureInfo.InvariantCulture))];
    }

    private byte[] Whole(string file)
    {
        Assert.Equal(0, Command.Run("train", file, "-o", _folder["whole"]).Code);
        return File.ReadAllBytes(_folder["whole/model.safetensors"]);
    }

    // All but the time it took.
    private string[] Lines(string run) => [.. File.ReadAllLines(_folder[$"{run}/history.csv"]).Select(WithoutTimes)];

    private static string WithoutTimes(string line) => string.Join(',', line.Split(',').Where((_, i) => i is not (9 or 10)));

    private IEnumerable<string?> Names(string run) => Directory.GetFileSystemEntries(_folder[run]).Select(Path.GetFileName).Order();

    private string Details(string run)
    {
        using var details = JsonDocument.Parse(File.ReadAllText(_folder[$"{run}/details.json"]));
        return $"{details.RootElement.GetProperty("steps")}{details.RootElement.GetProperty("layers")}";
    }

    private static void Refused(string part, params string[] words)
    {
        Command.Result result = Command.Run(words);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.Contains(part, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private string Experiment(string training, int units = 5) => _folder.Write("experiment.json", $$$"""
        {"seed": 3, "data": {"source": {{{JsonSerializer.Serialize(Table.Clouds(_folder))}}}, "targets": ["cloud"]},
         "network": [{"class_name": "Dense", "units": {{{units}}}, "activation": "relu"}, {"class_name": "BatchNormalization"},
                     {"class_name": "Dropout", "rate": 0.2}, {"class_name": "Dense", "units": 3, "activation": "softmax"}],
         "training": {"optimizer": {"class_name": "Adam", "learning_rate": 0.01}, "schedule": "reduce_on_plateau", "use_ema": true,
                      "batch_size": 8, "validation_split": 0.2, {{{training}}}}}
        """);
}
