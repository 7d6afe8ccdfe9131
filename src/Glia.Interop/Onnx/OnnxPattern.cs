using Glia.Kernels;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>An activation that a graph writes as several operations on each number.</summary>
/// <param name="Function">Which it is.</param>
/// <param name="Nodes">The operations.</param>
/// <param name="Output">What comes out of them.</param>
internal sealed record OnnxPattern(ActivationFunction Function, IReadOnlyCollection<OnnxNode> Nodes, string Output)
{
    // The activations that exporters take apart, and numbers at which no two of them agree.
    private static readonly string[] s_known = ["gelu", "silu", "softsign", "mish", "hard_silu", "leaky_relu", "hard_sigmoid", "softplus",
        "tanh", "selu", "elu"];
    private static readonly double[] s_points = [.. Enumerable.Range(-40, 81).Select(i => i * 0.2)];

    private const double Agreement = 1e-4;

    // More than any exporter makes of one activation: the longest, GELU by its polynomial, has nine.
    private const int MostOperations = 16;

    /// <summary>
    /// Runs the operations that follow a value, as long as all they need comes of it, and compares what they make of numbers with what the
    /// activations make of them: however an exporter writes one, it is recognized.
    /// </summary>
    /// <returns>Null where they do not come together again in one value, or in none that is known.</returns>
    public static OnnxPattern? Find(
        IReadOnlyList<OnnxNode> nodes, int first, IReadOnlySet<string> current, IReadOnlyDictionary<string, OnnxTensor> constants)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (string name in current) values[name] = s_points;
        var taken = new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance);
        OnnxPattern? within = null;
        for (int i = first; i < nodes.Count && taken.Count < MostOperations; i++)
        {
            OnnxNode node = nodes[i];
            if (!node.Inputs.Any(values.ContainsKey) || Run(node, values, constants) is not { } result) continue;
            values[node.Outputs[0]] = result;
            taken.Add(node);
            // Closed: nothing outside needs a value on the way. What began it may go another way as well, around all of it.
            OnnxNode[] outside = [.. nodes.Skip(first).Where(other => !taken.Contains(other)
                && other.Inputs.Any(name => values.ContainsKey(name) && name != node.Outputs[0]))];
            bool closed = outside.SelectMany(other => other.Inputs)
                .All(name => !values.ContainsKey(name) || name == node.Outputs[0] || current.Contains(name));
            if (!closed || Known(result) is not { } function) continue;
            var found = new OnnxPattern(function, [.. taken], node.Outputs[0]);
            if (outside.Length == 0) return found;
            if (taken.Count > 1) within = found;
        }
        return within;
    }

    private static ActivationFunction? Known(double[] values)
    {
        foreach (string name in s_known)
            if (Agrees(name, values)) return name;
        ActivationFunction approximate = ActivationCatalogue.Create(
            new System.Text.Json.Nodes.JsonObject { ["class_name"] = "gelu", ["approximate"] = true }, "gelu");
        return Agrees(approximate, values) ? approximate : null;
    }

    private static bool Agrees(ActivationFunction function, double[] values)
    {
        float[] z = [.. s_points.Select(point => (float)point)], y = new float[z.Length];
        function.Forward(new Tensor(z, 0, 1, z.Length), new Tensor(y, 0, 1, y.Length), Workers.Single);
        return values.Zip(y).All(pair => Math.Abs(pair.First - pair.Second) <= Agreement);
    }

    private static double[]? Run(OnnxNode node, Dictionary<string, double[]> values, IReadOnlyDictionary<string, OnnxTensor> constants)
    {
        var given = new List<double[]>();
        foreach (string name in node.Inputs)
        {
            if (values.TryGetValue(name, out double[]? value)) given.Add(value);
            else if (constants.TryGetValue(name, out OnnxTensor? constant) && constant.Array.Length == 1)
                given.Add([.. Enumerable.Repeat(constant.Array.GetDouble(0), s_points.Length)]);
            else return null;
        }
        Func<double, double>? one = node.Type switch
        {
            "Erf" => Erf,
            "Tanh" => Math.Tanh,
            "Sigmoid" => Sigmoid,
            "Softplus" => x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
            "Exp" => Math.Exp,
            "Log" => Math.Log,
            "Abs" => Math.Abs,
            "Neg" => x => -x,
            "Sqrt" => Math.Sqrt,
            "Relu" => x => Math.Max(x, 0),
            "Reciprocal" => x => 1 / x,
            "HardSigmoid" => x => Math.Clamp((node.Float("alpha", 0.2f) * x) + node.Float("beta", 0.5f), 0, 1),
            "Identity" or "Cast" => x => x,
            "Clip" when given.Count == 1 => x => Math.Clamp(x, node.Float("min", float.MinValue), node.Float("max", float.MaxValue)),
            _ => null,
        };
        if (one is not null) return Array.ConvertAll(given[0], x => one(x));
        Func<double, double, double>? two = node.Type switch
        {
            "Add" => (x, y) => x + y,
            "Sub" => (x, y) => x - y,
            "Mul" => (x, y) => x * y,
            "Div" => (x, y) => x / y,
            "Pow" => Math.Pow,
            "Max" => Math.Max,
            "Min" => Math.Min,
            _ => null,
        };
        if (two is not null && given.Count == 2) return [.. given[0].Zip(given[1], two)];
        return node.Type == "Clip" && given.Count == 3 ? [.. given[0].Select((x, i) => Math.Clamp(x, given[1][i], given[2][i]))] : null;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    // Abramowitz and Stegun 7.1.26, good to 1.5e-7, far below what tells activations apart.
    private static double Erf(double x)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        double sum = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return Math.CopySign(1 - (sum * Math.Exp(-x * x)), x);
    }
}
