using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Layers;

/// <summary>The layers a file can name, under Keras' class names. Adding a layer is its file and one line here.</summary>
public static partial class LayerCatalogue
{
    private static readonly Catalogue<Layer> Entries = Fill();

    /// <summary>All class names.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The layer a file asks for.</summary>
    /// <param name="node">Keras' <c>{"class_name": …, "config": {…}}</c>, or the settings beside the class name.</param>
    /// <param name="where">How to name the place in a sentence: <c>network[1]</c>.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Layer Create(JsonNode? node, string where) => Entries.Create(node, where);

    /// <summary>The layer as a file says it.</summary>
    public static JsonObject ToJson(Layer layer)
    {
        JsonObject config = layer.Config();
        config.Insert(0, "name", layer.Name);
        if (!layer.Trainable) config.Insert(1, "trainable", false);
        return new JsonObject { ["class_name"] = layer.ClassName, ["config"] = config };
    }

    private static Catalogue<Layer> Fill()
    {
        var entries = new Catalogue<Layer>("layer", ignoreCase: false);
        Add(entries, "Dense", Dense.FromConfig);
        Add(entries, "Flatten", c => { c.Ignore("data_format"); return new Flatten(); });
        Add(entries, "Dropout", Dropout.FromConfig);
        Add(entries, "BatchNormalization", BatchNormalization.FromConfig);
        Add(entries, "LayerNormalization", LayerNormalization.FromConfig);
        Add(entries, "Normalization", Normalization.FromConfig);
        Add(entries, "Rescaling", Rescaling.FromConfig);
        Add(entries, "GaussianNoise", GaussianNoise.FromConfig);
        Add(entries, "PReLU", c => c.Has("num_parameters") || c.Has("init") ? TorchPReLU(c) : PReLU.FromConfig(c));
        Add(entries, "Activation", c => new Activation(ActivationCatalogue.Create(c.Node("activation"), c.Where)));
        Add(entries, "ReLU", ReLU);
        Add(entries, "LeakyReLU", c => new Activation(ActivationCatalogue.LeakyRelu(c.Single("negative_slope", c.Single("alpha", 0.3f)))));
        Add(entries, "ELU", c => new Activation(ActivationCatalogue.Elu(c.Single("alpha", 1))));
        Add(entries, "Softmax", Softmax);
        AddTorch(entries);
        NameAbsent(entries);
        return entries;
    }

    private static void Add(Catalogue<Layer> entries, string className, Func<ConfigReader, Layer> create) =>
        entries.Add(className, Named(create));

    // What every layer takes. How a first layer says its input is for who makes the network of it.
    private static Func<ConfigReader, Layer> Named(Func<ConfigReader, Layer> create) => config =>
    {
        Layer layer = create(config);
        layer.Name = config.Text("name", "");
        layer.Trainable = config.Flag("trainable", true);
        config.Ignore("dtype", "batch_input_shape", "batch_shape", "input_shape", "input_dim", "in_features", "num_features");
        return layer;
    };

    private static Activation ReLU(ConfigReader config)
    {
        config.Refuse("max_value");
        if (config.Single("threshold", 0) != 0) throw config.Wrong("threshold", "0");
        float slope = config.Single("negative_slope", 0);
        return new Activation(slope == 0 ? "relu" : ActivationCatalogue.LeakyRelu(slope));
    }

    private static Activation Softmax(ConfigReader config)
    {
        if (config.Int("axis", -1) != -1) throw config.Wrong("axis", "-1, the last dimension");
        return new Activation("softmax");
    }
}
