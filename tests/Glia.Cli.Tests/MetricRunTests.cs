using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Glia.Cli.Tests;

/// <summary>The metrics of an experiment in what a run shows and leaves.</summary>
public class MetricRunTests
{
    [Fact]
    public void Several_labels_a_row_have_accuracy_and_f1()
    {
        using var folder = new Folder();
        folder.Write("labels.csv", Table("l1,l2,l3", (a, b) => $"{(a > 0 ? 1 : 0)},{(b > 0 ? 1 : 0)},{(a > b ? 1 : 0)}"));
        string file = Experiment(folder, """["l1", "l2", "l3"]""", 3, """["binary_accuracy", "f1"]""");
        Command.Result result = Command.Run("train", file, "-o", folder["run"]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains("binary_accuracy 0.", result.Output, StringComparison.Ordinal);
        JsonNode summary = JsonNode.Parse(File.ReadAllText(folder["run/summary.json"]))!;
        Assert.InRange((double)summary["test_binary_accuracy"]!, 0.9, 1);
        Assert.InRange((double)summary["test_f1"]!, 0.9, 1);
        Assert.InRange((double)summary["train_f1"]!, 0.9, 1);
        string[] history = File.ReadAllLines(folder["run/history.csv"]);
        Assert.EndsWith(",best,val_binary_accuracy,test_binary_accuracy,val_f1,test_f1", history[0], StringComparison.Ordinal);
        Assert.Equal((double)summary["test_f1"]!, double.Parse(history[^1].Split(',')[^1], CultureInfo.InvariantCulture), 1e-12);
    }

    [Fact]
    public void A_metric_is_measured_each_epoch_and_at_the_end()
    {
        using var folder = new Folder();
        folder.Write("labels.csv", Table("yes", (a, b) => a + b > 0 ? "1" : "0"));
        Assert.Equal(0, Command.Run("train", Experiment(folder, "\"yes\"", 1, """["AUC", "mse"]"""), "-o", folder["run"]).Code);
        JsonNode summary = JsonNode.Parse(File.ReadAllText(folder["run/summary.json"]))!;
        Assert.InRange((double)summary["test_auc"]!, 0.95, 1);
        Assert.InRange((double)summary["train_mse"]!, 0, 0.1);
        string[] cells = File.ReadAllLines(folder["run/history.csv"])[^1].Split(',');
        Assert.Equal(["", summary["test_auc"]!.ToJsonString()], cells[^4..^2]);
    }

    [Fact]
    public void A_metric_that_cannot_be_measured_is_refused_before_the_first_step()
    {
        using var folder = new Folder();
        folder.Write("labels.csv", Table("yes", (a, b) => a + b > 0 ? "1" : "0"));
        Command.Result result = Command.Run("train", Experiment(folder, "\"yes\"", 1, """["categorical_accuracy"]"""), "-o", folder["run"]);
        Assert.Equal((ExitCodes.BadInput, "The metric categorical_accuracy compares the outputs of several classes, but the network " +
            "has one output; use binary_accuracy."),
            (result.Code, result.Errors.TrimEnd()));
        Assert.False(Directory.Exists(folder["run"]));
    }

    private static string Table(string columns, Func<double, double, string> labels)
    {
        var random = new System.Random(5);
        var text = new StringBuilder($"a,b,{columns}\n");
        for (int i = 0; i < 400; i++)
        {
            double a = random.NextDouble() * 2 - 1, b = random.NextDouble() * 2 - 1;
            text.Append(CultureInfo.InvariantCulture, $"{a:0.0000},{b:0.0000},{labels(a, b)}\n");
        }
        return text.ToString();
    }

    private static string Experiment(Folder folder, string targets, int outputs, string metrics) => folder.Write("e.json", $$"""
        {
          "seed": 3,
          "data": { "source": "labels.csv", "targets": {{targets}}, "split": { "test_size": 0.25 } },
          "network": [{ "class_name": "Dense", "units": 8, "activation": "relu" },
            { "class_name": "Dense", "units": {{outputs}}, "activation": "sigmoid" }],
          "training": { "loss": "binary_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.02 }, "epochs": 40,
            "batch_size": 32, "metrics": {{metrics}} }
        }
        """);
}
