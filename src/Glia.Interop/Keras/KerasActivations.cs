using System.Text.Json.Nodes;

namespace Glia.Interop.Keras;

/// <summary>Activations as Keras' files name them, in the words of this library.</summary>
internal static class KerasActivations
{
    // hard_sigmoid of Keras 1 and 2: clip(0.2 x + 0.5, 0, 1).
    private const double OldSlope = 0.2;

    /// <summary>
    /// A name, <c>{"class_name": "function", "config": "relu"}</c>, or a class with its settings. What cannot be known here is left to the
    /// catalogue, which says so.
    /// </summary>
    public static JsonNode? Translate(JsonNode? node, KerasVersion version) => node switch
    {
        JsonObject { } json when json["config"] is JsonValue name => Translate(name, version),
        JsonObject { } json when KerasDescription.Text(json["class_name"]) is { } kind => OfClass(kind, json["config"] as JsonObject ?? [],
            version),
        JsonValue when KerasDescription.Text(node) is { } name => OfName(name, version),
        _ => node?.DeepClone(),
    };

    private static JsonNode OfName(string name, KerasVersion version)
    {
        string bare = name[(name.LastIndexOf('.') + 1)..];
        return bare switch
        {
            "hard_sigmoid" when !version.IsThree =>
                new JsonObject { ["class_name"] = bare, ["config"] = new JsonObject { ["slope"] = OldSlope, ["offset"] = 0.5 } },
            "softmax_v2" => "softmax",
            "sigmoid_v2" => "sigmoid",
            "swish" => "silu",
            // Where the two halves of one word stand for a function of tf.nn.
            _ when bare.EndsWith("_v2", StringComparison.Ordinal) => bare[..^3],
            _ => bare,
        };
    }

    // A class is a layer that is nothing but a function, given as an activation.
    private static JsonObject OfClass(string kind, JsonObject config, KerasVersion version)
    {
        JsonObject layer = KerasFunctionLayers.Function(kind, config, version)
            ?? new JsonObject { ["class_name"] = kind, ["config"] = config.DeepClone() };
        return layer;
    }
}

/// <summary>Keras' layers that are nothing but a function: their settings as those of an activation.</summary>
internal static class KerasFunctionLayers
{
    // Keras' default slope of the layer LeakyReLU.
    private const double LeakySlope = 0.3;

    /// <summary>The activation, with its settings; null where the class is none of these.</summary>
    public static JsonObject? Function(string className, JsonObject config, KerasVersion version) => className switch
    {
        "ReLU" => Named("relu", ("negative_slope", config["negative_slope"]), ("threshold", config["threshold"]), ("max_value",
            config["max_value"])),
        "ThresholdedReLU" => Named("relu", ("threshold", config["theta"] ?? 1.0)),
        "LeakyReLU" => Named("leaky_relu", ("negative_slope", config["negative_slope"] ?? config["alpha"] ?? LeakySlope)),
        "ELU" => Named("elu", ("alpha", config["alpha"])),
        "Softmax" => Named("softmax"),
        "Activation" => null,
        _ => null,
    };

    private static JsonObject Named(string name, params (string Key, JsonNode? Value)[] settings)
    {
        var config = new JsonObject();
        foreach ((string key, JsonNode? value) in settings)
            if (value is not null) config[key] = value.DeepClone();
        return new JsonObject { ["class_name"] = name, ["config"] = config };
    }
}
