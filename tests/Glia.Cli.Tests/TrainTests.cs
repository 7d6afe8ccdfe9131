using System.Text.Json.Nodes;

namespace Glia.Cli.Tests;

public class TrainTests
{
    private static readonly string[] Files = ["details.json", "experiment.json", "history.csv", "model.safetensors", "pictures.npy",
        "summary.json"];

    [Fact]
    public void A_run_leaves_a_complete_folder_and_says_where()
    {
        Assert.Equal((0, ""), (Runs.Shown.Code, Runs.Shown.Errors));
        Assert.Equal(Files, Directory.GetFiles(Runs.Small).Select(Path.GetFileName).Order());
        Assert.Contains($"Everything is in {Runs.Small}", Runs.Shown.Output.ReplaceLineEndings(""), StringComparison.Ordinal);

        JsonNode summary = JsonNode.Parse(File.ReadAllText(Path.Combine(Runs.Small, "summary.json")))!;
        Assert.InRange(summary["test_accuracy"]!.GetValue<double>(), 0.85, 0.99);
        Assert.Equal((2, 240, 3, 784 * 16 + 16 + 160 + 10),
            ((int)summary["epochs"]!, (int)summary["steps"]!, (int)summary["seed"]!, (int)summary["parameters"]!));
        Assert.Equal(10_000, summary["confusion"]!.AsArray().Sum(row => row!.AsArray().Sum(count => (int)count!)));
        Assert.Equal(10_000, summary["predicted_histogram"]!.AsArray().Sum(count => (int)count!));
        foreach (string key in (string[])["test_loss", "train_accuracy", "samples_per_second", "train_seconds", "wall_seconds",
            "peak_memory_bytes", "glia_version"])
            Assert.NotNull(summary[key]);
    }

    [Fact]
    public void The_history_has_a_line_an_epoch()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Runs.Small, "history.csv"));
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("epoch,loss,accuracy,val_loss,val_accuracy,test_loss,test_accuracy,learning_rate,", lines[0],
            StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(12, line.Split(',').Length));
        Assert.Equal(["1", "2"], lines.Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void The_experiment_of_a_run_gives_the_same_bits_again()
    {
        using var folder = new Folder();
        Assert.Equal(0, Command.Run("train", Path.Combine(Runs.Small, "experiment.json"), "-o", folder["again"], "--threads", "1").Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Runs.Small, "model.safetensors")),
            File.ReadAllBytes(folder["again/model.safetensors"]));
        Assert.Equal(File.ReadAllText(Path.Combine(Runs.Small, "experiment.json")), File.ReadAllText(folder["again/experiment.json"]));
    }

    [Fact]
    public void A_network_that_says_one_class_is_told_so()
    {
        using var folder = new Folder();
        // A learning rate this high kills every unit in the first steps; what remains is the bias of the output.
        Command.Result result = Command.Run("train", "mnist", "--layers", "16", "--epochs", "1", "--learning-rate", "50", "--schedule",
            "none", "-o", folder["run"]);
        Assert.Equal(0, result.Code);
        Assert.Matches(@"It did not learn: (every prediction is class \d|the loss was no finite number)", result.Output);
    }

    [Fact]
    public void After_a_run_the_next_word_to_type_is_said_and_works()
    {
        Assert.Matches(@"To use it: glia predict \S+ mnist", Runs.Shown.Output);
        Assert.Contains("* the lowest training loss so far; labels are smoothed, so a perfect loss is 0.5003", Runs.Shown.Output,
            StringComparison.Ordinal);
        Assert.Contains("(labels are smoothed: a perfect loss is 0.5003)", Runs.Shown.Output, StringComparison.Ordinal);
        using var folder = new Folder();
        Command.Result sick = Command.Run("train", "mnist", "--layers", "16", "--epochs", "1", "--lr", "50", "--schedule", "none", "-o",
            folder["sick run"], "--doctor");
        Assert.Contains($"glia doctor \"{folder["sick run"]}\" says why.", sick.Output.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.DoesNotContain("nothing wrong", sick.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("glia predict", sick.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void As_JSON_there_is_one_object_and_nothing_else_on_standard_output()
    {
        using var folder = new Folder();
        string[] shortRun = ["train", "mnist", "--layers", "8", "--batch", "1000", "--epochs", "1", "-o", folder["run"], "--json",
            "--doctor"];
        Command.Result result = Command.Run(shortRun);
        var json = (JsonObject)JsonNode.Parse(result.Output)!;
        Assert.Equal(["run", "findings", "test_accuracy"], json.Select(pair => pair.Key).Take(3));
        Assert.Equal((folder["run"], "yes", 0), ((string)json["run"]!, (string)json["learned"]!, json["findings"]!.AsArray().Count));
        Assert.Contains("It learned: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("   epoch ", result.Errors, StringComparison.Ordinal);
        Command.Result quiet = Command.Run([.. shortRun, "--quiet", "--overwrite"]);
        Assert.Equal((0, ""), (quiet.Code, quiet.Errors));
        Assert.Equal((double)json["test_accuracy"]!, (double)JsonNode.Parse(quiet.Output)!["test_accuracy"]!);
    }

    [Fact]
    public void Quiet_it_says_whether_it_learned_and_where_everything_is()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("train", "mnist", "--layers", "8", "--batch", "1000", "--epochs", "1", "-o",
            folder["run"], "--quiet");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.StartsWith("It learned", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_epoch_at_all_is_a_network_that_was_never_trained()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("train", "mnist", "--layers", "16", "--epochs", "0", "-o", folder["run"]);
        Assert.Equal(0, result.Code);
        Assert.Contains("It was never trained: ", result.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["run/model.safetensors"]));
    }
}
