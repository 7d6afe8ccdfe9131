using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Layers;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>One layer as an experiment file describes it.</summary>
/// <param name="ClassName">Keras' class name: <c>Dense</c>.</param>
/// <param name="Config">Its arguments under Keras' names, flat: <c>{"units": 200, "activation": "relu"}</c>, and its <c>name</c> if one was
/// given. To be read only.</param>
public sealed record ExperimentLayer(string ClassName, JsonObject Config)
{
    // Where Keras lets a first layer say the size of its input; the ones that begin with "batch" have the batch in front.
    private static readonly string[] ShapeKeys = ["batch_shape", "batch_input_shape", "shape", "input_shape", "input_dim", "in_features",
        "num_features"];

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

    /// <summary>
    /// The same layer as it is called here: <c>Linear</c> is a <c>Dense</c> with PyTorch's start. What it says about its input stays. A
    /// layer under its own name stays as it was written.
    /// </summary>
    /// <exception cref="GliaException">It does not exist or an argument is wrong.</exception>
    internal ExperimentLayer UnderItsOwnName(string where)
    {
        Layer layer = Build(where);
        if (LayerCatalogue.Names.Contains(ClassName)) return this;
        JsonObject config = Complete(where);
        config.Remove("class_name");
        JsonLines.Inherit(config, Config);
        return new ExperimentLayer(layer.ClassName, config);
    }

    /// <summary>The shape it says its input has; null if it says none.</summary>
    /// <param name="where">How errors name the place: <c>network[0]</c>.</param>
    /// <exception cref="GliaException">It is no shape, or two keys say different ones.</exception>
    internal Shape? InputShape(string where)
    {
        (string Key, Shape Shape)? said = null;
        foreach (string key in ShapeKeys)
        {
            if (Config[key] is not { } node || IsOwnSetting(key, where)) continue;
            Shape shape = ReadShape(key, node, where);
            if (said is { } other && other.Shape != shape)
                throw new GliaException($"{JsonLines.Before(Config, key)}{where}: {other.Key} says the input is {other.Shape} and {key} " +
                    $"says {shape}; keep the one that is right.");
            said ??= (key, shape);
        }
        return said?.Shape;
    }

    // input_dim of an Embedding is the number of rows of its table and says nothing of its input.
    private bool IsOwnSetting(string key, string where) => !IsInput && Build(where).Config().ContainsKey(key);

    /// <summary>Checks an InputLayer, which is never built: that it says a shape or nothing, and nothing else.</summary>
    /// <exception cref="GliaException">It does not.</exception>
    internal void CheckInput(string where)
    {
        var reader = new ConfigReader(Config, $"{where} ({ClassName})");
        foreach (string key in ShapeKeys) _ = reader.Node(key);
        reader.Ignore("name", "trainable", "batch_size", "optional");
        if (reader.Flag("sparse", false)) throw reader.Wrong("sparse", "false");
        if (reader.Flag("ragged", false)) throw reader.Wrong("ragged", "false");
        reader.Refuse("input_tensor", "tensor");
        reader.Done();
    }

    private Shape ReadShape(string key, JsonNode node, string where)
    {
        // A list of its own, because a node belongs to one list and may not be put into another.
        List<JsonNode?> sizes = node is JsonArray array ? [.. array] : [node];
        int[] dimensions = [.. sizes.Skip(key.StartsWith("batch", StringComparison.Ordinal) ? 1 : 0).Select(WholeNumber)];
        if (dimensions.Length is 0 or > 4 || dimensions.Any(dimension => dimension < 1))
            throw new GliaException($"{JsonLines.Before(Config, key)}{where}.{key} is {node.ToJsonString()}; " +
                "it must be one to four whole numbers, for example [28, 28, 1].");
        try
        {
            return new Shape(dimensions);
        }
        catch (ArgumentException error)
        {
            string said = ArgumentWords.Of(error);
            throw new GliaException($"{JsonLines.Before(Config, key)}{where}.{key} is {node.ToJsonString()}: {said}", error);
        }
    }

    // 8 and 8.0 and 8e0 are the same number, whether read from a text or made in memory; 0 for everything that is no whole number.
    private static int WholeNumber(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number
        && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number == Math.Floor(number) && number is >= 1 and <= int.MaxValue ? (int)number : 0;

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
