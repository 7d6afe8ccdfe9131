using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Layers;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>
/// The layers of a functional Keras model in an order in which they can run. Each says in <c>inbound_nodes</c> whose output it takes;
/// where they form a chain they are that, else a <see cref="Graph"/>.
/// </summary>
internal static class KerasGraph
{
    private const string Advice = "a network has one input and one output, and each of its layers stands at one place";

    /// <summary>The layers in order: a chain as it is, else what says the shape of the input and one graph.</summary>
    /// <param name="file">How errors call the file.</param>
    /// <param name="layers">The model's layers in any order.</param>
    /// <param name="model">The model's settings: <c>input_layers</c> and <c>output_layers</c>, where they are given.</param>
    /// <param name="within">The layers of a model among these.</param>
    /// <exception cref="GliaException">They are no network here; the sentence names the layer.</exception>
    public static IReadOnlyList<JsonNode?> Order(string file, JsonArray layers, JsonObject model,
        Func<JsonNode, IReadOnlyList<JsonNode?>?> within)
    {
        (JsonObject Layer, string[] Sources)[] nodes = Sorted(file, layers, model);
        return Parts(nodes) is null ? [.. nodes.Select(node => node.Layer)] : AsGraph(nodes, Name(nodes[0].Layer)!, within);
    }

    // The first layer that does not take just the one before it; null for a chain.
    private static int? Parts((JsonObject Layer, string[] Sources)[] nodes)
    {
        for (int i = 1; i < nodes.Length; i++)
            if (nodes[i].Sources is not [var from] || from != Name(nodes[i - 1].Layer)) return i;
        return null;
    }

    /// <summary>The layers, each after all whose outputs it takes, with the names of those; none for the first.</summary>
    /// <param name="file">How errors call the file.</param>
    /// <param name="layers">The model's layers in any order.</param>
    /// <param name="model">The model's settings: <c>input_layers</c> and <c>output_layers</c>, where they are given.</param>
    /// <exception cref="GliaException">They are no network with one input and one output; the sentence names the layer.</exception>
    public static (JsonObject Layer, string[] Sources)[] Sorted(string file, JsonArray layers, JsonObject model)
    {
        RequireOne(file, model, "input_layers", "input");
        RequireOne(file, model, "output_layers", "output");
        var nodes = new Dictionary<string, (JsonObject Layer, string[] Sources)>(StringComparer.Ordinal);
        foreach (JsonNode? node in layers)
        {
            if (node is not JsonObject layer || Name(layer) is not { } name)
                throw new GliaException($"{Place(file, node)}: a layer of a functional model needs its \"name\", " +
                    "because the others call it by it.");
            if (!nodes.TryAdd(name, (layer, Sources(file, layer, name))))
                throw new GliaException($"{Place(file, node)}: two layers of the model are called '{name}'; " +
                    "every layer needs a name of its own.");
        }
        string[] first = [.. nodes.Keys.Where(name => nodes[name].Sources.Length == 0)];
        if (first.Length == 0)
            throw new GliaException($"{Place(file, layers)}: every layer of the model takes the output of another, " +
                $"so none is the first; {Advice}.");
        if (first.Length > 1)
            throw new GliaException($"{Place(file, nodes[first[1]].Layer)}: the model starts at '{first[0]}' and again at '{first[1]}'; " +
                $"{Advice}.");
        string[] order = Order(file, layers, nodes);
        string[] ends = [.. order.Except(nodes.Values.SelectMany(node => node.Sources))];
        if (ends.Length > 1)
            throw new GliaException($"{Place(file, nodes[ends[0]].Layer)}: the model ends at '{ends[0]}' and at '{ends[1]}'; {Advice}.");
        return [.. order.Select(name => nodes[name])];
    }

    // The first layer says the shape, and is the graph's input where it does nothing else.
    private static List<JsonNode?> AsGraph((JsonObject Layer, string[] Sources)[] nodes, string first,
        Func<JsonNode, IReadOnlyList<JsonNode?>?> within)
    {
        JsonObject start = nodes[0].Layer;
        bool onlyInput = Text(start["class_name"]) == "InputLayer";
        var listed = new JsonArray();
        foreach ((JsonObject layer, string[] sources) in nodes.Skip(onlyInput ? 1 : 0))
        {
            var written = (JsonObject)JsonLines.DeepClone(layer);
            if (within(layer) is { } inner)
                written = new JsonObject
                {
                    ["class_name"] = nameof(Sequential),
                    ["name"] = Name(layer),
                    ["layers"] = new JsonArray([.. inner.Where(IsLayer).Select(one => one?.DeepClone())]),
                };
            written.Remove("inbound_nodes");
            string[] inputs = sources.Length == 0 ? [Graph.Input]
                : [.. sources.Select(source => onlyInput && source == first ? Graph.Input : source)];
            written["inputs"] = new JsonArray([.. inputs.Select(name => (JsonNode)name)]);
            listed.Add((JsonNode)written);
        }
        var graph = new JsonObject { ["class_name"] = nameof(Graph), ["layers"] = listed };
        return onlyInput ? [start, graph] : [graph];
    }

    private static bool IsLayer(JsonNode? node) => Text((node as JsonObject)?["class_name"]) != "InputLayer";

    // Each after all that it takes, otherwise in the order of the file.
    private static string[] Order(string file, JsonArray layers, Dictionary<string, (JsonObject Layer, string[] Sources)> nodes)
    {
        if (nodes.Values.SelectMany(node => node.Sources).FirstOrDefault(source => !nodes.ContainsKey(source)) is { } absent)
            throw new GliaException($"{Place(file, layers)}: a layer takes the output of '{absent}', " +
                "but the model has no layer of that name.");
        var order = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (order.Count < nodes.Count)
        {
            string? next = nodes.Keys.FirstOrDefault(name => !done.Contains(name) && nodes[name].Sources.All(done.Contains));
            if (next is null)
            {
                string lost = nodes.Keys.First(name => !done.Contains(name));
                throw new GliaException($"{Place(file, nodes[lost].Layer)}: the layer '{lost}' takes its own output by way of others; " +
                    $"{Advice}.");
            }
            order.Add(next);
            done.Add(next);
        }
        return [.. order];
    }

    /// <summary>The layers whose outputs this one takes; none for the input.</summary>
    private static string[] Sources(string file, JsonObject layer, string name)
    {
        if (layer["inbound_nodes"] is not JsonArray { Count: > 0 } nodes) return [];
        // One node a call; some files leave its list away and name the tensors of the one call directly.
        int calls = nodes.All(IsTensor) ? 1 : nodes.Count(node => Tensors(node).Any());
        return calls <= 1 ? [.. nodes.SelectMany(Tensors)]
            : throw new GliaException($"{Place(file, layer)}: the layer '{name}' is used {calls} times; {Advice}, " +
                "so give each place a layer of its own.");
    }

    // Keras 1 and 2: ["name", node, tensor, {arguments}]; Keras 3: {"class_name": "__keras_tensor__", "config": {"keras_history":
    // ["name", node, tensor]}}.
    private static IEnumerable<string> Tensors(JsonNode? node) => node switch
    {
        JsonArray array when IsTensor(array) => array.Skip(3).SelectMany(Tensors).Prepend(array[0]!.GetValue<string>()),
        JsonArray array => array.SelectMany(Tensors),
        JsonObject json when json["keras_history"] is JsonArray history => Tensors(history),
        JsonObject json => json.SelectMany(item => Tensors(item.Value)),
        _ => [],
    };

    private static bool IsTensor(JsonNode? node) =>
        node is JsonArray { Count: >= 3 } array && IsText(array[0]) && IsNumber(array[1]) && IsNumber(array[2]);

    private static void RequireOne(string file, JsonObject model, string key, string kind)
    {
        string[] names = [.. Tensors(model[key])];
        if (names.Length > 1)
            throw new GliaException($"{JsonLines.Place(model, key) ?? file}: the model has {names.Length} {kind}s, " +
                $"{string.Join(" and ", names.Select(n => $"'{n}'"))}; {Advice}: " +
                (kind == "output" ? "keep one, as keras.Model(model.inputs, model.outputs[0]) does." : "let one input hold them all."));
    }

    /// <summary>What the others call a layer.</summary>
    public static string? Name(JsonObject layer) => Text(layer["name"]) ?? Text((layer["config"] as JsonObject)?["name"]);

    private static string? Text(JsonNode? node) => IsText(node) ? node!.GetValue<string>() : null;

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    private static bool IsNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number;

    private static string Place(string file, JsonNode? node) => node is null ? file : JsonLines.Place(node) ?? file;
}
