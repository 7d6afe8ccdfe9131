using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>Reads a call of PyTorch's as a layer.</summary>
internal sealed class TorchLayerReader(TorchRecord record)
{
    // PyTorch's names of functions of single numbers that Keras has under its own.
    private static readonly Dictionary<string, string> s_functions = new()
    {
        ["relu"] = "relu",
        ["relu_"] = "relu",
        ["sigmoid"] = "sigmoid",
        ["sigmoid_"] = "sigmoid",
        ["tanh"] = "tanh",
        ["tanh_"] = "tanh",
        ["selu"] = "selu",
        ["gelu"] = "gelu",
        ["silu"] = "silu",
        ["softplus"] = "softplus",
        ["softsign"] = "softsign",
        ["hardsigmoid"] = "hard_sigmoid",
    };

    // What only gives the same numbers another form, type or place.
    private static readonly HashSet<string> s_forms = ["view", "reshape", "flatten", "squeeze", "unsqueeze", "contiguous", "float",
        "double", "to", "cpu", "cuda", "clone", "detach", "data", "type", "view_as", "alias", "type_as", "unflatten", "Variable"];

    // Of those, the ones that end the way of the gradient.
    private static readonly HashSet<string> s_cuts = ["detach", "data"];

    /// <summary>Whether a call only gives the same numbers another form.</summary>
    public static bool IsForm(TorchOperation call) => s_forms.Contains(call.Name);

    /// <summary>Whether no gradient goes back through a call.</summary>
    public static bool IsCut(TorchOperation call) => s_cuts.Contains(call.Name);

    /// <summary>The layer that a call is.</summary>
    /// <exception cref="NotUnderstood">It is none that Glia has.</exception>
    public TorchLayer Read(TorchOperation call)
    {
        int input = call.Tensor("input", 0) ?? throw Unknown(call);
        switch (call.Name)
        {
            case "linear":
                return Linear(call, input, call.Tensor("weight", 1)!.Value, call.Tensor("bias", 2), isInOut: false);
            case "addmm":
                return Linear(call, call.Tensor("mat1", 1)!.Value, call.Tensor("mat2", 2)!.Value, input, isInOut: true);
            case "conv1d" or "conv2d":
                return Convolution(call, input, call.Name == "conv1d" ? 1 : 2);
            case "batch_norm":
                return Normalization(call, input);
            case "layer_norm":
                return Of(call, input, "LayerNormalization", ("epsilon", call.Number("eps", 4) ?? 1e-5),
                    ("center", call.Tensor("bias", 3) is not null), ("scale", call.Tensor("weight", 2) is not null));
            case "dropout" or "feature_dropout" or "dropout2d":
                return Of(call, input, "Dropout", ("rate", call.Number("p", 1) ?? 0.5));
            case "max_pool1d" or "max_pool2d" or "avg_pool1d" or "avg_pool2d":
                return Pooling(call, input);
            case "adaptive_avg_pool2d" when call.Sizes("output_size", 1, 2) is [1, 1]:
                return Of(call, input, "GlobalAveragePooling2D");
            case "mean" when record.Values[input].Shape.Length == 4 && call.Sizes("dim", 1, 2) is [2, 3] or [-2, -1] or [-1, -2]:
                return Of(call, input, "GlobalAveragePooling2D");
            case "leaky_relu" or "leaky_relu_":
                return Function(call, input, new JsonObject
                {
                    ["class_name"] = "leaky_relu",
                    ["negative_slope"] = (float)(call.Number("negative_slope", 1) ?? 0.01),
                });
            case "prelu" when call.Tensor("weight", 1) is { } slopes:
                return Of(call, input, "nn.PReLU", ("num_parameters", (int)record.Values[slopes].Length)) with { Slopes = slopes };
            case "elu" or "elu_":
                return Function(call, input, new JsonObject { ["class_name"] = "elu", ["alpha"] = (float)(call.Number("alpha", 1) ?? 1) });
            case "clamp" or "clamp_min" or "clip" when call.Number("min", 1) == 0 && call.Number("max", 2) is null:
                return Function(call, input, "relu");
            case "softmax" or "log_softmax":
                return Function(call, input, "softmax") with { IsOverRows = TorchWrongAxis.IsOverRows(record, call) };
        }
        if (s_functions.TryGetValue(call.Name, out string? name)) return Function(call, input, name);
        throw Unknown(call);
    }

    /// <summary>A product with weights, and the biases that are added to it.</summary>
    public TorchLayer Linear(TorchOperation call, int input, int kernel, int? bias, bool isInOut)
    {
        // A vector of weights is a unit.
        if (record.Values[kernel].Shape is [var width]) record.Values[kernel] = record.Values[kernel] with { Shape = [width, 1] };
        if (record.Values[kernel].Shape is not [var rows, var columns]) throw Unknown(call);
        if (record.Values[input].Shape.Length != 2)
            throw new NotUnderstood($"{Named(call)}: a layer over inputs of {record.Values[input].Shape.Length} axes; rows of numbers " +
                "are recognised, and images before a Flatten");
        var config = new JsonObject { ["units"] = isInOut ? columns : rows, ["use_bias"] = bias is not null };
        TorchStart.Describe(config, record.Values[kernel].Contents, bias is { } b ? record.Values[b].Contents : null,
            isInOut ? rows : columns);
        return new TorchLayer(new ExperimentLayer("Dense", config), call, input, call.Results[0])
        {
            Kernel = kernel,
            Bias = bias,
            IsInOut = isInOut,
        };
    }

    /// <summary>Whether a call is a product of matrices, or of a matrix and a vector.</summary>
    public static bool IsProduct(TorchOperation call) => call.Name is "matmul" or "mm" or "mv" or "__matmul__" or "__rmatmul__";

    /// <summary>Whether a call sums the numbers of each row.</summary>
    public static bool IsSumOverColumns(TorchOperation call) => call.Name == "sum" && call.Number("dim", 1) is 1 or -1;

    /// <summary>Whether a call multiplies number by number.</summary>
    public static bool IsScaled(TorchOperation call) => call.Name is "mul" or "__mul__" or "__rmul__" or "multiply";

    /// <summary>
    /// A weight that is one number, times inputs of one number a row, is a dense layer of one unit; null where a call is none.
    /// </summary>
    public TorchLayer? Scaled(TorchOperation call, int? bias)
    {
        if (!IsScaled(call)) return null;
        if (call.Tensors.Take(2).ToArray() is not [var one, var other]) return null;
        (int kernel, int input) = record.Values[one].IsWeight ? (one, other) : (other, one);
        if (record.Values[kernel] is not { IsWeight: true, Length: 1 } weight || record.Values[input].Shape is not [_, 1]) return null;
        if (bias is { } added && record.Values[added].Length != 1) return null;
        var config = new JsonObject { ["units"] = 1, ["use_bias"] = bias is not null };
        TorchStart.Describe(config, weight.Contents, bias is { } b ? record.Values[b].Contents : null, 1);
        return new TorchLayer(new ExperimentLayer("Dense", config), call, input, call.Results[0])
        {
            Kernel = kernel,
            Bias = bias,
            IsInOut = true,
        };
    }

    /// <summary>What is said of a call that Glia has no counterpart for.</summary>
    public NotUnderstood Unknown(TorchOperation call) =>
        new($"{Named(call)}, which is none of the layers and functions that are recognised");

    private string Named(TorchOperation call) =>
        $"{call.Name}{(record.StatementAt(call.Place) is { } at ? $" in line {at.Line}" : "")}";

    private TorchLayer Convolution(TorchOperation call, int input, int sides)
    {
        int kernel = call.Tensor("weight", 1)!.Value;
        int? bias = call.Tensor("bias", 2);
        int[] shape = record.Values[kernel].Shape;
        if (call.Argument("padding", 4).ValueKind == JsonValueKind.String) throw Unknown(call);
        if (record.Values[input].Shape.Length != sides + 2) throw Unknown(call);
        var config = new JsonObject
        {
            ["filters"] = shape[0],
            ["kernel_size"] = Sizes(shape[2..]),
            ["strides"] = Sizes(call.Sizes("stride", 3, sides) ?? Repeated(1, sides)),
            ["padding"] = Sizes(call.Sizes("padding", 4, sides) ?? Repeated(0, sides)),
            ["dilation_rate"] = Sizes(call.Sizes("dilation", 5, sides) ?? Repeated(1, sides)),
            ["groups"] = (int)(call.Number("groups", 6) ?? 1),
            ["use_bias"] = bias is not null,
        };
        TorchStart.Describe(config, record.Values[kernel].Contents, bias is { } b ? record.Values[b].Contents : null,
            shape[1..].Aggregate(1, (product, size) => product * size));
        return new TorchLayer(new ExperimentLayer(sides == 1 ? "Conv1D" : "Conv2D", config), call, input, call.Results[0])
        {
            Kernel = kernel,
            Bias = bias,
        };
    }

    private TorchLayer Pooling(TorchOperation call, int input)
    {
        int sides = call.Name.EndsWith("1d", StringComparison.Ordinal) ? 1 : 2;
        int[] size = call.Sizes("kernel_size", 1, sides) ?? throw Unknown(call);
        int[] padding = call.Sizes("padding", 3, sides) ?? Repeated(0, sides);
        bool isMax = call.Name.StartsWith("max", StringComparison.Ordinal);
        if (call.Flag("ceil_mode", -1) == true || (call.Sizes("dilation", isMax ? 4 : -1, sides) ?? Repeated(1, sides)).Any(one => one != 1)
            || (!isMax && padding.Any(one => one != 0))) throw Unknown(call);
        return Of(call, input, $"{(isMax ? "Max" : "Average")}Pooling{sides}D", ("pool_size", Sizes(size)),
            ("strides", Sizes(call.Sizes("stride", 2, sides) ?? size)),
            ("padding", padding.All(one => one == 0) ? "valid" : Sizes(padding)));
    }

    private static TorchLayer Normalization(TorchOperation call, int input)
    {
        double momentum = call.Number("momentum", 6) ?? 0.1;
        return Of(call, input, "BatchNormalization", ("momentum", (float)(1 - momentum)), ("epsilon", call.Number("eps", 7) ?? 1e-5),
            ("center", call.Tensor("bias", 4) is not null), ("scale", call.Tensor("weight", 3) is not null));
    }

    private static TorchLayer Function(TorchOperation call, int input, JsonNode function) =>
        Of(call, input, "Activation", ("activation", function));

    private static TorchLayer Of(TorchOperation call, int input, string name, params ReadOnlySpan<(string Key, JsonNode? Value)> settings)
    {
        var config = new JsonObject();
        foreach (var (key, value) in settings) config[key] = value;
        return new TorchLayer(new ExperimentLayer(name, config), call, input, call.Results[0]);
    }

    private static JsonNode Sizes(int[] sizes) => sizes.Length == 1 || sizes.All(size => size == sizes[0])
        ? sizes[0]
        : new JsonArray([.. sizes.Select(size => JsonValue.Create(size))]);

    private static int[] Repeated(int number, int times) => [.. Enumerable.Repeat(number, times)];
}
