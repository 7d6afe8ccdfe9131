using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Experiments.Sweeps;

/// <summary>What came out of one run of a sweep.</summary>
/// <param name="Run">The run.</param>
/// <param name="Value">The best value of the sweep's metric in all its epochs; NaN where there is none.</param>
/// <param name="Epoch">Its epoch, from 1; 0 where there is none.</param>
/// <param name="Summary">Its summary; null where it is not over.</param>
/// <param name="Error">Why it could not be run; null where it could.</param>
public sealed record SweepResult(SweepRun Run, double Value, int Epoch, JsonObject? Summary, string? Error)
{
    private static readonly string[] s_figures = ["epochs", "test_loss", "test_accuracy", "test_r2", "learned", "train_seconds"];

    /// <summary>Whether it is over.</summary>
    public bool IsOver => Summary is not null || Error is not null;

    // Null while it is not over.
    private string? State => Error is not null ? "error" : Summary?["end"]?.ToString();

    /// <summary>The results that have a value, the best first; of equal ones the first.</summary>
    /// <param name="results">What the runs reached.</param>
    /// <param name="sweep">Says by which figure, and whether more of it is better.</param>
    public static IEnumerable<SweepResult> Best(IEnumerable<SweepResult> results, Sweep sweep) =>
        results.OrderBy(result => double.IsNaN(result.Value) ? double.PositiveInfinity : sweep.LessIsBetter ? result.Value : -result.Value)
            .ThenBy(result => result.Run.Number);

    /// <summary>The same as a row of <c>results.csv</c>, as JSON; null where there is no value.</summary>
    internal JsonObject ToJson(Sweep sweep)
    {
        var json = new JsonObject
        {
            ["number"] = Run.Number,
            ["round"] = Run.Round,
            ["experiment"] = Run.File,
            ["run"] = Run.Folder,
            ["values"] = new JsonObject(sweep.Places.Select((place, i) => KeyValuePair.Create(place, Run.Settings[i]?.DeepClone()))),
            [sweep.Metric] = double.IsFinite(Value) ? Value : null,
            ["best_epoch"] = Epoch == 0 ? null : Epoch,
            ["state"] = State,
            ["error"] = Error,
        };
        foreach (string figure in s_figures) json[figure] = Summary?[figure]?.DeepClone();
        return json;
    }

    /// <summary>What a run left.</summary>
    internal static SweepResult Of(SweepRun run, Sweep sweep)
    {
        if (File.Exists(run.ErrorFile)) return new SweepResult(run, double.NaN, 0, null, File.ReadAllText(run.ErrorFile).Trim());
        if (!ResumedRun.IsFinished(run.Folder)) return new SweepResult(run, double.NaN, 0, null, null);
        string summary = RunFolder.PathOf(run.Folder, RunFolder.SummaryFile);
        (double value, int epoch) = BestOf(RunFolder.PathOf(run.Folder, RunFolder.HistoryFile), sweep);
        return new SweepResult(run, value, epoch, JsonText.Parse(summary, File.ReadAllText(summary)), null);
    }

    /// <summary>All results as a table; the time stands last, and all before it is the same however often it is run.</summary>
    internal static string Table(IReadOnlyList<SweepResult> results, Sweep sweep)
    {
        string[] names = ["number", "round", .. sweep.Places.Select(Cell), sweep.Metric, "best_epoch", "state", .. s_figures];
        var text = new StringBuilder(string.Join(',', names)).Append('\n');
        foreach (SweepResult result in results)
        {
            IEnumerable<string> cells =
            [
                $"{result.Run.Number}", $"{result.Run.Round}", .. result.Run.Settings.Select(Cell),
                double.IsNaN(result.Value) ? "" : result.Value.ToString("R", CultureInfo.InvariantCulture),
                result.Epoch == 0 ? "" : $"{result.Epoch}", result.State ?? "",
                .. s_figures.Select(figure => Cell(result.Summary?[figure])),
            ];
            text.AppendJoin(',', cells).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>A value as a cell of a table.</summary>
    internal static string Cell(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Cell(value.GetValue<string>()),
        _ => Cell(node.ToJsonString()),
    };

    /// <summary>A text as a cell of a table: in quotes where it has to be (RFC 4180).</summary>
    internal static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static (double Value, int Epoch) BestOf(string history, Sweep sweep)
    {
        string[] lines = File.ReadAllLines(history);
        int column = Array.IndexOf(lines[0].Split(','), sweep.Metric);
        if (column < 0)
            throw new GliaException($"The runs have no '{sweep.Metric}'; metric must be one of {string.Join(", ",
                lines[0].Split(',').Where(name => !name.StartsWith("test_", StringComparison.Ordinal)))}.");
        double best = double.NaN;
        int epoch = 0;
        for (int i = 1; i < lines.Length; i++)
        {
            string cell = lines[i].Split(',')[column];
            if (!double.TryParse(cell, CultureInfo.InvariantCulture, out double value) || double.IsNaN(value)) continue;
            if (epoch > 0 && !(sweep.LessIsBetter ? value < best : value > best)) continue;
            (best, epoch) = (value, i);
        }
        return (best, epoch);
    }
}
