using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Data.Columns;

/// <summary>
/// What a model knows of the table it learned from: which columns go in and how each is written, what was learned, what was left out.
/// </summary>
public sealed record TableColumns
{
    /// <summary>The columns that go in, in the order of their features.</summary>
    public required IReadOnlyList<InputColumn> Inputs { get; init; }

    /// <summary>The columns to learn.</summary>
    public required IReadOnlyList<TargetColumn> Targets { get; init; }

    /// <summary>The columns of the training data that neither go in nor are learned.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The column that weighed the rows of the training data, neither an input nor learned; null for none.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>Whether the columns have names, by which data are matched; else their names are their numbers, from 1.</summary>
    public bool AreNamed { get; init; } = true;

    /// <summary>What stands for a missing value, a number a feature: the mean of the training part. Empty until it is fitted.</summary>
    public IReadOnlyList<float> Fill { get; init; } = [];

    /// <summary>How many features the columns become.</summary>
    public int Width => Inputs.Sum(column => column.Width);

    /// <summary>What the features are called.</summary>
    public IEnumerable<string> FeatureNames => Inputs.SelectMany(column => column.FeatureNames);

    /// <summary>Whether each feature is an amount, to be scaled; the others are 0 or 1.</summary>
    public IReadOnlyList<bool> AreAmounts =>
        [.. Inputs.SelectMany(column => Enumerable.Range(0, column.Width)
            .Select(i => column.AreAmounts && !(column.HasIndicator && i == column.Width - 1)))];

    /// <summary>The columns of features without gaps, whose means will fill the gaps of other data.</summary>
    internal TableColumns FilledWithMeans(Features training) =>
        this with { Fill = [.. FeatureStatistics.Of(training).Mean.Select(mean => (float)mean)] };

    /// <summary>Rows of text as features, gaps filled where that is fitted.</summary>
    /// <param name="names">The names of the columns of the rows, in any order; columns that are no inputs are left out.</param>
    /// <param name="rows">The fields, a list a row.</param>
    /// <exception cref="GliaException">A column is missing, or a row has another number of fields than there are names.</exception>
    public FloatFeatures Encode(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] places = [.. Inputs.Select(column => names.ToList().IndexOf(column.Name))];
        string[] missing = [.. Inputs.Where((_, i) => places[i] < 0).Select(column => $"'{column.Name}'")];
        if (missing.Length > 0)
            throw new GliaException(
                $"The rows have no {(missing.Length == 1 ? "column" : "columns")} {string.Join(", ", missing)}, which the network takes; " +
                $"add {(missing.Length == 1 ? "it" : "them")}.");
        int width = Width;
        var values = new float[checked(rows.Count * width)];
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row].Count != names.Count)
                throw new GliaException(
                    $"Row {row} has {rows[row].Count} fields and there are {names.Count} names; " +
                    $"give a field for each name.");
            Span<float> features = values.AsSpan(row * width, width);
            for (int i = 0; i < places.Length; i++)
            {
                Inputs[i].Encode(rows[row][places[i]], features[..Inputs[i].Width]);
                features = features[Inputs[i].Width..];
            }
        }
        FillGaps(values);
        return new FloatFeatures(values, width);
    }

    /// <summary>Puts the fitted numbers where features are NaN.</summary>
    /// <param name="features">Whole rows of features.</param>
    public void FillGaps(Span<float> features)
    {
        if (Fill.Count == 0) return;
        for (int i = 0; i < features.Length; i++)
            if (float.IsNaN(features[i])) features[i] = Fill[i % Fill.Count];
    }

    /// <summary>The columns as a model file has them.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["named"] = AreNamed,
            ["inputs"] = new JsonArray([.. Inputs.Select(column => column.ToJson())]),
            ["targets"] = new JsonArray([.. Targets.Select(column => column.ToJson())]),
            ["ignored"] = new JsonArray([.. Ignored.Select(name => (JsonNode)name)]),
            ["fill"] = new JsonArray([.. Fill.Select(value => (JsonNode)value)]),
        };
        if (SampleWeight is not null) json["sample_weight"] = SampleWeight;
        return json;
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What <c>ToJson</c> wrote, or the same object of a file written by hand.</param>
    /// <exception cref="GliaException">Something is missing or of the wrong kind.</exception>
    public static TableColumns FromJson(JsonObject json)
    {
        var reader = new ConfigReader(json, "the columns of the model");
        var columns = new TableColumns
        {
            AreNamed = reader.Flag("named", true),
            Inputs = [.. Objects("inputs").Select(InputColumn.FromJson)],
            Targets = [.. Objects("targets").Select(TargetColumn.FromJson)],
            Ignored = [.. List("ignored").Select(node => node is JsonValue value
                && value.TryGetValue(out string? name) ? name : throw reader.Wrong("ignored", "a list of texts"))],
            SampleWeight = reader.Has("sample_weight") ? reader.Text("sample_weight") : null,
            Fill = [.. List("fill").Select(node => node is JsonValue value
                && value.TryGetValue(out float number) ? number : throw reader.Wrong("fill", "a list of numbers"))],
        };
        reader.Done();
        if (columns.Fill.Count != 0 && columns.Fill.Count != columns.Width)
            throw reader.Wrong("fill", $"a list of {columns.Width} numbers, one a feature");
        return columns;

        JsonArray List(string key) => reader.Node(key) as JsonArray ?? throw reader.Wrong(key, "a list");

        IEnumerable<JsonObject> Objects(string key) =>
            List(key).Select(node => node as JsonObject ?? throw reader.Wrong(key, "a list of objects"));
    }
}
