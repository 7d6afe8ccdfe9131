using Glia.Doctor.Reference;

namespace Glia.Programs.Reading;

/// <summary>The weights and biases of a whole forward pass in a window.</summary>
internal static class UsedWeights
{
    /// <summary>Layer by layer; null if no pass goes through all of them.</summary>
    public static IReadOnlyList<(Matrix Weights, Matrix? Bias)>? Of(Graph graph, IReadOnlyList<int> weights)
    {
        Pass? pass = new ForwardPasses(graph, weights.ToHashSet(), _ => true).Find()
            .FirstOrDefault(pass => pass.Layers.Count == weights.Count);
        return pass is null ? null : [.. pass.Layers.Select(layer => Layer(graph, layer))];
    }

    private static (Matrix, Matrix?) Layer(Graph graph, PassLayer layer)
    {
        var lying = new Lying(graph, layer.Product);
        Matrix? bias = layer.Bias < 0 ? null : layer.Biases(graph.Numbers(layer.Bias));
        if (bias is { Values.Length: 1 }) bias = new Matrix(1, lying.Units, [.. Enumerable.Repeat(bias.Values[0], lying.Units)]);
        if (bias is not null && bias.Values.Length != lying.Units) throw new NotUnderstood("a bias for each sample of an evaluation");
        return (lying.Kernel(layer.Product.Weights), bias is null ? null : new Matrix(1, lying.Units, bias.Values));
    }
}
