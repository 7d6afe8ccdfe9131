using System.Text.Json.Nodes;

namespace Glia.Cli.Tests;

/// <summary>A network that answers several labels names them, on the screen, in a table and as JSON.</summary>
public sealed class LabelPredictionTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_are_named_by_their_columns()
    {
        string rows = string.Concat(Enumerable.Range(0, 200)
            .Select(row => $"{row % 20 - 10},{row % 7 - 3},{(row % 20 > 10 ? 1 : 0)},{(row % 7 > 3 ? 1 : 0)}\n"));
        string table = _folder.Write("table.csv", "a,b,warm,loud\n" + rows);
        Assert.Equal(0, Command.Run("train", table, "--targets", "warm,loud", "--epochs", "60", "-o", _folder["run"]).Code);
        string report = Command.Run("evaluate", _folder["run"], table).Output.ReplaceLineEndings("\n");
        Assert.Contains("  label     are precision  recall   F1   right guessing\n   warm      90", report, StringComparison.Ordinal);
        Assert.Matches(@"\n   loud +84 +[0-9.]+ % +[0-9.]+ % [01]\.\d\d +[0-9.]+ % +58.0 %\n", report);
        JsonNode label = JsonNode.Parse(Command.Run("evaluate", _folder["run"], table, "--json").Output)!["labels"]![1]!;
        Assert.Equal(("loud", 84, 0.58), ((string)label["name"]!, (int)label["rows"]!, (double)label["guessing"]!));
        JsonNode summary = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["run"], "summary.json")))!;
        Assert.Equal(["warm", "loud"], summary["labels"]!.AsArray().Select(one => (string)one!["name"]!));
        string asked = _folder.Write("asked.csv", "a,b\n9,3\n-9,-3\n");
        string[] lines = Command.Run("predict", _folder["run"], asked).Output.Split('\n');
        Assert.StartsWith("warm, loud  (warm ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("none  (warm ", lines[1], StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse(Command.Run("predict", _folder["run"], asked, "--json").Output)!;
        Assert.Equal("""["warm","loud"]""", json["predictions"]![0]!["labels"]!.ToJsonString());
        Assert.Equal(0, Command.Run("predict", _folder["run"], asked, "-o", _folder["out.csv"]).Code);
        Assert.Equal(["warm,loud", "1,1", "0,0"], File.ReadAllLines(_folder["out.csv"]));
        Assert.Equal(0, Command.Run("predict", _folder["run"], asked, "-o", _folder["shares.csv"], "--proba").Code);
        Assert.Equal("warm,loud", File.ReadAllLines(_folder["shares.csv"])[0]);
    }
}
