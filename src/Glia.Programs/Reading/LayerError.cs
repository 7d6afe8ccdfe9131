using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>Finds the error of a layer behind a gradient of its weights.</summary>
internal static class LayerError
{
    /// <summary>
    /// The error that the layer's inputs are multiplied with: what is wrong with the gradient is wrong with that. Null where the gradient
    /// is no such product.
    /// </summary>
    /// <param name="graph">The window.</param>
    /// <param name="versions">What is a parameter, and what comes of products.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="lying">How its samples lie.</param>
    /// <param name="gradient">The gradient of its weights.</param>
    public static int? Of(Graph graph, ParameterVersions versions, PassLayer layer, Lying lying, int gradient)
    {
        int inputs = layer.IsNegated ? graph.Unsigned(layer.Product.Data).Value : graph.Source(layer.Product.Data);
        foreach (Operation product in graph.Operations)
        {
            if (product.Result < 0 || graph[product.Result].Length != graph[gradient].Length || !Product.Is(product, graph)) continue;
            int[] operands = [.. product.Values];
            for (int i = 0; i < operands.Length; i++)
            {
                int other = operands[1 - i];
                if ((graph.Source(operands[i]) == inputs || Unscaled(graph, operands[i]) == inputs) && versions.IsComputed(other)
                    && graph[other].Length == lying.Samples * lying.Units) return graph.Source(other);
            }
        }
        return null;
    }

    // rate * x.T @ d is (rate * x.T) @ d to Python, and x.T / n @ d likewise.
    private static int Unscaled(Graph graph, int value)
    {
        int source = graph.Source(value);
        return graph.MakerOf(source) switch
        {
            { Name: "multiply", Operands: [var number, { IsValue: true } of, ..] } when graph.NumberOf(number) is not null =>
                graph.Source(of.Value),
            { Name: "multiply" or "divide", Operands: [{ IsValue: true } of, var number, ..] } when graph.NumberOf(number) is not null =>
                graph.Source(of.Value),
            _ => source,
        };
    }
}
