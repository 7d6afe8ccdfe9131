using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Settings;
using Glia.Training;

namespace Glia.Experiments;

/// <summary><c>class_weight</c> of an experiment: from what the file says to the numbers that training takes.</summary>
internal static class ClassWeights
{
    /// <summary>What the file says, checked as far as that is possible without the data.</summary>
    public static JsonNode? Read(Section training)
    {
        const string key = "class_weight";
        JsonNode? node = training.Node(key);
        if (node is null || (node.GetValueKind() == JsonValueKind.String && node.GetValue<string>() == "balanced"))
            return node?.DeepClone();
        if (node is not JsonObject weights)
            throw training.Wrong(key, node, "\"balanced\" or an object with a number for each class, such as {\"0\": 1, \"1\": 5}");
        foreach ((string label, JsonNode? weight) in weights)
            if (weight?.GetValueKind() != JsonValueKind.Number || !(Number(weight) >= 0) || float.IsInfinity(Number(weight)))
                throw training.Error(key, $"training.class_weight of class '{label}' is {weight?.ToJsonString() ?? "null"}; " +
                    "it must be a number of at least 0.");
        return weights.DeepClone();
    }

    /// <summary>The weight of each class by its number; null for none.</summary>
    /// <param name="node">What <see cref="Read"/> gave.</param>
    /// <param name="training">The training part.</param>
    /// <param name="names">What the classes are called; null if they have no names.</param>
    /// <exception cref="GliaException">A class is not known.</exception>
    public static IReadOnlyDictionary<int, float>? Of(JsonNode? node, Dataset training, IReadOnlyList<string>? names)
    {
        if (node is null) return null;
        if (node is not JsonObject weights) return RowWeights.Balanced(training.Targets);
        var byClass = new Dictionary<int, float>();
        foreach ((string label, JsonNode? weight) in weights)
        {
            int number = names is null ? -1 : names.ToList().IndexOf(label);
            if (number < 0 && !int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out number))
                throw new GliaException("training.class_weight names the class " +
                    $"'{label}'{(names is null ? ", but the classes are numbers." : Spelling.Suggest(label, names))}");
            if (!byClass.TryAdd(number, Number(weight!)))
                throw new GliaException($"training.class_weight names class {number} twice, by its name and by its number; keep one.");
        }
        return byClass;
    }

    private static float Number(JsonNode weight) => float.Parse(weight.ToJsonString(), CultureInfo.InvariantCulture);
}
