using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Experiments;

/// <summary>
/// The layers of a functional Keras model in the order in which they run. Each says in <c>inbound_nodes</c> whose output it takes; where
/// the layers form one chain that is a network here, and where they do not, the sentence names the layer at which it parts.
/// </summary>
internal static class KerasChain
{
    private const string Advice = "Glia trains chains, in which each layer takes the output of one layer; write the network as one chain";

    /// <summary>The layers in order.</summary>
    /// <param name="file">How errors call the file.</param>
    /// <param name="layers">The model's layers in any order.</param>
    /// <param name="model">The model's settings: <c>input_layers</c> and <c>output_layers</c>, where they are given.</param>
    /// <exception cref="GliaException">They form no chain.</exception>
    public static IReadOnlyList<JsonNode?> Order(string file, JsonArray layers, JsonObject model)
    {
        RequireOne(file, model, "input_layers", "input");
        RequireOne(file, model, "output_layers", "output");
        var byName = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var next = new Dictionary<string, string>(StringComparer.Ordinal);
        string? first = null;
        foreach (JsonNode? node in layers)
        {
            if (node is not JsonObject layer || Name(layer) is not { } name)
                throw new GliaException($"{Place(file, node)}: a layer of a functional model needs its \"name\", " +
                    "because the others call it by it.");
            if (!byName.TryAdd(name, layer))
                throw new GliaException($"{Place(file, node)}: two layers of the model are called '{name}'; " +
                    "every layer needs a name of its own.");
            if (Source(file, layer, name) is not { } source)
            {
                if (first is not null)
                    throw new GliaException($"{Place(file, node)}: the model starts at '{first}' and again at '{name}'; {Advice}.");
                first = name;
            }
            else if (!next.TryAdd(source, name))
            {
                throw new GliaException($"{Place(file, node)}: the model branches after the layer '{source}', " +
                    $"to '{next[source]}' and to '{name}'; {Advice}.");
            }
        }
        if (first is null)
            throw new GliaException($"{Place(file, layers)}: every layer of the model takes the output of another, " +
                $"so none is the first; {Advice}.");
        var chain = new List<JsonNode?>();
        for (string? name = first; name is not null; name = next.GetValueOrDefault(name))
        {
            chain.Add(byName.TryGetValue(name, out JsonObject? layer) ? layer : throw Unknown(file, layers, name));
        }
        if (chain.Count == byName.Count) return chain;
        string lost = byName.Keys.First(name => !chain.Contains(byName[name]));
        throw next.Keys.FirstOrDefault(source => !byName.ContainsKey(source)) is { } absent
            ? Unknown(file, layers, absent)
            : new GliaException($"{Place(file, byName[lost])}: the layer '{lost}' takes its own output by way of others; {Advice}.");
    }

    /// <summary>The one layer whose output this one takes; null for the input.</summary>
    private static string? Source(string file, JsonObject layer, string name)
    {
        if (layer["inbound_nodes"] is not JsonArray { Count: > 0 } nodes) return null;
        // One node a call; some files leave its list away and name the tensors of the one call directly.
        int calls = nodes.All(IsTensor) ? 1 : nodes.Count(node => Tensors(node).Any());
        string[] sources = [.. nodes.SelectMany(Tensors)];
        if (calls > 1)
            throw new GliaException($"{Place(file, layer)}: the layer '{name}' is used {calls} times; {Advice}, " +
                "with a layer of its own at each place.");
        if (sources.Length > 1)
            throw new GliaException($"{Place(file, layer)}: " +
                $"the layer '{name}' joins {string.Join(" and ", sources.Select(s => $"'{s}'"))}; {Advice}.");
        return sources.Length == 0 ? null : sources[0];
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
                $"{string.Join(" and ", names.Select(n => $"'{n}'"))}; {Advice}, with one {kind}.");
    }

    private static string? Name(JsonObject layer) => Text(layer["name"]) ?? Text((layer["config"] as JsonObject)?["name"]);

    private static string? Text(JsonNode? node) => IsText(node) ? node!.GetValue<string>() : null;

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    private static bool IsNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number;

    private static GliaException Unknown(string file, JsonArray layers, string name) =>
        new($"{Place(file, layers)}: a layer takes the output of '{name}', but the model has no layer of that name.");

    private static string Place(string file, JsonNode? node) => node is null ? file : JsonLines.Place(node) ?? file;
}
