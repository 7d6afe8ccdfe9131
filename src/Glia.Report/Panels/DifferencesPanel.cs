using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Report.Panels;

/// <summary>Where the experiments of several runs differ: only that can be why they went otherwise.</summary>
internal static class DifferencesPanel
{
    // An experiment file may have comments.
    private static readonly JsonDocumentOptions s_forgiving = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    // A value that is longer is cut: it is the same line in the experiment.
    private const int MostLetters = 120;

    private const int MostBeside = 6;

    // Not in the experiment: the same file may hold other data on another day.
    private const string Data = "data as they were";

    // Nor is this, and times are compared across it.
    private const string Machine = "ran on";
    private const string Caption = "where the experiments differ";

    /// <summary>The panel.</summary>
    /// <param name="runs">The runs, the best first.</param>
    public static Panel Of(IReadOnlyList<ComparedRun> runs)
    {
        JsonNode?[] read = [.. runs.Select(run => JsonNode.Parse(run.Run.ExperimentText, documentOptions: s_forgiving))];
        // Layers are compared setting by setting where they are the same kinds in the same order, else as they follow each other.
        bool alike = read.Select(Layers).Distinct().Count() == 1;
        Dictionary<string, string>[] flat = [.. read.Select(experiment => Flat(experiment, alike))];
        for (int i = 0; i < runs.Count; i++)
        {
            if (runs[i].Run.Result?.Data is { Length: > 0 } data) flat[i][Data] = data;
            if (runs[i].Run.Result?.Machine is { Length: > 0 } machine) flat[i][Machine] = machine;
        }
        string[] different = [.. flat.SelectMany(values => values.Keys).Distinct()
            .Where(key => key != "name" && flat.Select(values => values.GetValueOrDefault(key)).Distinct().Count() > 1)];
        if (different.Length == 0)
            return new Panel("differences", "Where they differ",
                "Nowhere: the experiments are the same to the letter, their names aside, and so are the data that were recorded.");
        Dictionary<string, string> usual = different.ToDictionary(key => key,
            key => flat.GroupBy(values => values.GetValueOrDefault(key, "")).OrderByDescending(group => group.Count()).First().Key);
        DataTable table = runs.Count <= MostBeside ? SettingsDown(runs, flat, different, usual) : RunsDown(runs, flat, different, usual);
        return new Panel("differences", "Where they differ",
            $"{Differing(different)}; what is not as in most of them is marked.")
        {
            Body = table.ToHtml(),
            Tables = [table],
        };
    }

    // A few runs stand beside each other, a line a setting; many stand below each other.
    private static DataTable SettingsDown(IReadOnlyList<ComparedRun> runs, Dictionary<string, string>[] flat, string[] settings,
        Dictionary<string, string> usual) => new(Caption, ["setting", .. runs.Select(run => run.Name)],
            [.. settings.Select(key =>
                (IReadOnlyList<Cell>)[key, .. flat.Select(values => Value(values.GetValueOrDefault(key, "")))])])
        {
            Marks = (row, column) => column > 0 && flat[column - 1].GetValueOrDefault(settings[row], "") != usual[settings[row]],
        };

    private static DataTable RunsDown(IReadOnlyList<ComparedRun> runs, Dictionary<string, string>[] flat, string[] settings,
        Dictionary<string, string> usual) => new(Caption, ["run", .. settings],
            [.. runs.Select((run, i) =>
                (IReadOnlyList<Cell>)[run.Name, .. settings.Select(key => Value(flat[i].GetValueOrDefault(key, "")))])])
        {
            Marks = (row, column) => column > 0 && flat[row].GetValueOrDefault(settings[column - 1], "") != usual[settings[column - 1]],
        };

    private static string Differing(string[] different)
    {
        int settings = different.Count(key => key is not Data and not Machine);
        string[] told =
        [
            .. different.Contains(Data) ? ["the data differ"] : Array.Empty<string>(),
            .. different.Contains(Machine) ? ["they ran on different machines"] : Array.Empty<string>(),
            .. settings > 0 ? [$"{Words.Count(settings, "setting")} of the experiments {(settings == 1 ? "differs" : "differ")}"]
                : Array.Empty<string>(),
        ];
        string sentence = told.Length > 1 ? $"{string.Join(", ", told.SkipLast(1))}, and {told[^1]}" : told[0];
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    private static Cell Value(string text) => Cell.Read(text.Length > MostLetters ? text[..MostLetters] + "…" : text);

    // Every value by its path: training.optimizer.learning_rate, network[1].units.
    private static Dictionary<string, string> Flat(JsonNode? experiment, bool alike)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!alike && experiment is JsonObject json && json.Remove("network", out JsonNode? network))
            values["network"] = string.Join(", ", (network as JsonArray ?? []).Select(Layer));
        Add(values, "", experiment);
        return values;
    }

    private static string Layers(JsonNode? experiment) =>
        string.Join(' ', (experiment?["network"] as JsonArray ?? []).Select(layer => layer?["class_name"]?.ToString()));

    private static string Layer(JsonNode? layer)
    {
        string[] said = [.. ((string[])["class_name", "units", "filters", "rate", "activation"])
            .Select(key => layer?[key]?.ToString()).OfType<string>()];
        return string.Join(' ', said);
    }

    private static void Add(Dictionary<string, string> values, string path, JsonNode? node)
    {
        if (node is JsonObject json)
        {
            foreach ((string key, JsonNode? value) in json) Add(values, path.Length == 0 ? key : $"{path}.{key}", value);
        }
        else if (node is JsonArray array)
        {
            for (int i = 0; i < array.Count; i++) Add(values, $"{path}[{i}]", array[i]);
        }
        else
        {
            bool isText = node is JsonValue value && value.TryGetValue(out string? _);
            values[path] = isText ? node!.GetValue<string>() : node?.ToJsonString() ?? "null";
        }
    }
}
