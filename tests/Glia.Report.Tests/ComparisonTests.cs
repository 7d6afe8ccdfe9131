using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Report.Tests;

public class ComparisonTests
{
    [Fact]
    public void Runs_are_compared_the_best_first_and_what_differs_is_marked()
    {
        using var folder = new Folder();
        string slow = Copy(folder, "slow", 0.5, ("learning_rate", 0.01, 0.001)), fast = Copy(folder, "fast", 0.9);
        ReportDocument report =
            Reports.OfRuns([.. ((string[])[slow, fast, Copy(folder, "third", 0.7)]).Select(run => RecordedRun.Read(run, whole: false))]);
        Assert.Equal(["runs", "curves", "cost", "differences"], report.Panels.Select(panel => panel.Id));
        JsonNode json = JsonNode.Parse(report.ToJson())!;
        Assert.Equal("Best: fast", (string)json["verdict"]!);
        Assert.Equal(["fast", "third", "slow"], json["panels"]![0]!["tables"]![0]!["rows"]!.AsArray().Select(row => (string)row![0]!));
        JsonNode differences = json["panels"]![3]!["tables"]![0]!;
        Assert.Equal("""["training.optimizer.learning_rate",0.01,0.01,0.001]""", differences["rows"]![0]!.ToJsonString());
        Assert.Single(differences["rows"]!.AsArray());
        Assert.Contains("<td class=\"n mark\" data-v=0.001>0.001</td>", report.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_one_experiment_on_other_data_are_told_apart()
    {
        using var folder = new Folder();
        string one = Copy(folder, "one", 0.9), other = Copy(folder, "other", 0.8);
        Assert.Contains("Nowhere", Differences(one, other)["sentence"]!.ToString(), StringComparison.Ordinal);
        string summary = Path.Combine(other, RunFolder.SummaryFile);
        JsonObject changed = JsonNode.Parse(File.ReadAllText(summary))!.AsObject();
        string hash = (string)changed["data"]!["fingerprint"]!;
        Assert.Matches("^[0-9a-f]{16}$", hash);
        changed["data"]!["fingerprint"] = new string([.. hash.Reverse()]);
        File.WriteAllText(summary, changed.ToJsonString());
        JsonNode differences = Differences(one, other);
        Assert.StartsWith("The data differ;", (string)differences["sentence"]!, StringComparison.Ordinal);
        Assert.Equal($"{hash} (4,000 x 784, 0 to 255)", (string)differences["tables"]![0]!["rows"]![0]![1]!);

        changed["data"]!["fingerprint"] = hash;
        changed["machine"]!["threads"] = 99;
        File.WriteAllText(summary, changed.ToJsonString());
        Assert.StartsWith("They ran on different machines;", (string)Differences(one, other)["sentence"]!, StringComparison.Ordinal);

        static JsonNode Differences(params string[] runs) =>
            JsonNode.Parse(Reports.OfRuns([.. runs.Select(run => RecordedRun.Read(run, whole: false))]).ToJson())!["panels"]![3]!;
    }

    [Fact]
    public void Runs_without_a_summary_are_shown_last()
    {
        using var folder = new Folder();
        string killed = Copy(folder, "killed", 1), whole = Copy(folder, "whole", 0.1);
        File.Delete(Path.Combine(killed, RunFolder.SummaryFile));
        JsonNode json = JsonNode.Parse(Reports.OfRuns([RecordedRun.Read(killed, whole: false), RecordedRun.Read(whole, whole: false)])
            .ToJson())!;
        Assert.Equal(["whole", "killed"], json["panels"]![0]!["tables"]![0]!["rows"]!.AsArray().Select(row => (string)row![0]!));
        Assert.Equal("unfinished", (string)json["panels"]![0]!["tables"]![0]!["rows"]![1]![1]!);
    }

    [Theory]
    [InlineData("runs/a runs/b", "a b")]
    [InlineData("x/run y/run", "x/run y/run")]
    [InlineData("a/x/run b/x/run", "a/x/run b/x/run")]
    public void Runs_are_called_by_as_little_of_their_path_as_tells_them_apart(string folders, string names) =>
        Assert.Equal(names, string.Join(' ', RunNames.Of(folders.Split(' '))));

    [Fact]
    public void Two_hundred_runs_fit_a_page()
    {
        using var folder = new Folder();
        string[] runs = [.. Enumerable.Range(0, 200).Select(i => Copy(folder, $"run-{i}", i / 200.0))];
        string page = Reports.OfRuns([.. runs.Select(run => RecordedRun.Read(run, whole: false))]).ToHtml();
        Assert.InRange(page.Length, 50_000, 1_000_000);
        Assert.Contains("the other 193 stand behind them", page, StringComparison.Ordinal);
    }

    // The same run with another accuracy, and another number in its experiment.
    internal static string Copy(Folder folder, string name, double accuracy, (string Key, double From, double To)? change = null)
    {
        string run = Directory.CreateDirectory(folder[name]).FullName;
        foreach (string file in (string[])[RunFolder.ExperimentFile, RunFolder.HistoryFile, RunFolder.SummaryFile])
            File.Copy(Path.Combine(MadeRuns.Digits, file), Path.Combine(run, file));
        string path = Path.Combine(run, RunFolder.SummaryFile);
        JsonObject summary = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        (summary["test_accuracy"], summary["train_seconds"]) = (accuracy, 1 + accuracy);
        File.WriteAllText(path, summary.ToJsonString());
        if (change is { } one)
        {
            string experiment = Path.Combine(run, RunFolder.ExperimentFile), text = File.ReadAllText(experiment);
            string changed = text.Replace($"\"{one.Key}\": {one.From}", $"\"{one.Key}\": {one.To}", StringComparison.Ordinal);
            Assert.NotEqual(text, changed);
            File.WriteAllText(experiment, changed);
        }
        return run;
    }
}
