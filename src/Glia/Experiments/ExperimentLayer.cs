using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Layers;

namespace Glia.Experiments;

/// <summary>One layer as an experiment file describes it.</summary>
/// <param name="ClassName">Keras' class name: <c>Dense</c>.</param>
/// <param name="Config">Its arguments under Keras' names, flat: <c>{"units": 200, "activation": "relu"}</c>, and its <c>name</c> if one was given. To be read only.</param>
public sealed record ExperimentLayer(string ClassName, JsonObject Config)
{
    // Where Keras lets a first layer say the size of its input; the ones that begin with "batch" have the batch in front.
    private static readonly string[] ShapeKeys = ["batch_shape", "batch_input_shape", "shape", "input_shape", "input_dim"];

    /// <summary>A dense layer.</summary>
    /// <param name="units">How many outputs it has.</param>
    /// <param name="activation">Keras' name of its activation.</param>
    /// <param name="kernelInitializer">Keras' name of how its weights start.</param>
    public static ExperimentLayer Dense(int units, string activation, string kernelInitializer = "glorot_uniform") =>
        new("Dense", new JsonObject { ["units"] = units, ["activation"] = activation, ["kernel_initializer"] = kernelInitializer });

    /// <summary>Whether it only says the shape of the input and is no layer of the network.</summary>
    public bool IsInput => ClassName == "InputLayer";

    /// <summary>The layer itself, not yet in a network.</summary>
    /// <param name="where">How errors name the place: <c>network[1]</c>.</param>
    /// <exception cref="GliaException">It does not exist or an argument is wrong.</exception>
    public Layer Build(string where)
    {
        var node = (JsonObject)JsonLines.DeepClone(Config);
        node["class_name"] = ClassName;
        return LayerCatalogue.Create(node, where);
    }

    /// <summary>The shape it says its input has; null if it says none.</summary>
    /// <param name="where">How errors name the place: <c>network[0]</c>.</param>
    /// <exception cref="GliaException">It is no shape.</exception>
    internal Shape? InputShape(string where)
    {
        foreach (string key in ShapeKeys)
        {
            if (Config[key] is not { } node) continue;
            IEnumerable<JsonNode?> sizes = node is JsonArray array ? array : [node];
            if (key.StartsWith("batch", StringComparison.Ordinal)) sizes = sizes.Skip(1);
            int[] dimensions = [.. sizes.Select(size => size?.GetValueKind() == JsonValueKind.Number && int.TryParse(size.ToJsonString(), out int number) ? number : 0)];
            if (dimensions.Length is 0 or > 4 || dimensions.Any(dimension => dimension < 1))
                throw new GliaException($"{JsonLines.Before(Config, key)}{where}.{key} is {node.ToJsonString()}; it must be one to four whole numbers, for example [28, 28, 1].");
            return new Shape(dimensions);
        }
        return null;
    }

    /// <summary>The layer with every default spelled out, as a file says it.</summary>
    internal JsonObject Complete(string where)
    {
        Layer? layer = IsInput ? null : Build(where);
        JsonObject complete = layer is null ? [] : Flat(LayerCatalogue.ToJson(layer));
        if (complete["name"]?.GetValue<string>() == "") complete.Remove("name");
        complete.Remove("class_name");
        // Keras' ReLU, LeakyReLU, ELU and Softmax are an Activation here, and its settings go with its own name.
        complete.Insert(0, "class_name", layer?.ClassName ?? ClassName);
        // The shape of the input and, for an InputLayer, everything it says are not the layer's own settings.
        foreach ((string key, JsonNode? value) in Config)
            if (IsInput || ShapeKeys.Contains(key)) complete[key] = value?.DeepClone();
        return complete;
    }

    private static JsonObject Flat(JsonObject wrapped)
    {
        var config = (JsonObject)wrapped["config"]!;
        wrapped.Remove("config");
        return config;
    }
}
