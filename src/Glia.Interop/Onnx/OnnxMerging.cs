using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>The operations in which several results of a network meet.</summary>
internal static class OnnxMerging
{
    /// <summary>Lets the chains meet.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="graph">Receives the layer.</param>
    /// <param name="chains">Its inputs, two or more.</param>
    /// <param name="along">The dimension of a sample along which they are put side by side; null for the one that the operation
    /// says.</param>
    /// <returns>Null where it is none that exists here, or takes constants as well.</returns>
    /// <exception cref="GliaException">The results do not fit together.</exception>
    public static ChainBuilder? Add(OnnxNode node, GraphBuilder graph, ChainBuilder[] chains, int? along = null)
    {
        if (chains.Length != node.Inputs.Count) return null;
        // What is less is added after it was turned round.
        if (node.Type == "Sub") chains[1].Add(new Rescaling(-1, 0), node.Place);
        Merge? merge = node.Type switch
        {
            "Add" or "Sub" or "Sum" => new Add(),
            "Mul" => new Multiply(),
            "Mean" => new Average(),
            "Concat" => new Concatenate(),
            _ => null,
        };
        if (merge is null) return null;
        merge.Name = node.Name.Trim('/', ' ');
        int rank = chains[0].Shape.Rank;
        long axis = node.Int("axis", 1);
        if (axis < 0) axis += rank + 1;
        if (along is { } own) axis = own;
        // Axis 0 are the samples.
        if (merge is Concatenate && (axis < 1 || axis > rank)) return null;
        return graph.Merge(merge, node.Place, chains, (int)axis);
    }
}
