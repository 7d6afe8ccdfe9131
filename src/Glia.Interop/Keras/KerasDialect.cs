using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Interop.Keras;

/// <summary>Who is to read a network in Keras' words: what a word means, and which there are, differs between them.</summary>
internal sealed record KerasDialect
{
    // hard_sigmoid is clip(x / 6 + 0.5) since Keras 3, and was clip(0.2 x + 0.5) before.
    private const float NewSlope = 1f / 6, OldSlope = 0.2f;

    private static readonly HashSet<string> s_functions = new(StringComparer.Ordinal)
    {
        "linear", "relu", "tanh", "sigmoid", "softmax", "softplus", "softsign", "selu", "gelu", "mish",
    };

    private static readonly HashSet<string> s_layers = new(StringComparer.Ordinal)
    {
        "Dense", "Flatten", "Reshape", "Permute", "Dropout", "SpatialDropout1D", "SpatialDropout2D", "BatchNormalization",
        "LayerNormalization", "Normalization", "Rescaling", "GaussianNoise", "PReLU", "Activation", "ReLU", "LeakyReLU", "ELU", "Conv1D",
        "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "ZeroPadding1D", "ZeroPadding2D", "Cropping1D", "Cropping2D",
        "UpSampling2D", "MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D",
        "GlobalAveragePooling1D", "GlobalAveragePooling2D", "Embedding", "Masking", "SimpleRNN", "LSTM", "GRU", "Bidirectional", "Add",
        "Average", "Multiply", "Concatenate",
    };

    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);

    /// <summary>Keras 3, as <c>.keras</c>.</summary>
    public static KerasDialect Three { get; } = new("Keras 3")
    {
        IsThree = true,
        Other = "convert to .h5, which keeps Keras 2's",
        More = ["exponential", "silu", "log_softmax", "hard_silu"],
        HardSlope = NewSlope,
    };

    /// <summary>Keras 2, as <c>.h5</c>, which Keras 3 reads as well.</summary>
    public static KerasDialect Two { get; } = new("Keras 2")
    {
        Other = "convert to .keras, which keeps Keras 3's",
        More = ["exponential"],
        HardSlope = OldSlope,
    };

    /// <summary>TensorFlow.js, which has fewer layers than Keras 2.</summary>
    public static KerasDialect Script { get; } = new("TensorFlow.js",
        "Normalization", "SpatialDropout2D", "ZeroPadding1D", "Cropping1D")
    {
        IsScript = true,
        Other = "convert to .keras",
        More = ["log_softmax"],
        HardSlope = OldSlope,
    };

    private KerasDialect(string name, params string[] absent) => (Name, _absent) = (name, [.. absent]);

    /// <summary>What sentences call it.</summary>
    public string Name { get; }

    /// <summary>Whether objects are named with their module, as Keras 3 does.</summary>
    public bool IsThree { get; private init; }

    /// <summary>Whether it is TensorFlow.js.</summary>
    public bool IsScript { get; private init; }

    /// <summary>What to do where its hard_sigmoid is another one.</summary>
    public required string Other { get; init; }

    /// <summary>The functions it has by name beside those that all have.</summary>
    public required IReadOnlyList<string> More { get; init; }

    /// <summary>The slope of its hard_sigmoid.</summary>
    public required float HardSlope { get; init; }

    /// <summary>Whether it has a layer of a class.</summary>
    public bool Has(string className) => s_layers.Contains(className) && !_absent.Contains(className);

    /// <summary>Its name for a function without settings; null where it has none.</summary>
    public string? Word(ActivationFunction function)
    {
        JsonObject config = function.Config();
        switch (function.Name)
        {
            case "hard_sigmoid":
                return Number(config, "slope", NewSlope) == HardSlope && Number(config, "offset", 0.5f) == 0.5f ? "hard_sigmoid" : null;
            case "elu": return Number(config, "alpha", 1) == 1 ? "elu" : null;
            case "silu" when !IsThree: return "swish";
            default:
                return config.Count == 0 && (s_functions.Contains(function.Name) || More.Contains(function.Name)) ? function.Name : null;
        }
    }

    /// <summary>The layer that is a function with its settings; null where it has none.</summary>
    public (string ClassName, JsonObject Config)? Layer(ActivationFunction function)
    {
        JsonObject config = function.Config();
        if (Word(function) is { } word) return ("Activation", new JsonObject { ["activation"] = word });
        switch (function.Name)
        {
            case "elu" when !IsScript: return ("ELU", new JsonObject { ["alpha"] = Number(config, "alpha", 1) });
            case "leaky_relu":
                return ("LeakyReLU", new JsonObject { [IsThree ? "negative_slope" : "alpha"] = Number(config, "negative_slope", 0.2f) });
            case "relu" or "relu6":
                float slope = Number(config, "negative_slope", 0), threshold = Number(config, "threshold", 0);
                JsonNode? most = config["max_value"]?.DeepClone() ?? (function.Name == "relu6" ? 6f : null);
                if (IsScript && (slope != 0 || threshold != 0)) return null;
                return ("ReLU", IsScript ? new JsonObject { ["max_value"] = most }
                    : new JsonObject { ["max_value"] = most, ["negative_slope"] = slope, ["threshold"] = threshold });
            default: return null;
        }
    }

    private static float Number(JsonObject config, string name, float otherwise) =>
        config[name] is { } node ? node.GetValue<float>() : otherwise;
}
