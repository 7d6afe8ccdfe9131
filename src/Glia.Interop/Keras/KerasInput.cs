using System.Text.Json.Nodes;

namespace Glia.Interop.Keras;

/// <summary>The size of a sample of a Keras model.</summary>
internal static class KerasInput
{
    /// <summary>What the first layer says, with the batch in front or without it; else what its kernel says.</summary>
    /// <exception cref="GliaException">Nobody says it, or it is not the same for every sample.</exception>
    public static Shape Of(string file, JsonObject model, IReadOnlyList<KerasLayer> layers, IKerasWeights weights)
    {
        if (layers.Count == 0) throw new GliaException($"{file} holds a model without layers; give one that computes something.");
        JsonObject first = layers[0].Config;
        JsonNode? batch = first["batch_input_shape"] ?? first["batch_shape"] ?? (model["config"] as JsonObject)?["build_input_shape"]
            ?? (model["build_config"] as JsonObject)?["input_shape"];
        if (batch is JsonArray { Count: > 0 } whole) return Shape(file, [.. whole.Skip(1)]);
        if (first["input_shape"] is JsonArray sample) return Shape(file, [.. sample]);
        if (first["input_dim"] is JsonValue single && single.TryGetValue(out int width) && width > 0) return width;
        KerasLayer? learned = layers.FirstOrDefault(layer => weights.Of(layer).Count > 0);
        if (learned is { ClassName: "Dense" } && weights.Of(learned) is [{ Shape: [int inputs, _] }, ..] && inputs > 0) return inputs;
        throw new GliaException($"{file} does not say the size of its input; build the model (model.build or a first call) and save it " +
            "again.");
    }

    private static Shape Shape(string file, JsonNode?[] sizes)
    {
        if (sizes.Length == 0) return 1;
        string shown = string.Join(", ", sizes.Select(size => size?.ToJsonString() ?? "any"));
        int[] known = [.. sizes.Select(size => size is JsonValue value && value.TryGetValue(out int number) ? number : 0)];
        try
        {
            return new Shape(known);
        }
        catch (ArgumentException error)
        {
            throw new GliaException($"{file} takes inputs of ({shown}); Glia needs one to four sizes that are the same for every sample: " +
                "give the first layer a fixed input shape and save the model again.", error);
        }
    }
}
