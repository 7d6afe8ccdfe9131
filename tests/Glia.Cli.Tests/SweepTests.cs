using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Glia.Experiments.Sweeps;

namespace Glia.Cli.Tests;

/// <summary>Many runs of one experiment, in this process and as processes that are killed.</summary>
public sealed class SweepTests : IDisposable
{
    private const int Patience = 120_000;

    private readonly Folder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_grid_is_made_run_and_collected()
    {
        string folder = _folder["made"];
        string file = Sweep("\"vary\": {\"training.optimizer.learning_rate\": [0.1, 0.001], \"network[0].units\": [4, 8]}");
        Command.Result made = Command.Run("sweep", file, "-o", folder);
        Assert.Equal((0, ""), (made.Code, made.Errors));
        Assert.StartsWith($"4 runs in {folder}, index.csv lists them.\n", made.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "number,round,experiment,training.optimizer.learning_rate,network[0].units",
                "0,0,experiments/0000.json,0.1,4", "1,0,experiments/0001.json,0.1,8",
                "2,0,experiments/0002.json,0.001,4", "3,0,experiments/0003.json,0.001,8",
            ],
            File.ReadAllLines(Path.Combine(folder, "index.csv")));
        // Made again it is the same one; run by number, one is done and no other.
        Assert.Equal(made.Output, Command.Run("sweep", file, "-o", folder).Output);
        Assert.Equal(0, Command.Run("train", folder, "--index", "2", "--quiet").Code);
        Assert.True(SweepFolder.Open(folder).Run(2).IsOver);
        Assert.Contains("Runs that are left: 0 to 1, 3.", Command.Run("sweep", "collect", folder).Output, StringComparison.Ordinal);
        Assert.Contains("\"left\": [0, 1, 3]", Command.Run("sweep", "collect", folder, "--json").Output, StringComparison.Ordinal);
        Command.Result run = Command.Run("sweep", "run", folder, "--jobs", "2");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Contains("1 of 4 runs are over already.", run.Output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 runs are over.", run.Output, StringComparison.Ordinal);
        string[] results = File.ReadAllLines(Path.Combine(folder, "results.csv"));
        Assert.StartsWith("number,round,training.optimizer.learning_rate,network[0].units,val_loss,best_epoch,state,epochs,", results[0],
            StringComparison.Ordinal);
        Assert.Equal(5, results.Length);
        // The first of the list is the one with the least loss, and it is what its own history says.
        string[] best = results.Skip(1).Select(line => line.Split(',')).MinBy(row => double.Parse(row[4], CultureInfo.InvariantCulture))!;
        string list = run.Output[run.Output.IndexOf("4 of 4 runs are over.", StringComparison.Ordinal)..];
        Assert.StartsWith($"{best[0],6}  learning_rate ", list.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains(best[4], File.ReadAllText(Path.Combine(folder, $"runs/000{best[0]}/history.csv")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "report.html")));
        // The same as JSON: the best first, the values of each, nothing left.
        Command.Result collected = Command.Run("sweep", "collect", folder, "--json");
        Assert.Equal((0, ""), (collected.Code, collected.Errors));
        using var json = JsonDocument.Parse(collected.Output);
        JsonElement all = json.RootElement, first = all.GetProperty("results")[all.GetProperty("best")[0].GetInt32()];
        Assert.Equal((4, 4, 0), (all.GetProperty("runs").GetInt32(), all.GetProperty("over").GetInt32(), all.GetProperty("left")
            .GetArrayLength()));
        Assert.Equal(string.Join(',', best[..4]), string.Join(',', [$"{first.GetProperty("number")}", $"{first.GetProperty("round")}",
            .. first.GetProperty("values").EnumerateObject().Select(value => $"{value.Value}")]));
        Assert.Equal(best[4], first.GetProperty(all.GetProperty("metric").GetString()!).GetRawText());
        // One of them is what its experiment gives alone.
        Assert.Equal(0, Command.Run("train", Path.Combine(folder, "experiments/0001.json"), "-o", _folder["alone"]).Code);
        byte[] alone = File.ReadAllBytes(_folder["alone/model.safetensors"]);
        Assert.Equal(alone, File.ReadAllBytes(Path.Combine(folder, "runs/0001/model.safetensors")));
    }

    [Fact]
    public void Random_draws_are_in_their_ranges_and_do_not_depend_on_their_number()
    {
        const string Vary = "\"vary\": {\"training.optimizer.learning_rate\": {\"from\": 0.001, \"to\": 1, \"scale\": \"log\"}, " +
            "\"training.batch_size\": {\"from\": 8, \"to\": 64, \"whole\": true}, \"training.optimizer\": [\"SGD\", \"Adam\"]}";
        SweepFolder few = SweepFolder.Make(Sweep($"\"search\": \"random\", \"runs\": 40, {Vary}"), _folder["few"]);
        SweepFolder many = SweepFolder.Make(Sweep($"\"search\": \"random\", \"runs\": 60, {Vary}", "more.json"), _folder["many"]);
        double[] rates = [.. few.Runs.Select(run => (double)run.Settings[0]!)];
        Assert.All(rates, rate => Assert.InRange(rate, 0.001, 1));
        // A log scale: a third of the draws in each of the three decades, give or take what chance allows 40 of them.
        Assert.InRange(rates.Count(rate => rate < 0.01), 5, 22);
        Assert.All(few.Runs, run => Assert.InRange((long)run.Settings[1]!, 8, 64));
        Assert.Equal(few.Runs.Select(Settings), many.Runs.Take(40).Select(Settings));
        string other = Sweep($"\"search\": \"random\", \"runs\": 40, \"seed\": 2, {Vary}", "other.json");
        Assert.NotEqual(few.Runs.Select(Settings), SweepFolder.Make(other, _folder["other"]).Runs.Select(Settings));

        static string Settings(SweepRun run) => string.Join(' ', run.Settings);
    }

    [Fact]
    public void Halving_gives_the_best_of_a_round_more_epochs()
    {
        string folder = _folder["halved"];
        string file = Sweep("\"search\": \"halving\", \"halving\": {\"epochs\": 1, \"factor\": 2}, " +
            "\"vary\": {\"training.optimizer.learning_rate\": [0.0001, 0.001, 0.01, 0.1]}");
        Assert.Equal(0, Command.Run("sweep", file, "-o", folder).Code);
        Assert.Equal(4, SweepFolder.Open(folder).Runs.Count);
        Assert.Contains("Run 4 of", Command.Run("train", folder, "--index", "4").Errors, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("sweep", "run", folder).Code);
        IReadOnlyList<SweepResult> results = SweepFolder.Open(folder).Collect();
        Assert.Equal(["1", "1", "1", "1", "2", "2", "4"], results.Select(result => $"{result.Summary!["epochs"]}"));
        SweepResult[] first = [.. results.Where(result => result.Run.Round == 0).OrderBy(result => result.Value)];
        Assert.Equal(first[..2].Select(result => $"{result.Run.Settings[0]}").Order(),
            results.Where(result => result.Run.Round == 1).Select(result => $"{result.Run.Settings[0]}").Order());
    }

    [Fact]
    public async Task Killed_again_and_again_it_comes_to_the_same_table()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no kill -9");
        string file = Sweep("\"search\": \"halving\", \"halving\": {\"epochs\": 1, \"factor\": 2}, " +
            "\"vary\": {\"seed\": [1, 2, 3, 4], \"training.optimizer.learning_rate\": [0.1, 0.01, 0.001]}");
        Assert.Equal(0, Command.Run("sweep", "run", file, "-o", _folder["whole"]).Code);
        var random = new System.Random(2);
        int killed = 0;
        for (int i = 0; i < 6; i++)
        {
            string[] words = ["sweep", "run", file, "-o", "killed", "--jobs", "2", "--checkpoint-every", "9steps"];
            using Process process = Command.Start(_folder.Path, words);
            _ = process.StandardOutput.ReadToEndAsync(Cancel);
            await Task.Delay(random.Next(300, 1200), Cancel);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            if (process.ExitCode != 0) killed++;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"killed {killed} times");
        // The file once more, because on a busy machine it may have been killed before there was a folder.
        Assert.Equal(0, Command.Run("sweep", "run", file, "-o", _folder["killed"], "--jobs", "2").Code);
        Assert.Equal(Table("whole"), Table("killed"));
    }

    [Fact]
    public async Task Asked_to_end_it_leaves_checkpoints_and_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        string file = Sweep("\"vary\": {\"seed\": [1, 2]}, \"metric\": \"val_accuracy\"", epochs: 4000);
        using (Process process = Command.Start(_folder.Path, "sweep", "run", file, "-o", "ended", "--jobs", "2"))
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(Cancel);
            while (!File.Exists(_folder["ended/runs/0001/experiment.json"]) && !process.HasExited) await Task.Delay(20, Cancel);
            await Task.Delay(300, Cancel);
            await Running.Send(process, "TERM");
            Assert.Equal("Ending as you asked, after the step in progress; started again it goes on from there.\n",
                await process.StandardError.ReadToEndAsync(Cancel));
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(143, process.ExitCode);
            await output;
        }
        Assert.All(new[] { "0000", "0001" }, run => Assert.NotEmpty(Directory.GetFiles(_folder[$"ended/runs/{run}"], "checkpoint-*")));
    }

    [Fact]
    public void What_cannot_be_run_is_a_result_and_the_others_are_run()
    {
        string file = Sweep("\"vary\": {\"training.validation_split\": [0.2, 0.999]}");
        Command.Result run = Command.Run("sweep", "run", file, "-o", _folder["some"]);
        Assert.Equal(0, run.Code);
        Assert.Contains("1 of them could not be run (results.csv says which).", run.Output, StringComparison.Ordinal);
        Assert.Contains("leaves", File.ReadAllText(_folder["some/runs/0001.error.txt"]), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Command.Run("sweep", "collect", _folder["some"], "--json").Output);
        JsonElement failed = json.RootElement.GetProperty("results")[1];
        Assert.Equal(("error", JsonValueKind.Null), (failed.GetProperty("state").GetString(), failed.GetProperty("val_loss").ValueKind));
    }

    [Theory]
    [InlineData("\"vary\": {\"training.batchsize\": [1]}", "unknown key 'batchsize'")]
    [InlineData("\"vary\": {\"network[7].units\": [1]}", "there is no [7]")]
    [InlineData("\"vary\": {\"training.batch_size\": [0]}", "training.batch_size is 0")]
    [InlineData("\"vary\": {\"seed\": {\"from\": 1, \"to\": 9}}", "a grid needs a list of values")]
    [InlineData("\"vary\": {\"seed\": []}", "a list of values, or a range")]
    [InlineData("\"vary\": {\"seed\": [1]}, \"search\": \"random\"", "a random search needs runs")]
    [InlineData("\"vary\": {\"seed\": [1]}, \"metric\": \"test_loss\"", "what is chosen by the test part is not tested any more")]
    [InlineData("\"vary\": {\"seed\": [1]}, \"metric\": \"val_los\"", "did you mean 'val_loss'")]
    [InlineData("\"vary\": {\"seed\": [1]}, \"serach\": \"grid\"", "unknown key 'serach'")]
    [InlineData("\"search\": \"grid\"", "the sweep needs vary")]
    public void What_makes_no_sense_is_refused_before_anything_is_made(string rest, string part)
    {
        Refused(part, "sweep", Sweep(rest), "-o", _folder["none"]);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public void Words_that_fit_no_sweep_are_refused_in_a_sentence()
    {
        string file = Sweep("\"vary\": {\"seed\": [1, 2]}"), folder = _folder["two"];
        Assert.Equal(0, Command.Run("sweep", file, "-o", folder).Code);
        Refused("say which of its runs with --index", "train", folder);
        Refused("has the runs 0 to 1; there is no run 2", "train", folder, "--index", "2");
        Refused("--index names a run of a sweep", "train", "mnist", "--index", "2");
        Refused("holds another sweep", "sweep", Sweep("\"vary\": {\"seed\": [1, 3]}"), "-o", folder);
        Refused("holds no sweep", "sweep", "collect", _folder["nothing"]);
        Refused("There is no file", "sweep", _folder["nothing.json"]);
        Refused("glia sweep needs SWEEP.json", "sweep");
        Refused("glia sweep run needs WHAT; see glia sweep run --help.", "sweep", "run");
        Refused("see glia sweep run --help", "sweep", "run", folder, "--jobs", "none");
    }

    private string[] Table(string sweep) =>
        [.. File.ReadAllLines(_folder[$"{sweep}/results.csv"]).Select(line => line[..line.LastIndexOf(',')])];

    private static void Refused(string part, params string[] words)
    {
        Command.Result result = Command.Run(words);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.Contains(part, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private string Sweep(string rest, string file = "sweep.json", int epochs = 4) => _folder.Write(file, $$$"""
        {"experiment": {"data": {"source": {{{JsonSerializer.Serialize(Table())}}}, "targets": ["cloud"]},
                        "network": [{"class_name": "Dense", "units": 5, "activation": "relu"},
                                    {"class_name": "Dense", "units": 3, "activation": "softmax"}],
                        "training": {"optimizer": "Adam", "batch_size": 16, "epochs": {{{epochs}}}, "validation_split": 0.2}},
         {{{rest}}}}
        """);

    private string Table() => Cli.Tests.Table.Clouds(_folder);
}
