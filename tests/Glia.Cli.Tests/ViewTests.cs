using System.Text.Json.Nodes;

namespace Glia.Cli.Tests;

/// <summary>Test-time augmentation as a user meets it: asked for in training, kept by the model, changed by whoever uses it.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-views-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_answers_as_its_run_was_judged_until_somebody_asks_otherwise()
    {
        string run = Path.Combine(_folder, "run"), onnx = Path.Combine(_folder, "m.onnx");
        Command.Result trained = Command.Run("train", "mnist", "--layers", "16", "--epochs", "1", "--tta", "shift=1", "-o", run);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("Each answer is the mean of those to 5 views of a picture.", trained.Output, StringComparison.Ordinal);
        Assert.Contains("Asked about the test pictures as they are alone: accuracy ", trained.Output, StringComparison.Ordinal);
        JsonNode summary = JsonNode.Parse(File.ReadAllText(Path.Combine(run, "summary.json")))!;
        Assert.Equal(5, (int)summary["views"]!);
        // The model does what the run said of it; without its views it does what each epoch was judged by.
        Assert.Equal((double)summary["test_accuracy"]!, Accuracy(run));
        Assert.Equal((double)summary["test_accuracy_as_is"]!, Accuracy(run, "--tta", "none"));
        Assert.NotEqual(Accuracy(run), Accuracy(run, "--tta", "none"));
        Assert.Equal(10_000, Command.Run("predict", run, "mnist").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Command.Result converted = Command.Run("convert", run, "-o", onnx);
        Assert.Equal(0, converted.Code);
        Assert.Contains("the test-time augmentation does not travel: what was the mean of 5 answers is the one to the picture as it is.",
            converted.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_asked_in_views_is_refused_in_one_sentence_and_nothing_is_written()
    {
        string table = Path.Combine(_folder, "t.csv"), run = Path.Combine(_folder, "run");
        File.WriteAllText(table, "a,b,c\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n9,1,x\n");
        Command.Result trained = Command.Run("train", table, "--tta", "shift=1", "-o", run);
        Assert.Equal(2, trained.Code);
        Assert.StartsWith($"test_time_augmentation changes pictures, and a row of 2 numbers of {table} is not known to be one",
            trained.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run));
        Assert.Equal(0, Command.Run("train", table, "--epochs", "1", "-o", run).Code);
        Command.Result asked = Command.Run("predict", run, table, "--tta", "shift=1");
        Assert.Equal(2, asked.Code);
        Assert.StartsWith("Test-time augmentation moves and mirrors pictures, and the network takes 2 numbers a sample", asked.Errors,
            StringComparison.Ordinal);
    }

    private static double Accuracy(string run, params string[] more) =>
        (double)JsonNode.Parse(Command.Run(["evaluate", run, "mnist", "--json", .. more]).Output)!["accuracy"]!;
}
