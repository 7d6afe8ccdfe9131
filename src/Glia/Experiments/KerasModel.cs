using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>
/// The layers of what stands under <c>network</c>: a list, or a whole model as <c>model.to_json()</c> of Keras 1, 2 or 3 writes it, a
/// <c>Sequential</c> or a functional one (<c>Model</c>, <c>Functional</c>), whose layers are a chain or a graph.
/// A model among the layers of another is replaced by its layers.
/// </summary>
internal static class KerasModel
{
    // A model in a model in a model… deeper than anybody builds; a file that goes on is no model.
    private const int MostDepth = 32;

    /// <summary>The layers in the order in which they run, each as it was written.</summary>
    /// <param name="file">How errors call the file.</param>
    /// <param name="node">What stands under <c>network</c>.</param>
    /// <returns>Null if it is neither a list nor a model.</returns>
    /// <exception cref="GliaException">The layers are no network here; the sentence names the layer.</exception>
    public static IReadOnlyList<JsonNode?>? Layers(string file, JsonNode? node) => Layers(file, node, MostDepth);

    private static List<JsonNode?>? Layers(string file, JsonNode? node, int depth)
    {
        if (depth == 0)
            throw new GliaException($"{file}: the network holds models in models, deeper than {MostDepth}; write its layers as one list.");
        JsonNode model = node ?? new JsonObject();
        // h5 files and keras_metadata keep the model under "model_config"; Keras 1 has the list itself as its "config".
        if (model is JsonObject { } outer && outer["model_config"] is JsonObject inner) model = inner;
        JsonNode? functional = (model as JsonObject)?["config"] ?? model;
        JsonNode? listed = functional is JsonObject settings ? settings["layers"] : functional;
        if (listed is not JsonArray array) return null;
        IReadOnlyList<JsonNode?> chain = array.Any(HasInbound) ? KerasGraph.Order(file, array, functional as JsonObject ?? [],
            layer => IsModel(layer) ? Layers(file, layer, depth - 1) : null) : [.. array];
        var layers = new List<JsonNode?>();
        foreach (JsonNode? layer in chain)
        {
            if (IsModel(layer) && Layers(file, layer, depth - 1) is { } within) layers.AddRange(within);
            else layers.Add(layer);
        }
        return layers;
    }

    private static bool HasInbound(JsonNode? layer) => layer is JsonObject json && json.ContainsKey("inbound_nodes");

    private static bool IsModel(JsonNode? layer) =>
        layer is JsonObject json && json["class_name"] is JsonValue name && name.GetValueKind() == JsonValueKind.String
        && name.GetValue<string>() is "Sequential" or "Functional" or "Model";
}
