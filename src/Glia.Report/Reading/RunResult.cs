using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Report.Reading;

/// <summary>What came out of a run, as <c>summary.json</c> has it.</summary>
internal sealed class RunResult
{
    private readonly JsonObject _json;

    private RunResult(JsonObject json, string[]? classes, Dictionary<(int, int), int> confusion) =>
        (_json, ClassNames, Confusion) = (json, classes, confusion);

    /// <summary>What the classes are called; null where the network names none.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>How many answers of one class, the first, were given another, the second.</summary>
    public IReadOnlyDictionary<(int True, int Predicted), int> Confusion { get; }

    /// <summary>A number; NaN where there is none.</summary>
    public double this[string name] =>
        _json[name] is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN;

    /// <summary>A text; empty where there is none.</summary>
    public string Text(string name) => _json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    /// <summary>What tells its data from those of other runs, in words; empty where it was not recorded.</summary>
    public string Data => _json["data"] is JsonObject data && data["fingerprint"] is JsonValue hash && hash.TryGetValue(out string? digits)
        ? $"{digits} ({Of(data, "rows"):#,0} x {Of(data, "columns"):#,0}, " +
            $"{Words.Number(Of(data, "least"))} to {Words.Number(Of(data, "most"))})"
        : "";

    /// <summary>What it ran on, in words; empty where it was not recorded.</summary>
    public string Machine => _json["machine"] is JsonObject machine && machine["processor"] is JsonValue name
        && name.TryGetValue(out string? processor)
        ? $"{processor}, {Words.Count((int)Of(machine, "threads"), "thread")}"
        : "";

    private static double Of(JsonObject data, string name) =>
        data[name] is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN;

    /// <summary>The figures of each label where rows have several; empty else.</summary>
    public IReadOnlyList<JsonObject> Labels => [.. (_json["labels"] as JsonArray ?? []).OfType<JsonObject>()];

    /// <summary>Whether somebody changed the learning rate while it ran.</summary>
    public bool HasRateChanges => _json["rate_changes"] is JsonArray { Count: > 0 };

    /// <summary>The part it is judged by: <c>test</c>, or <c>training</c> without a test part.</summary>
    public string Part => double.IsNaN(this["test_loss"]) ? "training" : "test";

    /// <summary>A figure of the part it is judged by: <c>accuracy</c>, <c>loss</c>.</summary>
    public double Judged(string figure) => this[$"{(Part == "test" ? "test" : "train")}_{figure}"];

    /// <summary>What a file says.</summary>
    /// <exception cref="GliaException">It is none of Glia's.</exception>
    public static RunResult Read(string path)
    {
        try
        {
            JsonObject json = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
            string[]? classes = (json["class_names"] as JsonArray)?.Select(name => name!.GetValue<string>()).ToArray();
            return new RunResult(json, classes, Counts(json["confusion"]));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw RunFolder.Damaged(path, error);
        }
    }

    // A matrix, or above 200 classes the pairs that occur.
    private static Dictionary<(int, int), int> Counts(JsonNode? node)
    {
        var counts = new Dictionary<(int, int), int>();
        if (node is JsonObject { } sparse)
        {
            foreach (JsonNode? pair in sparse["pairs"]!.AsArray())
                counts[(pair![0]!.GetValue<int>(), pair[1]!.GetValue<int>())] = pair[2]!.GetValue<int>();
        }
        else if (node is JsonArray matrix)
        {
            for (int actual = 0; actual < matrix.Count; actual++)
            {
                JsonArray row = matrix[actual]!.AsArray();
                for (int predicted = 0; predicted < row.Count; predicted++)
                    if (row[predicted]!.GetValue<int>() is > 0 and var count) counts[(actual, predicted)] = count;
            }
        }
        return counts;
    }
}
