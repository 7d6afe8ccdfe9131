using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>
/// Turns one operation on what comes of the input into layers. Images and sequences keep ONNX' order, the channels first, between them.
/// </summary>
/// <param name="node">The operation.</param>
/// <param name="chain">Receives the layers.</param>
/// <param name="constant">Its inputs that are constants, by place; null for the others.</param>
/// <param name="opset">The version of the operators: what one word means has changed.</param>
internal sealed partial class OnnxOperators(OnnxNode node, ChainBuilder chain, Func<int, OnnxTensor?> constant, long opset)
{
    /// <summary>A sum that follows and adds a constant; null where none does.</summary>
    public (OnnxNode Node, OnnxTensor Tensor)? Bias { get; init; }

    /// <summary>Whether that sum became a bias.</summary>
    public bool TakesBias { get; private set; }

    /// <summary>Why it cannot be; null for the usual reason.</summary>
    public string? Reason { get; private set; }

    /// <summary>Adds the layers.</summary>
    /// <returns>Whether it could.</returns>
    public bool Add() => node.Type switch
    {
        "Identity" or "Dropout" => Same(),
        "Cast" => Cast(),
        "Gather" => Gather(),
        "Gemm" => Gemm(),
        "MatMul" => MatMul(),
        "Conv" => Conv(),
        "ConvTranspose" => ConvTranspose(),
        "MaxPool" or "AveragePool" => Pool(),
        "GlobalMaxPool" or "GlobalAveragePool" => GlobalPool(node.Type == "GlobalMaxPool", keep: true),
        "ReduceMean" or "ReduceMax" => ReduceAll(),
        "BatchNormalization" => BatchNormalization(),
        "LayerNormalization" => LayerNormalization(),
        "Flatten" => Flatten(),
        "Reshape" => Reshape(),
        "Squeeze" or "Unsqueeze" => Dimensions(),
        "Transpose" => Transpose(),
        "Pad" => Pad(),
        "Upsample" or "Resize" => Enlarge(),
        "Add" or "Sub" or "Mul" or "Div" => Affine(),
        "Softmax" => Along(Axis(opset < 13 ? 1 : -1), "softmax"),
        "LogSoftmax" => Along(Axis(opset < 13 ? 1 : -1), "log_softmax"),
        "Log" => AfterSoftmax(),
        "PRelu" => PRelu(),
        "Clip" => Clip(),
        _ => Function() is { } function && Added(new Activation(function)),
    };

    private string Name => node.Name.Trim('/', ' ');

    private ActivationFunction? Function() => node.Type switch
    {
        "Relu" => "relu",
        "Sigmoid" => "sigmoid",
        "Tanh" => "tanh",
        "Softplus" => "softplus",
        "Softsign" => "softsign",
        "Exp" => "exponential",
        "Mish" => "mish",
        "HardSwish" => "hard_silu",
        "Swish" when node.Float("alpha", 1) == 1 => "silu",
        "LeakyRelu" => ActivationCatalogue.LeakyRelu(node.Float("alpha", 0.01f)),
        "Elu" => ActivationCatalogue.Elu(node.Float("alpha", 1)),
        "ThresholdedRelu" => ActivationCatalogue.Relu(0, node.Float("alpha", 1), null),
        "Selu" when Math.Abs(node.Float("alpha", 1.67326f) - 1.67326f) < 1e-4 && Math.Abs(node.Float("gamma", 1.0507f) - 1.0507f) < 1e-4 =>
            "selu",
        "HardSigmoid" => Configured("hard_sigmoid", ("slope", node.Float("alpha", 0.2f)), ("offset", node.Float("beta", 0.5f))),
        "Gelu" => node.Text("approximate", "none") == "tanh" ? Configured("gelu", ("approximate", true)) : "gelu",
        _ => null,
    };

    private static ActivationFunction Configured(string name, params (string Key, System.Text.Json.Nodes.JsonNode Value)[] settings)
    {
        var config = new System.Text.Json.Nodes.JsonObject();
        foreach ((string key, System.Text.Json.Nodes.JsonNode value) in settings) config[key] = value;
        return ActivationCatalogue.Create(new System.Text.Json.Nodes.JsonObject { ["class_name"] = name, ["config"] = config }, name);
    }

    // Its result is its input.
    private static bool Same() => true;

    private bool No(string reason)
    {
        Reason = reason;
        return false;
    }

    private bool Added(Layer layer, params ForeignTensor[] tensors)
    {
        layer.Name = Name;
        chain.Add(layer, node.Place, tensors);
        return true;
    }

    // What goes into the network is given as it is, whole numbers as floats.
    private bool Cast() => node.Int("to", 1) is 1 or 10 or 11 or 16 || (node.Int("to", 1) is 6 or 7 && chain.IsInput) ? Same()
        : No("makes other numbers than floats");

    // Rows of a constant table by their numbers.
    private bool Gather() => constant(0) is { Shape: [> 0 and var rows, > 0 and var columns] } table && node.Int("axis", 0) == 0
        ? Added(new Embedding(rows, columns), table.Foreign) : No("takes parts of something else than the rows of a constant table");

    private bool Gemm()
    {
        if (node.Int("transA", 0) != 0) return No("turns its input round (transA), which mixes samples");
        if (constant(1) is not { Shape.Length: 2 } weights) return No("multiplies by something else than a constant matrix");
        ForeignTensor kernel = node.Int("transB", 0) != 0 ? weights.Foreign.Permuted(2, 1) : weights.Foreign;
        float alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        if (alpha != 1) kernel = kernel.Mapped(value => value * alpha);
        int units = kernel.Shape[1];
        if (node.Inputs.Count < 3 || node.Inputs[2].Length == 0) return Dense(kernel, units);
        if (constant(2) is not { } added || Spread(added, units) is not { } bias) return No("adds something else than a number for each " +
            "output");
        if (beta != 1) bias = bias.Mapped(value => value * beta);
        return Added(new Dense(units), kernel, bias);
    }

    private bool MatMul() => constant(1) is { Shape.Length: 2 } weights ? Dense(weights.Foreign, weights.Shape[1])
        : No("multiplies by something else than a constant matrix on the right");

    private bool Dense(ForeignTensor kernel, int units)
    {
        if (units < 1) return No("gives no numbers");
        if (Bias is { } sum && Spread(sum.Tensor, units) is { } bias)
        {
            TakesBias = true;
            return Added(new Dense(units), kernel, bias);
        }
        return Added(new Dense(units, useBias: false), kernel);
    }

    // One number for each output, or one for all.
    private static ForeignTensor? Spread(OnnxTensor tensor, int units)
    {
        if (tensor.Array.Length == units && (tensor.Shape.Length == 0 || tensor.Shape[^1] == units)) return tensor.Foreign.Reshaped(units);
        if (tensor.Array.Length != 1) return null;
        return new ForeignTensor(tensor.Name, [units], () => [.. Enumerable.Repeat(tensor.Array.ToSingles()[0], units)]);
    }

    private bool BatchNormalization()
    {
        if (node.Int("training_mode", 0) != 0 || (opset < 7 && node.Int("is_test", 0) != 1))
            return No("is in training mode; export the network for use (model.eval())");
        if (opset < 9 && node.Int("spatial", 1) != 1) return No("normalizes each pixel by itself (spatial 0)");
        if (constant(1) is not { } gamma || constant(2) is not { } beta || constant(3) is not { } mean || constant(4) is not { } variance)
            return NoConstants();
        chain.WithChannelsLast(() => Added(new BatchNormalization(node.Float("momentum", 0.9f), node.Float("epsilon", 1e-5f)),
            gamma.Foreign, beta.Foreign, mean.Foreign, variance.Foreign));
        return true;
    }

    private bool NoConstants() => No("takes its numbers from something else than constants");

    private bool LayerNormalization()
    {
        long axis = node.Int("axis", -1);
        if (axis != -1 && axis != chain.Shape.Rank) return No("normalizes more than the last dimension");
        if (constant(1) is not { } gamma) return NoConstants();
        return constant(2) is { } beta
            ? Added(new LayerNormalization(node.Float("epsilon", 1e-5f)), gamma.Foreign, beta.Foreign)
            : Added(new LayerNormalization(node.Float("epsilon", 1e-5f), center: false), gamma.Foreign);
    }

    private bool PRelu()
    {
        if (constant(1) is not { } slope) return No("takes its slopes from something else than constants");
        int rank = chain.Shape.Rank;
        // They are aligned with the last dimensions; a first one of the samples is 1. Before opset 7 one a channel came without the others.
        int[] sizes = slope.Shape.Length > rank ? slope.Shape[^rank..] : [.. Enumerable.Repeat(1, rank - slope.Shape.Length),
            .. slope.Shape];
        if (opset < 7 && slope.Shape is [var channels] && rank > 1 && channels == chain.Shape[0])
            sizes = [channels, .. Enumerable.Repeat(1, rank - 1)];
        return slope.Array.Length == sizes.Aggregate(1L, (product, size) => product * size)
            ? Added(new PReLU(), Slopes.ForEach(slope.Foreign.Reshaped(sizes), chain.Shape))
            : No("has other slopes for each sample");
    }

    private bool Clip()
    {
        float low = constant(1)?.Array.ToSingles()[0] ?? node.Float("min", float.NegativeInfinity);
        float high = constant(2)?.Array.ToSingles()[0] ?? node.Float("max", float.PositiveInfinity);
        if (low <= float.MinValue) low = float.NegativeInfinity;
        if (high >= float.MaxValue) high = float.PositiveInfinity;
        if (float.IsInfinity(low) && float.IsInfinity(high)) return Same();
        if (low == 0) return Added(new Activation(ActivationCatalogue.Relu(0, 0, float.IsInfinity(high) ? null : high)));
        // Any other bounds are those of a relu on shifted numbers.
        (float sign, float edge) = float.IsInfinity(low) ? (-1, high) : (1, low);
        double? most = float.IsInfinity(low) || float.IsInfinity(high) ? null : high - low;
        chain.Add(new Rescaling(sign, -sign * edge), node.Place);
        _ = Added(new Activation(ActivationCatalogue.Relu(0, 0, most)));
        chain.Add(new Rescaling(sign, edge), node.Place);
        return true;
    }

    // ONNX counts the samples as 0; before opset 13 all dimensions from the axis on were one row.
    private int Axis(long otherwise)
    {
        long axis = node.Int("axis", otherwise);
        return (int)Math.Clamp(axis < 0 ? axis + chain.Shape.Rank + 1 : axis, -1, chain.Shape.Rank + 1);
    }

    private bool Along(int axis, string function)
    {
        Shape shape = chain.Shape;
        if (axis < 1 || axis > shape.Rank) return No("works along the samples, so that they would be mixed");
        if (axis == shape.Rank) return Added(new Activation(function));
        if (opset < 13)
        {
            int row = Enumerable.Range(axis - 1, shape.Rank - axis + 1).Aggregate(1, (product, one) => product * shape[one]);
            chain.Add(new Reshape(shape.Size / row, row), node.Place);
            _ = Added(new Activation(function));
            chain.Add(new Reshape(shape.ToArray()), node.Place);
            return true;
        }
        chain.Along(axis, () => Added(new Activation(function)));
        return true;
    }

    private bool AfterSoftmax() => chain.ReplaceLast(layer => layer is Activation { Function.SumsToOne: true } softmax
        ? new Activation("log_softmax") { Name = softmax.Name } : null) || No("is a logarithm of something else than softmax");

    // y = x a + b, with one number for all, or one for each of a dimension, or one for each of a sample.
    private bool Affine()
    {
        bool right = constant(1) is not null;
        if ((right ? constant(1) : constant(0)) is not { } tensor) return No("joins two results of the network");
        if (!right && node.Type == "Div") return No("divides a constant by a result of the network");
        ForeignTensor numbers = tensor.Foreign;
        Func<float, float> factor = node.Type switch
        {
            "Mul" => c => c,
            "Div" => c => 1 / c,
            "Sub" when !right => _ => -1,
            _ => _ => 1,
        };
        Func<float, float> offset = node.Type switch
        {
            "Add" => c => c,
            "Sub" => c => right ? -c : c,
            _ => _ => 0,
        };
        if (tensor.Array.Length == 1)
        {
            float value = tensor.Array.ToSingles()[0];
            return Added(new Rescaling(factor(value), offset(value)));
        }
        Shape shape = chain.Shape;
        if (tensor.Shape.Length > shape.Rank + 1 || (tensor.Shape.Length == shape.Rank + 1
            && tensor.Shape[0] != 1)) return No("has other constants for each sample");
        int[] sizes = tensor.Shape.Length > shape.Rank ? tensor.Shape[1..] : [.. Enumerable.Repeat(1, shape.Rank - tensor.Shape.Length),
            .. tensor.Shape];
        int[] own = [.. Enumerable.Range(0, shape.Rank).Where(axis => sizes[axis] > 1)];
        if (own.Any(axis => sizes[axis] != shape[axis])) return No("makes more numbers of the input by repeating it");
        if (own is [int single])
        {
            chain.Along(single + 1, () => PerFeature(numbers.Reshaped(sizes[single]), factor, offset));
            return true;
        }
        chain.Add(new Reshape(shape.Size), node.Place);
        _ = PerFeature(Slopes.ForEach(numbers.Reshaped(sizes), shape).Reshaped(shape.Size), factor, offset);
        chain.Add(new Reshape(shape.ToArray()), node.Place);
        return true;
    }

    // A normalization by mean 0 and variance 1 multiplies and adds, and nothing else.
    private bool PerFeature(ForeignTensor numbers, Func<float, float> factor, Func<float, float> offset) =>
        Added(new BatchNormalization(epsilon: 0), numbers.Mapped(factor), numbers.Mapped(offset), numbers.Mapped(_ => 0),
            numbers.Mapped(_ => 1));
}
