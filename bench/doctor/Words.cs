using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.DoctorBench;

/// <summary>Short spellings for the parts of an experiment, so that a case reads like the row of a table.</summary>
internal static class Words
{
    /// <summary>A <c>class_name</c> with its arguments.</summary>
    public static JsonObject Config(string name, params (string Key, JsonNode Value)[] arguments)
    {
        var config = new JsonObject { ["class_name"] = name };
        foreach (var (key, value) in arguments) config[key] = value.DeepClone();
        return config;
    }

    /// <summary>A dense layer.</summary>
    public static ExperimentLayer Dense(int units, string activation = "linear", string init = "glorot_uniform") =>
        ExperimentLayer.Dense(units, activation, init);

    /// <summary>A dense layer whose kernel, and perhaps bias, starts with an initializer that has arguments.</summary>
    public static ExperimentLayer Dense(int units, string activation, JsonObject kernel, JsonObject? bias = null)
    {
        var layer = ExperimentLayer.Dense(units, activation);
        layer.Config["kernel_initializer"] = kernel.DeepClone();
        if (bias is not null) layer.Config["bias_initializer"] = bias.DeepClone();
        return layer;
    }

    /// <summary>What says that the numbers of a sample are an image or a sequence.</summary>
    public static ExperimentLayer Input(params int[] shape) =>
        new("InputLayer", new JsonObject { ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]) });

    /// <summary>A layer with arguments.</summary>
    public static ExperimentLayer Layer(string name, params (string Key, JsonNode Value)[] arguments)
    {
        JsonObject config = Config(name, arguments);
        config.Remove("class_name");
        return new(name, config);
    }

    /// <summary>A convolution of 3x3, padded so that the image keeps its size.</summary>
    public static ExperimentLayer Conv2D(int filters, string activation = "relu", int size = 3) =>
        Layer("Conv2D", ("filters", filters), ("kernel_size", size), ("padding", "same"), ("activation", activation));

    /// <summary>Dense layers of the same width.</summary>
    public static IEnumerable<ExperimentLayer> Stack(int count, int units, string activation, string init = "glorot_uniform") =>
        Enumerable.Range(0, count).Select(_ => Dense(units, activation, init));

    /// <summary>A dropout layer.</summary>
    public static ExperimentLayer Dropout(double rate) => new("Dropout", new JsonObject { ["rate"] = rate });

    /// <summary>A batch normalisation layer.</summary>
    public static ExperimentLayer BatchNormalization() => new("BatchNormalization", []);

    /// <summary>An activation as a layer.</summary>
    public static ExperimentLayer Activation(string name) => new("Activation", new JsonObject { ["activation"] = name });

    /// <summary>Keras' random_normal.</summary>
    public static JsonObject Normal(double deviation) => Config("random_normal", ("stddev", deviation));

    /// <summary>Keras' random_uniform between -limit and limit.</summary>
    public static JsonObject Uniform(double limit) => Config("random_uniform", ("minval", -limit), ("maxval", limit));

    /// <summary>Keras' truncated_normal.</summary>
    public static JsonObject Truncated(double deviation) => Config("truncated_normal", ("stddev", deviation));

    /// <summary>A constant start.</summary>
    public static JsonObject Constant(double value) => Config("constant", ("value", value));

    /// <summary>The settings of a loop.</summary>
    public static ExperimentTraining Loop(string loss, string optimizer, double rate, int batch, int epochs,
        params (string Key, JsonNode Value)[] arguments) => new()
        {
            Loss = Config(loss),
            Optimizer = Config(optimizer, [("learning_rate", rate), .. arguments]),
            BatchSize = batch,
            Epochs = epochs,
        };
}
