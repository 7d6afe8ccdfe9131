using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Interop.Keras;

/// <summary>One layer of a Keras model, as its description says it; a model among the layers is replaced by its layers.</summary>
/// <param name="ClassName">Keras' class name.</param>
/// <param name="Config">Its settings.</param>
/// <param name="Name">Its name.</param>
/// <param name="Group">Where files of Keras 3 keep what it holds: <c>layers/dense_1</c>, or <c>layers/sequential/layers/dense_1</c> in a
/// model in a model.</param>
/// <param name="Top">The layer of the outermost model that it is, or is in: files before Keras 3 keep weights under its name.</param>
/// <param name="Sources">Which layers before it, by their places, give what it takes; none for what goes into the model.</param>
internal sealed record KerasLayer(
    string ClassName, JsonObject Config, string Name, string Group, string Top, IReadOnlyList<int> Sources)
{
    /// <summary>Whether it stands in a model that is a layer of another.</summary>
    public bool IsNested => Top != Name;
}

/// <summary>The layers of a Keras model, each after those whose outputs it takes.</summary>
internal sealed class KerasDescription
{
    // A model in a model in a model… deeper than anybody builds.
    private const int MostDepth = 32;

    private readonly string _file;
    private readonly List<KerasLayer> _layers = [];

    private KerasDescription(string file) => _file = file;

    /// <summary>The layers.</summary>
    /// <param name="file">What the messages call the file.</param>
    /// <param name="model">What <c>model.to_json()</c> writes: <c>class_name</c> and <c>config</c>.</param>
    /// <exception cref="GliaException">It is no model, or one with several inputs or outputs.</exception>
    public static IReadOnlyList<KerasLayer> Layers(string file, JsonObject model)
    {
        var description = new KerasDescription(file);
        _ = description.Add(model, "layers", null, [], MostDepth);
        return description._layers;
    }

    // Gives the place of the layer whose output is the model's.
    private IReadOnlyList<int> Add(JsonObject model, string container, string? top, IReadOnlyList<int> inputs, int depth)
    {
        if (depth == 0) throw new GliaException($"{_file} holds models in models, deeper than {MostDepth}; write its layers as one model.");
        string className = Text(model["class_name"]) ?? "";
        JsonNode? config = model["config"];
        // Keras 1 and early 2 have the list itself as the settings of a Sequential.
        JsonArray? listed = config as JsonArray ?? (config as JsonObject)?["layers"] as JsonArray;
        if (listed is null || !IsModel(className))
            throw new GliaException($"{_file} holds a model of the class '{className}', whose code is not in the file; " +
                "Glia reads Sequential and functional models: save it as one of these.");
        // Each layer of a functional model says whose outputs it takes; those of a Sequential take the one before.
        bool graph = listed.Any(layer => (layer as JsonObject)?.ContainsKey("inbound_nodes") ?? false);
        IEnumerable<(JsonNode? Layer, string[]? Sources)> ordered = graph
            ? KerasGraph.Sorted(_file, listed, config as JsonObject ?? []).Select(one => ((JsonNode?)one.Layer, (string[]?)one.Sources))
            : listed.Select(layer => (layer, (string[]?)null));
        Dictionary<JsonNode, string> groups = Groups(listed);
        var places = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        IReadOnlyList<int> last = inputs;
        foreach ((JsonNode? node, string[]? from) in ordered)
        {
            if (node is not JsonObject layer || Text(layer["class_name"]) is not { } kind)
                throw new GliaException($"{_file}: the model has something among its layers that is none; save it again.");
            JsonObject settings = layer["config"] as JsonObject ?? [];
            string name = Text(layer["name"]) ?? Text(settings["name"]) ?? "", group = $"{container}/{groups[layer]}";
            IReadOnlyList<int> sources = from is null ? last : from.Length == 0 ? inputs : [.. from.SelectMany(one => places[one])];
            if (IsModel(kind) && (layer["config"] is JsonArray || settings["layers"] is JsonArray))
            {
                last = Add(layer, $"{group}/layers", top ?? name, sources, depth - 1);
            }
            else
            {
                RequireKeras(layer, kind, name);
                _layers.Add(new KerasLayer(kind, settings, name, group, top ?? name, sources));
                last = [_layers.Count - 1];
            }
            places[KerasGraph.Name(layer) ?? name] = last;
        }
        return last;
    }

    // Keras 3 names groups by the class and counts each class by itself, in the order of the file.
    private static Dictionary<JsonNode, string> Groups(JsonArray listed)
    {
        var groups = new Dictionary<JsonNode, string>(ReferenceEqualityComparer.Instance);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonNode? node in listed)
        {
            if (node is not JsonObject layer || Text(layer["class_name"]) is not { } kind) continue;
            string group = KerasGroups.NameOf(kind);
            int number = counts.GetValueOrDefault(group);
            counts[group] = number + 1;
            groups[layer] = number == 0 ? group : $"{group}_{number}";
        }
        return groups;
    }

    // A class of somebody's own has its code elsewhere.
    private void RequireKeras(JsonObject layer, string kind, string name)
    {
        string module = Text(layer["module"]) ?? "keras.layers", registered = Text(layer["registered_name"]) ?? "";
        bool own = !(module.StartsWith("keras", StringComparison.Ordinal) || module.StartsWith("tensorflow.", StringComparison.Ordinal)
            || module.StartsWith("tf_keras", StringComparison.Ordinal)) || registered.Contains('>', StringComparison.Ordinal)
            || kind.Contains('>', StringComparison.Ordinal);
        if (own)
            throw new GliaException($"{_file}: the layer '{name}' is of the class '{kind}' of somebody's own ({module}), " +
                "whose code is not in the file and would not be run; use layers that Keras comes with.");
    }

    internal static bool IsModel(string className) => className is "Sequential" or "Functional" or "Model";

    internal static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
