using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Losses;

namespace Glia.Doctor.Trials;

/// <summary>
/// Says what differs between two variants as one line of a Keras program, or in the words of an experiment file where Keras has none.
/// </summary>
internal static class InKeras
{
    // More calls than this are no longer one line.
    private const int MostCalls = 3;

    /// <summary>The difference: <c>Dense(1, activation="sigmoid")</c>; null if there is none.</summary>
    public static string? Line(Variant before, Variant after)
    {
        var parts = new List<string>();
        if (after.Scale != before.Scale && after.Scale is { } scale) parts.Add($"\"scale\": \"{scale}\"");
        if (after.TargetsStandardized && !before.TargetsStandardized) parts.Add("\"target_scale\": \"standardize\"");
        if (after.Data.Augmentation is null && before.Data.Augmentation is not null) parts.Add("\"augment\": null");
        string[] layers = [.. Enumerable.Range(0, Math.Min(before.Layers.Count, after.Layers.Count))
            .Where(i => !JsonNode.DeepEquals(before.Layers[i], after.Layers[i]))
            .SelectMany(i => Calls(before.Layers[i], after.Layers[i])).Distinct()];
        parts.AddRange(layers.Take(MostCalls));
        if (layers.Length > MostCalls) parts.Add($"and {layers.Length - MostCalls} more");
        if (!JsonNode.DeepEquals(LossCatalogue.ToJson(before.Loss), LossCatalogue.ToJson(after.Loss))) parts.Add(OfLoss(after.Loss));
        if (!JsonNode.DeepEquals(before.Optimizer, after.Optimizer)) parts.Add(Call(before.Optimizer, after.Optimizer));
        if (!JsonNode.DeepEquals(before.Schedule, after.Schedule)) parts.Add($"schedule={Value(after.Schedule)}");
        if (after.Options.BatchSize != before.Options.BatchSize) parts.Add($"batch_size={after.Options.BatchSize}");
        if (after.Options.GradientAccumulationSteps != before.Options.GradientAccumulationSteps)
            parts.Add($"gradient_accumulation_steps={after.Options.GradientAccumulationSteps}");
        if (after.Options.Epochs != before.Options.Epochs) parts.Add($"epochs={after.Options.Epochs}");
        if (after.Options.Shuffle != before.Options.Shuffle) parts.Add($"shuffle={Value(after.Options.Shuffle)}");
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private static IEnumerable<string> Calls(JsonObject was, JsonObject now)
    {
        if (PutBefore.Of(was, now) is not { } put) return [Call(was, now)];
        string before = was["name"]?.GetValue<string>() is { Length: > 0 } name ? name : was["class_name"]!.GetValue<string>();
        string[] added = [.. put.Layers.Select(one =>
            $"{Call(new JsonObject { ["class_name"] = one["class_name"]!.DeepClone() }, one)} before {before}")];
        return JsonNode.DeepEquals(was, put.Last) ? added : [.. added, Call(was, put.Last)];
    }

    // What Keras takes by its place, then what changed by its name.
    private static string Call(JsonObject was, JsonObject now)
    {
        string name = now["class_name"]!.GetValue<string>();
        string? first = name switch { "Dense" => "units", "Dropout" => "rate", "Activation" => "activation", _ => null };
        bool other = name != was["class_name"]!.GetValue<string>();
        var arguments = new List<string>();
        if (first is not null && now[first] is { } place) arguments.Add(Value(place));
        foreach ((string key, JsonNode? value) in now)
        {
            if (key == first || key is "class_name" or "name") continue;
            if (other ? key == "learning_rate" : !JsonNode.DeepEquals(was[key], value)) arguments.Add($"{key}={Value(value)}");
        }
        if (!other)
            arguments.AddRange(was.Where(setting => !now.ContainsKey(setting.Key))
                .Select(setting => $"{setting.Key}={(setting.Key == "trainable" ? "True" : "None")}"));
        return $"{name}({string.Join(", ", arguments)})";
    }

    private static string OfLoss(Loss loss)
    {
        string reduction = loss.Reduction == Reduction.Sum ? ", reduction=\"sum\"" : "";
        return loss.FromLogits ? $"loss={loss.Name}(from_logits=True{reduction})" : $"loss=\"{loss.Name}\"{reduction}";
    }

    private static string Value(JsonNode? node) => node switch
    {
        null => "None",
        JsonObject { } named => named["class_name"]?.GetValue<string>() is { } name ? $"\"{name}\"" : named.ToJsonString(),
        JsonValue value when value.TryGetValue(out string? text) => $"\"{text}\"",
        JsonValue value when value.TryGetValue(out bool flag) => flag ? "True" : "False",
        JsonValue value when double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out double number) =>
            Words.Number(number).Replace(",", "", StringComparison.Ordinal),
        _ => node.ToJsonString(),
    };
}
