namespace Glia.Interop.Onnx;

/// <summary>
/// The last states of several recurrent operators as PyTorch exports them: all put side by side, of which some are taken. Each is taken
/// from its own operator instead, so that what nobody needs of the others falls away.
/// </summary>
internal static class OnnxStates
{
    /// <summary>Rewires a graph.</summary>
    public static void Rewire(OnnxGraph graph)
    {
        if (!graph.Nodes.Exists(OnnxRecurrent.Is)) return;
        var makers = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (OnnxNode node in graph.Nodes)
            foreach (string output in node.Outputs) makers.TryAdd(output, node);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            OnnxNode node = graph.Nodes[i];
            if (node.Inputs.Count < 2 || node.Outputs.Count == 0) continue;
            if (node.Type == "Gather" && Part(graph, makers, node) is var (state, place))
                graph.Nodes[i] = Taking(graph, node, state, place);
            if (node.Type == "Concat" && Both(graph, makers, node) is { } states)
            {
                string turned = $"{node.Outputs[0]}/turned";
                graph.Tensors[turned + "/sizes"] = OnnxConstants.Whole(turned + "/sizes", [0, -1], [2]);
                var order = new OnnxAttribute(0, 0, "", [1, 0, 2], [], null);
                graph.Nodes[i] = new OnnxNode("Transpose", node.Name, [states], [turned],
                    new Dictionary<string, OnnxAttribute> { ["perm"] = order }, "");
                graph.Nodes.Insert(i + 1, new OnnxNode("Reshape", node.Name, [turned, turned + "/sizes"], node.Outputs,
                    new Dictionary<string, OnnxAttribute>(), ""));
            }
            foreach (string output in graph.Nodes[i].Outputs) makers[output] = graph.Nodes[i];
        }
    }

    // Which operator's states a Gather takes one of, and which of them.
    private static (string State, long Place)? Part(OnnxGraph graph, Dictionary<string, OnnxNode> makers, OnnxNode gather)
    {
        if (gather.Int("axis", 0) != 0 || !makers.TryGetValue(gather.Inputs[0], out OnnxNode? all)
            || all is not { Type: "Concat" } || all.Int("axis", 0) != 0 || Index(graph, makers, gather) is not { } place) return null;
        int[] counts = [.. all.Inputs.Select(name => Directions(makers, name))];
        if (counts.Contains(0)) return null;
        if (place < 0) place += counts.Sum();
        for (int i = 0; i < counts.Length; i++)
        {
            if (place >= 0 && place < counts[i]) return (all.Inputs[i], place);
            place -= counts[i];
        }
        return null;
    }

    // The states of both directions of one operator, laid side by side.
    private static string? Both(OnnxGraph graph, Dictionary<string, OnnxNode> makers, OnnxNode concat)
    {
        if (concat.Inputs is not [var first, var second] || concat.Int("axis", 0) is not (1 or -1)
            || !makers.TryGetValue(first, out OnnxNode? a) || !makers.TryGetValue(second, out OnnxNode? b)
            || a is not { Type: "Gather", Inputs.Count: > 1 } || b is not { Type: "Gather", Inputs.Count: > 1 }
            || a.Inputs[0] != b.Inputs[0] || Directions(makers, a.Inputs[0]) != 2
            || Index(graph, makers, a) is not (0 or -2) || Index(graph, makers, b) is not (1 or -1)) return null;
        return a.Int("axis", 0) == 0 && b.Int("axis", 0) == 0 ? a.Inputs[0] : null;
    }

    private static OnnxNode Taking(OnnxGraph graph, OnnxNode gather, string state, long place)
    {
        string index = $"{gather.Outputs[0]}/place";
        graph.Tensors[index] = OnnxConstants.Whole(index, [place], []);
        return gather with { Inputs = [state, index] };
    }

    // How many states stand in the second result of a recurrent operator; 0 for anything else.
    private static int Directions(Dictionary<string, OnnxNode> makers, string name) =>
        makers.TryGetValue(name, out OnnxNode? maker) && OnnxRecurrent.Is(maker) && maker.Int("layout", 0) == 0
            && maker.Outputs.Count > 1 && maker.Outputs[1] == name
            ? maker.Text("direction", "forward") == "bidirectional" ? 2 : 1 : 0;

    // A single number without a dimension.
    private static long? Index(OnnxGraph graph, Dictionary<string, OnnxNode> makers, OnnxNode gather)
    {
        OnnxTensor? tensor = graph.Tensors.GetValueOrDefault(gather.Inputs[1])
            ?? (makers.TryGetValue(gather.Inputs[1], out OnnxNode? made) ? OnnxConstants.Fold(made, _ => null) : null);
        return tensor is { Array.Length: 1, Shape.Length: 0 } ? tensor.Whole()[0] : null;
    }
}
