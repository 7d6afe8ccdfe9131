using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Layers that each name the layers whose outputs they take: what Keras' functional models are. The last one gives the output of all.
/// </summary>
public sealed class Graph : Container
{
    /// <summary>What goes into the graph, where a layer names what it takes.</summary>
    public const string Input = "input";

    private readonly (Layer Layer, string[] Inputs)[] _nodes;

    /// <summary>A graph of layers.</summary>
    /// <param name="nodes">
    /// Each layer under its name, with the names of those it takes or <see cref="Input"/>; it stands after all of them.
    /// </param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public Graph(params IReadOnlyList<(string Name, Layer Layer, IReadOnlyList<string> Inputs)> nodes)
        : this([.. nodes.Select(node => (node.Layer, node.Inputs.ToArray()))])
    {
        foreach ((string name, Layer layer, _) in nodes) layer.Name = name;
    }

    private Graph((Layer Layer, string[] Inputs)[] nodes) => _nodes = nodes.Length > 0 ? nodes
        : throw new ArgumentException("A graph needs at least one layer.", nameof(nodes));

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Children => [.. _nodes.Select(node => node.Layer)];

    /// <inheritdoc/>
    protected internal override Wire Wire(Wiring wiring, Wire input)
    {
        var wires = new Dictionary<string, Wire>(StringComparer.Ordinal) { [Input] = input };
        Wire last = input;
        foreach ((Layer layer, string[] inputs) in _nodes)
        {
            if (Array.Find(inputs, name => !wires.ContainsKey(name)) is { } absent)
                throw new GliaException($"Layer '{layer.Name}' takes the output of '{absent}', and no layer before it has that name" +
                    Spelling.Suggest(absent, wires.Keys));
            last = wires[layer.Name] = wiring.Add(layer, [.. inputs.Select(name => wires[name])]);
        }
        return last;
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new()
    {
        ["layers"] = new JsonArray([.. _nodes.Select(node =>
        {
            JsonObject written = LayerCatalogue.ToJson(node.Layer);
            written["inputs"] = new JsonArray([.. node.Inputs.Select(name => (JsonNode)name)]);
            return (JsonNode)written;
        })]),
    };

    internal static Graph FromConfig(ConfigReader config)
    {
        const string Expected = "a list of at least one layer, each with its \"inputs\"";
        if (config.Node("layers") is not JsonArray { Count: > 0 } listed) throw config.Wrong("layers", Expected);
        var nodes = new List<(Layer, string[])>();
        foreach (JsonNode? node in listed)
        {
            if (node is not JsonObject written || written["inputs"] is not JsonArray { Count: > 0 } inputs
                || !inputs.All(name => name is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String))
                throw config.Wrong("layers", Expected);
            var layer = (JsonObject)JsonLines.DeepClone(written);
            layer.Remove("inputs");
            nodes.Add((LayerCatalogue.Create(layer, $"{config.Where}.layers[{nodes.Count}]"),
                [.. inputs.Select(name => name!.GetValue<string>())]));
        }
        return new Graph([.. nodes]);
    }
}
