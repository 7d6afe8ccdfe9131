using System.Text.Json.Nodes;
using Glia.Losses;
using Glia.Metrics;
using Glia.Optimizers;

namespace Glia.Interop.Keras;

/// <summary>What a network was trained with, in the words in which Keras keeps what a model was compiled with.</summary>
internal sealed class KerasCompiling
{
    // Every optimizer of Keras 3 has these settings; what is not in use is None.
    private static readonly string[] s_unused = ["weight_decay", "clipnorm", "global_clipnorm", "clipvalue"];

    // Keras' optimizers that this library has.
    private static readonly HashSet<string> s_optimizers = new(StringComparer.Ordinal)
    {
        "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Nadam",
    };

    // Names that are not their words, each with a capital.
    private static readonly Dictionary<string, string> s_classes = new(StringComparer.Ordinal)
    {
        ["kl_divergence"] = "KLDivergence",
        ["auc"] = "AUC",
    };

    // Short names that Keras 2 and 3 know as well; a history calls the metric so.
    private static readonly HashSet<string> s_short = new(StringComparer.Ordinal) { "mse", "mae", "mape", "msle" };

    private const string NotCompiled = "so the file is not compiled: call model.compile before training it on.";

    private readonly KerasDialect _dialect;
    private readonly List<string> _notes;

    private KerasCompiling(KerasDialect dialect, List<string> notes) => (_dialect, _notes) = (dialect, notes);

    /// <summary>What goes into the file.</summary>
    /// <param name="training">How it was trained, as the part <c>training</c> of an experiment file says it; null where nobody
    /// knows.</param>
    /// <param name="dialect">Who is to read it: <c>compile_config</c> of Keras 3, or <c>training_config</c> of Keras 2.</param>
    /// <param name="scaled">Whether the targets were scaled for the training, which the file undoes in a layer at its end.</param>
    /// <param name="notes">Receives what does not travel, a sentence each.</param>
    /// <returns>Null where it cannot be said whole: half of it, with Keras' defaults for the other half, would be another
    /// training.</returns>
    public static JsonObject? Write(JsonObject? training, KerasDialect dialect, bool scaled, List<string> notes)
    {
        if (training is null) return null;
        var compiling = new KerasCompiling(dialect, notes);
        if (compiling.Loss(training["loss"]) is not { } loss || compiling.Optimizer(training) is not { } optimizer) return null;
        var compiled = new JsonObject { ["loss"] = loss, ["loss_weights"] = null };
        JsonNode[] metrics = [.. (training["metrics"] as JsonArray ?? []).Select(compiling.Metric).OfType<JsonNode>()];
        compiled["metrics"] = metrics.Length == 0 ? null : new JsonArray(metrics);
        compiled["weighted_metrics"] = null;
        if (dialect.IsThree)
        {
            compiled.Insert(0, "optimizer", optimizer);
            compiled["run_eagerly"] = false;
            compiled["steps_per_execution"] = 1;
            compiled["jit_compile"] = false;
        }
        else compiled["optimizer_config"] = optimizer;
        if (scaled)
            notes.Add("it was trained on scaled targets, and the file has a layer that undoes that: its loss is measured on targets as " +
                "they are, which a learning rate has to fit.");
        return compiled;
    }

    private JsonNode? Loss(JsonNode? node)
    {
        if (node is null)
        {
            _notes.Add($"nothing says its loss, {NotCompiled}");
            return null;
        }
        Loss loss = LossCatalogue.Create(node, "the loss");
        // PyTorch's losses, and those of one's own, have no word here.
        if (!LossCatalogue.Names.Contains(loss.Name) || !IsKerasWord(loss.Name))
        {
            _notes.Add($"the loss {loss.Name} is none of Keras', {NotCompiled}");
            return null;
        }
        JsonObject config = loss.Config();
        if (config.All(setting => setting.Key is "from_logits" or "label_smoothing" or "reduction" && IsDefault(setting.Value)))
            return loss.Name;
        config.TryAdd("reduction", "sum_over_batch_size");
        config.Insert(0, "name", loss.Name);
        return Object("keras.losses", ClassOf(loss.Name), config);
    }

    private static bool IsDefault(JsonNode? value) => value is null || value.ToJsonString() is "false" or "0" or "\"sum_over_batch_size\"";

    private JsonObject? Optimizer(JsonObject training)
    {
        if (training["optimizer"] is not { } node)
        {
            _notes.Add($"nothing says its optimizer, {NotCompiled}");
            return null;
        }
        var bare = node is JsonObject given ? (JsonObject)given.DeepClone() : new JsonObject { ["class_name"] = node.DeepClone() };
        JsonNode? averaged = bare["use_ema"] ?? training["use_ema"], momentum = bare["ema_momentum"] ?? training["ema_momentum"];
        bare.Remove("use_ema");
        Optimizer optimizer = OptimizerCatalogue.Create(bare, "the optimizer");
        if (!s_optimizers.Contains(optimizer.Name))
        {
            _notes.Add($"the optimizer {optimizer.Name} is none of Keras', {NotCompiled}");
            return null;
        }
        JsonObject config = optimizer.Config();
#pragma warning disable CA1308 // Keras' names are small letters.
        config.Insert(0, "name", optimizer.Name.ToLowerInvariant());
#pragma warning restore CA1308
        // A rate that falls with every step is a schedule since Keras 2.11.
        if (optimizer.Decay != 0 && config.Remove("decay"))
            config["learning_rate"] = Schedule("InverseTimeDecay", optimizer.LearningRate, 1, optimizer.Decay, staircase: false);
        if (KerasSchedules.Write(training["schedule"], _notes) is { } schedule)
            config["learning_rate"] = Schedule("ExponentialDecay", optimizer.LearningRate, schedule.Steps, schedule.Rate,
                schedule.Staircase);
        foreach (string key in s_unused) config.TryAdd(key, null);
        bool ema = averaged is JsonValue flag && flag.TryGetValue(out bool on) && on;
        config["use_ema"] = ema;
        config["ema_momentum"] = ema && momentum is not null ? momentum.DeepClone() : KerasTraining.UsualEmaMomentum;
        config["ema_overwrite_frequency"] = null;
        if (_dialect.IsThree)
        {
            config["loss_scale_factor"] = null;
            config["gradient_accumulation_steps"] = null;
        }
        else config["is_legacy_optimizer"] = false;
        return Object("keras.optimizers", optimizer.Name, config);
    }

    private JsonObject Schedule(string className, float rate, double steps, double decay, bool staircase) =>
        Object("keras.optimizers.schedules", className, new JsonObject
        {
            ["initial_learning_rate"] = rate,
            ["decay_steps"] = steps,
            ["decay_rate"] = decay,
            ["staircase"] = staircase,
            ["name"] = className,
        });

    private JsonNode? Metric(JsonNode? node)
    {
        if (node is null) return null;
        if (MetricCatalogue.IsAccuracy(node)) return "accuracy";
        string name = KerasDescription.Text(node as JsonValue ?? (node as JsonObject)?["class_name"]) ?? "";
        var settings = (node as JsonObject)?.DeepClone() as JsonObject ?? [];
        settings.Remove("class_name");
        if (MetricCatalogue.Names.FirstOrDefault(one => Plain(one) == Plain(name)) is { } known)
        {
            settings.TryAdd("name", MetricCatalogue.Create(node, "a metric").Name);
            return Object("keras.metrics", ClassOf(known), settings);
        }
        string loss = LossCatalogue.Knows(name) ? LossCatalogue.Create(name, "a metric").Name : "";
        if (settings.Count == 0 && s_short.Contains(name)) return name;
        if (settings.Count == 0 && IsKerasWord(loss)) return loss;
        _notes.Add($"the metric {name} does not travel.");
        return null;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    // Those of other libraries have names with capitals and dots.
    private static bool IsKerasWord(string name) => name.Length > 0 && name.All(c => c == '_' || char.IsAsciiLetterLower(c));

    // mean_squared_error is the class MeanSquaredError.
    private static string ClassOf(string name) => s_classes.GetValueOrDefault(name)
        ?? string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private JsonObject Object(string module, string className, JsonObject config) => _dialect.IsThree
        ? new JsonObject { ["module"] = module, ["class_name"] = className, ["config"] = config, ["registered_name"] = null }
        : new JsonObject { ["class_name"] = className, ["config"] = config };
}
