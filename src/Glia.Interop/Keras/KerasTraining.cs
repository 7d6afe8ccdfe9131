using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Interop.Networks;
using Glia.Losses;
using Glia.Metrics;
using Glia.Models;
using Glia.Optimizers;

namespace Glia.Interop.Keras;

/// <summary>What a Keras model was compiled with.</summary>
internal sealed class KerasTraining
{
    /// <summary>Keras' own <c>ema_momentum</c>.</summary>
    internal const double UsualEmaMomentum = 0.99;

    private readonly JsonNode? _loss, _optimizer, _schedule, _averaging;
    private readonly List<JsonNode> _metrics = [];

    private KerasTraining(JsonObject? compiled, List<string> notes)
    {
        if (compiled is null) return;
        _loss = Known(Single(compiled["loss"]), loss => LossCatalogue.Create(loss, "the loss"), "the loss", notes);
        JsonNode? written = Optimizer(compiled["optimizer_config"] ?? compiled["optimizer"]);
        if (written is JsonObject settings)
        {
            _schedule = KerasSchedules.Take(settings, notes);
            // Averaged weights are a setting of the training here.
            if (settings["use_ema"] is not null) _averaging = settings["ema_momentum"]?.DeepClone() ?? UsualEmaMomentum;
            settings.Remove("use_ema");
            settings.Remove("ema_momentum");
        }
        _optimizer = Known(written,
            optimizer => OptimizerCatalogue.Create(optimizer, "the optimizer"), "the optimizer", notes);
        foreach (JsonNode metric in Metrics(compiled["metrics"]))
            if (MetricCatalogue.IsAccuracy(metric) || Known(metric, m => MetricCatalogue.Create(m, "a metric"), "a metric",
                notes) is not null)
                _metrics.Add(metric);
    }

    /// <summary>What a file says: <c>training_config</c>, or <c>compile_config</c>.</summary>
    /// <param name="compiled">Null where it says nothing.</param>
    /// <param name="notes">Receives what is not known here.</param>
    public static KerasTraining Read(JsonObject? compiled, List<string> notes) => new(compiled, notes);

    /// <summary>The model with its loss, and names for its classes where it tells classes apart.</summary>
    public Model Complete(Model model) => ClassNumbers.Name(model with { Loss = _loss?.DeepClone() });

    /// <summary>As an experiment file says it; null where there is nothing to say.</summary>
    public JsonObject? ToJson()
    {
        if (_loss is null && _optimizer is null) return null;
        var json = new JsonObject();
        if (_loss is not null) json["loss"] = _loss.DeepClone();
        if (_optimizer is not null) json["optimizer"] = _optimizer.DeepClone();
        if (_schedule is not null) json["schedule"] = _schedule.DeepClone();
        if (_averaging is not null) (json["use_ema"], json["ema_momentum"]) = (true, _averaging.DeepClone());
        if (_metrics.Count > 0) json["metrics"] = new JsonArray([.. _metrics.Select(metric => metric.DeepClone())]);
        return json;
    }

    private static JsonNode? Known<T>(JsonNode? node, Func<JsonNode, T> create, string what, List<string> notes)
    {
        if (node is null) return null;
        try
        {
            _ = create(node);
            return node;
        }
        catch (GliaException error)
        {
            notes.Add($"{what} of the file is left out: {error.Message}");
            return null;
        }
    }

    // One loss a model, or one for each of its outputs, of which there is one.
    private static JsonNode? Single(JsonNode? node) => node switch
    {
        JsonArray { Count: 1 } list => Single(list[0]),
        JsonObject json when json["class_name"] is not null => Bare(json),
        JsonObject { Count: 1 } json => Single(json.First().Value),
        JsonValue value => value.DeepClone(),
        _ => null,
    };

    private static IEnumerable<JsonNode> Metrics(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (JsonNode? inner in list)
                    foreach (JsonNode metric in Metrics(inner)) yield return metric;
                break;
            case JsonObject json when json["class_name"] is not null:
                // Keras' name of accuracy before it knows which.
                yield return Bare(json) is JsonObject { } bare && bare["class_name"]?.ToString() == "MeanMetricWrapper"
                    ? bare["fn"]?.DeepClone() ?? "accuracy" : Bare(json);
                break;
            case JsonObject json:
                foreach ((_, JsonNode? inner) in json)
                    foreach (JsonNode metric in Metrics(inner)) yield return metric;
                break;
            case JsonValue value:
                yield return KerasDescription.Text(value) is "acc" ? "accuracy" : value.DeepClone();
                break;
        }
    }

    private static JsonNode? Optimizer(JsonNode? node)
    {
        if (node is not JsonObject json || KerasDescription.Text(json["class_name"]) is not { } kind) return node?.DeepClone();
        var bare = new JsonObject { ["class_name"] = kind[(kind.LastIndexOf('>') + 1)..] };
        foreach ((string written, JsonNode? value) in json["config"] as JsonObject ?? [])
        {
            string key = written == "lr" ? "learning_rate" : written;
            bool zero = value is JsonValue number && number.TryGetValue(out double size) && size == 0;
            bool off = value is null || value.GetValueKind() == JsonValueKind.False || (zero && key is "decay" or "schedule_decay");
            if (off || key is "name" or "jit_compile" or "is_legacy_optimizer" or "loss_scale_factor") continue;
            bare[key] = value is JsonObject inner ? Bare(inner) : value!.DeepClone();
        }
        return bare;
    }

    // {"class_name": "function", "config": "mse"} is a name; of a class only its settings matter.
    private static JsonNode Bare(JsonObject json)
    {
        if (json["config"] is JsonValue name) return name.DeepClone();
        var bare = new JsonObject { ["class_name"] = json["class_name"]?.DeepClone() };
        foreach ((string key, JsonNode? value) in json["config"] as JsonObject ?? [])
            if (value is not null && key is not ("name" or "dtype" or "fn")) bare[key] = value.DeepClone();
        return bare;
    }
}
