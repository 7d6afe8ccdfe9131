using System.Text.Json.Nodes;

namespace Glia.Interop.Keras;

/// <summary>
/// What <c>model.to_json()</c> gives of a network in Keras' words: a Sequential, or a functional model where layers
/// branch.
/// </summary>
/// <param name="words">The layers.</param>
/// <param name="dialect">Who is to read it.</param>
internal sealed class KerasDescriptionWriter(KerasWords words, KerasDialect dialect)
{
    private const string Input = "input_layer";

    /// <summary>The name of the input, which functional models have among their layers.</summary>
    public string InputName { get; } = Free(words);

    /// <summary>The description.</summary>
    public JsonObject Describe()
    {
        var layers = new JsonArray();
        JsonObject input = Named("keras.layers", "InputLayer", new JsonObject
        {
            [dialect.IsThree ? "batch_shape" : "batch_input_shape"] = Batch(words.InputShape),
            ["dtype"] = "float32",
            ["sparse"] = false,
            ["name"] = InputName,
        });
        if (!words.IsChain) Connect(input, InputName, []);
        layers.Add((JsonNode)input);
        foreach (WrittenLayer layer in words.Layers)
        {
            JsonObject written = Named("keras.layers", layer.ClassName, (JsonObject)layer.Config.DeepClone());
            if (dialect.IsThree && layer.Inputs.Count == 1)
                written["build_config"] = new JsonObject { ["input_shape"] = Batch(layer.InputShape) };
            if (!words.IsChain) Connect(written, layer.Name, layer.Inputs);
            layers.Add((JsonNode)written);
        }
        var config = new JsonObject { ["name"] = words.IsChain ? "sequential" : "functional", ["trainable"] = true, ["layers"] = layers };
        if (words.IsChain && dialect.IsThree) config["build_input_shape"] = Batch(words.InputShape);
        if (!words.IsChain)
        {
            config["input_layers"] = new JsonArray(new JsonArray(InputName, 0, 0));
            config["output_layers"] = new JsonArray(new JsonArray(words.Layers[^1].Name, 0, 0));
        }
        // TensorFlow.js knows functional models by their older name.
        string className = words.IsChain ? "Sequential" : dialect.IsScript ? "Model" : "Functional";
        JsonObject model = Named(words.IsChain ? "keras" : "keras.src.models.functional", className, config);
        if (!dialect.IsThree) return model;
        if (!words.IsChain) model["registered_name"] = "Functional";
        model["build_config"] = new JsonObject { ["input_shape"] = Batch(words.InputShape) };
        return model;
    }

    private void Connect(JsonObject layer, string name, IReadOnlyList<int> inputs)
    {
        layer["name"] = name;
        JsonNode[] tensors = [.. inputs.Select(Tensor)];
        layer["inbound_nodes"] = tensors.Length == 0 ? new JsonArray()
            : !dialect.IsThree ? new JsonArray(new JsonArray(tensors))
            : new JsonArray(new JsonObject
            {
                ["args"] = new JsonArray(tensors.Length == 1 ? tensors[0] : new JsonArray(tensors)),
                ["kwargs"] = new JsonObject(),
            });
    }

    private JsonNode Tensor(int place)
    {
        string name = place < 0 ? InputName : words.Layers[place].Name;
        if (!dialect.IsThree) return new JsonArray(name, 0, 0, new JsonObject());
        return new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject
            {
                ["shape"] = Batch(place < 0 ? words.InputShape : words.Layers[place].OutputShape),
                ["dtype"] = "float32",
                ["keras_history"] = new JsonArray(name, 0, 0),
            },
        };
    }

    private JsonObject Named(string module, string className, JsonObject config) => dialect.IsThree
        ? new JsonObject { ["module"] = module, ["class_name"] = className, ["config"] = config, ["registered_name"] = null }
        : new JsonObject { ["class_name"] = className, ["config"] = config };

    private static JsonArray Batch(Shape shape) => new([null, .. shape.ToArray().Select(size => (JsonNode)size)]);

    private static string Free(KerasWords words)
    {
        string name = Input;
        for (int number = 1; words.Layers.Any(layer => layer.Name == name); number++) name = $"{Input}_{number}";
        return name;
    }
}
