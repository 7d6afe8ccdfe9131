using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>Reads an optimizer of PyTorch's as an experiment says it.</summary>
internal static class TorchOptimizer
{
    // The settings that an experiment file has, by PyTorch's names; the others say how PyTorch computes, and not what.
    private static readonly HashSet<string> s_settings = ["lr", "momentum", "dampening", "nesterov", "weight_decay", "betas", "eps",
        "amsgrad", "alpha", "centered"];

    private static readonly HashSet<string> s_kinds = ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta"];

    /// <summary>Reads the settings of a step.</summary>
    /// <param name="kind">PyTorch's class name.</param>
    /// <param name="module">Where the class is from.</param>
    /// <param name="groups">The settings of its groups of weights.</param>
    /// <param name="gradientScale">How many times as large as Glia's the gradients are.</param>
    /// <exception cref="NotUnderstood">Glia has no such optimizer.</exception>
    public static JsonObject Read(string kind, string module, JsonElement groups, double gradientScale)
    {
        if (!module.StartsWith("torch.optim", StringComparison.Ordinal))
            throw new NotUnderstood($"the optimizer {kind}, which is not PyTorch's");
        if (!s_kinds.Contains(kind)) throw new NotUnderstood($"the optimizer {kind}, which Glia does not have");
        JsonElement group = groups[0];
        if (groups.EnumerateArray().Any(other => LibraryRecord.NumberOf(other, "lr") != LibraryRecord.NumberOf(group, "lr")))
            throw new NotUnderstood("groups of weights with learning rates of their own");
        if (group.TryGetProperty("maximize", out JsonElement maximize) && maximize.ValueKind == JsonValueKind.True)
            throw new NotUnderstood("an optimizer with maximize=True");
        double rate = LibraryRecord.NumberOf(group, "lr") ?? throw new NotUnderstood($"the learning rate of {kind}");
        if (kind is "Adagrad" or "Adadelta") return OfKeras(kind, rate, group);
        var words = new JsonObject { ["class_name"] = $"torch.optim.{kind}" };
        foreach (JsonProperty setting in group.EnumerateObject())
        {
            if (!s_settings.Contains(setting.Name) || setting.Value.ValueKind is JsonValueKind.Null) continue;
            words[setting.Name == "lr" ? "learning_rate" : setting.Name] = JsonNode.Parse(setting.Value.GetRawText());
        }
        // A sum of gradients where Glia has a mean: as much more rate, where the steps follow the size of the gradient.
        if (kind == "SGD") words["learning_rate"] = (float)(rate * gradientScale);
        return words;
    }

    // Those whose rule is Keras' own.
    private static JsonObject OfKeras(string kind, double rate, JsonElement group)
    {
        if (LibraryRecord.NumberOf(group, "weight_decay") is > 0) throw new NotUnderstood($"{kind} with a weight_decay");
        if (LibraryRecord.NumberOf(group, "lr_decay") is > 0) throw new NotUnderstood($"{kind} with a lr_decay");
        var words = new JsonObject
        {
            ["class_name"] = kind,
            ["learning_rate"] = (float)rate,
            ["epsilon"] = (float)(LibraryRecord.NumberOf(group, "eps") ?? (kind == "Adagrad" ? 1e-10 : 1e-6)),
        };
        if (kind == "Adagrad")
            words["initial_accumulator_value"] = (float)(LibraryRecord.NumberOf(group, "initial_accumulator_value") ?? 0);
        else words["rho"] = (float)(LibraryRecord.NumberOf(group, "rho") ?? 0.9);
        return words;
    }
}
