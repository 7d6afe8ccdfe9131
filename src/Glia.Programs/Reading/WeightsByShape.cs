using Glia.Doctor.Reference;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>Finds the weights of a known network in a window that holds no training step: the products come in its layers' order.</summary>
internal static class WeightsByShape
{
    /// <summary>The values that hold the weights, layer by layer; null if not every layer is used.</summary>
    public static IReadOnlyList<int>? Find(Graph graph, RecordedStep network)
    {
        List<int> found = [];
        foreach (Operation operation in graph.Operations)
        {
            if (!Product.Is(operation, graph)) continue;
            Matrix wanted = network.Layers[found.Count].Weights;
            foreach (int operand in operation.Values)
            {
                int source = graph.Source(operand);
                if (!IsOf(graph[source], wanted) || found.Contains(source) || graph.MakerOf(source) is not null) continue;
                found.Add(source);
                break;
            }
            if (found.Count == network.Layers.Count) return found;
        }
        return null;
    }

    private static bool IsOf(TapeValue value, Matrix weights) =>
        value.Shape is [var rows, var columns]
            ? (rows == weights.Rows && columns == weights.Columns) || (rows == weights.Columns && columns == weights.Rows)
            : value.Shape is [var length] && weights.Columns == 1 && length == weights.Rows;
}
