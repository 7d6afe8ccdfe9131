using System.Globalization;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>Repairs of the first weights, judged by the weights that are there and not by the initializer's name.</summary>
internal static class StartChanges
{
    public static IEnumerable<Change> For(Variant variant)
    {
        Network network = variant.Build(out _);
        IReadOnlyList<int> dense = variant.Dense;
        var odd = new List<(Fault Fault, int Layer, string Parameter, double Size, double Usual)>();
        foreach (int i in dense)
        {
            foreach (Parameter parameter in network.Parameters.Where(p => p.Layer == network.Layers[i]))
            {
                (double size, bool constant) = Size(network.Weights[parameter]);
                if (parameter.Name == "bias")
                {
                    if (size > 0.5) odd.Add((Faults.OddBias, i, parameter.Name, size, 0));
                    continue;
                }
                double usual = Math.Sqrt(2.0 / parameter.Shape[0]);
                // A last layer of zeros is fine: its units differ in their targets.
                if (constant && (i != dense[^1] || dense.Count > 1 && size > 0) && parameter.Shape.Size > 1) odd.Add((Faults.ConstantWeights, i, parameter.Name, size, usual));
                else if (!constant && size > 2.5 * usual) odd.Add((Faults.WeightsTooLarge, i, parameter.Name, size, usual));
                else if (!constant && size < 0.25 * Math.Sqrt(2.0 / (parameter.Shape[0] + parameter.Shape[1]))) odd.Add((Faults.WeightsTooSmall, i, parameter.Name, size, usual));
            }
        }
        if (odd.Count == 0) yield break;
        // Kernels before biases: with both drawn too large it is one mistake.
        var worst = odd.OrderBy(o => o.Fault == Faults.OddBias).First();
        string place = LayerChanges.Name(variant, worst.Layer);
        string was = worst.Fault == Faults.ConstantWeights ? "all equal" : string.Create(CultureInfo.InvariantCulture, $"of size {worst.Size:G3}");
        string he = worst.Fault == Faults.OddBias ? "zeros for the biases" : "he_normal or glorot_uniform, and zeros for the biases";
        yield return new Change(worst.Fault, $"first weights drawn by {he}", new Where(place, worst.Parameter, Phases.Initialization),
            string.Create(CultureInfo.InvariantCulture, $"Start with {he}: the {worst.Parameter} of {place} is {was}{(worst.Usual > 0 ? $", usual is about {worst.Usual:G2}" : "")}."),
            v => dense.Aggregate(v, (w, i) => w.WithLayer(i, layer =>
            {
                if (layer["units"] is null) return;
                layer["kernel_initializer"] = LayerChanges.Function(layer) is "relu" or "leaky_relu" or "elu" ? "he_normal" : "glorot_uniform";
                layer["bias_initializer"] = "zeros";
            }, redraw: true)));
    }

    private static (double Size, bool Constant) Size(ReadOnlySpan<float> values)
    {
        double squares = 0;
        bool constant = true;
        foreach (float value in values)
        {
            squares += (double)value * value;
            constant &= value == values[0];
        }
        return (Math.Sqrt(squares / values.Length), constant);
    }
}
