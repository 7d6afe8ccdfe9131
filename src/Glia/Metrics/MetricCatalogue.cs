using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Losses;
using Glia.Settings;

namespace Glia.Metrics;

/// <summary>
/// The metrics a file can name, under Keras' names in either spelling (<c>AUC</c>, <c>auc</c>), and every loss besides. <c>accuracy</c> is
/// not among them: it is always measured where there are classes.
/// </summary>
public static class MetricCatalogue
{
    // Keras 3 has them and Glia has not: the sentence says so instead of guessing at a slip of the pen.
    private static readonly string[] OfKerasAlone =
    [
        "FBetaScore", "TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "PrecisionAtRecall", "RecallAtPrecision",
        "SensitivityAtSpecificity", "SpecificityAtSensitivity", "IoU", "BinaryIoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU", "LogCoshError",
        "PearsonCorrelation", "ConcordanceCorrelation",
        "Mean", "Sum", "MeanMetricWrapper",
    ];

    private static readonly Catalogue<Metric> Entries = Fill();

    /// <summary>All names, without those of the losses.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Whether it is the accuracy that is chosen by the targets and measured always.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c>.</param>
    public static bool IsAccuracy(JsonNode? node) => Written(node) is "accuracy" or "acc" or "Accuracy";

    /// <summary>The metric a file asks for.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c> and settings.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Metric Create(JsonNode? node, string where)
    {
        if (Written(node) is not { } name) return Entries.Create(node, where);
        bool loss = !Entries.Knows(name) && LossCatalogue.Knows(name);
        if (!loss && !Entries.Knows(name)) throw Unknown(name, where);
        string shown = Shown(name, loss ? LossCatalogue.Names : Names);
        return loss ? new MeanLossMetric(shown, LossCatalogue.Create(node, where)) : Entries.Create(Named(node!, name, shown), where);
    }

    private static GliaException Unknown(string name, string where)
    {
        if (OfKerasAlone.FirstOrDefault(one => Plain(one) == Plain(name)) is { } known)
            return new GliaException($"{where}: Glia does not have Keras' metric {known}; it has accuracy, " +
                $"{string.Join(", ", Names)}, and every loss.");
        string[] all = ["accuracy", .. Names, .. LossCatalogue.Names];
        return new GliaException($"{where}: unknown metric '{name}'{Spelling.Suggest(name, all)}");
    }

    private static string? Written(JsonNode? node) =>
        (node is JsonObject given ? given["class_name"] : node) is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;

    // A history calls a class by its name in snake case, and a short name as it was written: Keras' custom.
    private static string Shown(string name, IReadOnlyList<string> names) =>
        char.IsUpper(name[0]) ? names.FirstOrDefault(one => Plain(one) == Plain(name)) ?? name.ToLowerInvariant() : name;

    // The node with what a history calls it beside its settings, unless it says so itself.
    private static JsonObject Named(JsonNode node, string name, string shown)
    {
        JsonObject named = node is JsonObject ? (JsonObject)JsonLines.DeepClone(node) : new JsonObject { ["class_name"] = name };
        JsonObject settings = named["config"] as JsonObject ?? named;
        settings["name"] ??= shown;
        return named;
    }

    private static Catalogue<Metric> Fill()
    {
        var entries = new Catalogue<Metric>("metric");
        Add("binary_accuracy", (c, name) => new ThresholdMetric(name, ThresholdMeasure.Accuracy, Threshold(c, "threshold") ?? 0.5f),
            "BinaryAccuracy");
        Add("categorical_accuracy", (_, name) => new CategoricalAccuracy(name), "CategoricalAccuracy");
        Add("sparse_categorical_accuracy", (_, name) => new CategoricalAccuracy(name), "SparseCategoricalAccuracy");
        Add("top_k_categorical_accuracy", (c, name) => new CategoricalAccuracy(name, Most(c)), "TopKCategoricalAccuracy");
        Add("sparse_top_k_categorical_accuracy", (c, name) => new CategoricalAccuracy(name, Most(c)), "SparseTopKCategoricalAccuracy");
        Add("precision", (c, name) => new ThresholdMetric(name, ThresholdMeasure.Precision, Threshold(c, "thresholds") ?? 0.5f));
        Add("recall", (c, name) => new ThresholdMetric(name, ThresholdMeasure.Recall, Threshold(c, "thresholds") ?? 0.5f));
        Add("f1_score", (c, name) => new F1Score(name, Average(c), Threshold(c, "threshold")), "F1Score", "f1");
        Add("auc", (c, name) => new Auc(name, c.Flag("multi_label", false)));
        Add("root_mean_squared_error", (_, name) => new MeanLossMetric(name, new MeanSquaredError(), root: true),
            "RootMeanSquaredError", "rmse");
        Add("cosine_similarity", (_, name) => new MeanLossMetric(name, new CosineSimilarity(), negative: true), "CosineSimilarity");
        Add("r2_score", (_, name) => new R2Score(name), "R2Score", "r2");
        return entries;

        void Add(string name, Func<ConfigReader, string, Metric> make, params ReadOnlySpan<string> aliases) => entries.Add(
            name,
            c =>
            {
                c.Ignore("dtype");
                return make(c, c.Text("name", name));
            },
            aliases);
    }

    private static int Most(ConfigReader c) => c.Int("k", 5) is >= 1 and var k ? k : throw c.Wrong("k", "at least 1");

    private static float? Threshold(ConfigReader c, string key)
    {
        float? threshold = c.Has(key) ? c.Single(key, 0.5f) : null;
        return threshold is null or (>= 0 and <= 1) ? threshold : throw c.Wrong(key, "between 0 and 1");
    }

    private static Averaging Average(ConfigReader c) => c.Text("average", "macro") switch
    {
        "macro" => Averaging.Macro,
        "micro" => Averaging.Micro,
        "weighted" => Averaging.Weighted,
        _ => throw c.Wrong("average", "\"macro\", \"micro\" or \"weighted\""),
    };

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
