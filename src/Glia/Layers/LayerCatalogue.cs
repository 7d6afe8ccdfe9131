using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>The layers a file can name, under Keras' class names. Adding a layer is its file and one line here.</summary>
public static partial class LayerCatalogue
{
    private static readonly Catalogue<Layer> Entries = Fill();

    /// <summary>The class names that come with the library.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The class names that this program registered.</summary>
    public static IReadOnlyList<string> Registered => Entries.Registered;

    /// <summary>Whether a file can name this.</summary>
    /// <param name="name">A name as a file may write it.</param>
    public static bool Knows(string name) => Entries.Knows(name);

    /// <summary>The layer a file asks for.</summary>
    /// <param name="node">Keras' <c>{"class_name": …, "config": {…}}</c>, or the settings beside the class name.</param>
    /// <param name="where">How to name the place in a sentence: <c>network[1]</c>.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Layer Create(JsonNode? node, string where) => Entries.Create(node, where);

    /// <summary>Makes a layer of one's own known, so that files can name it.</summary>
    /// <typeparam name="TOwn">Its class.</typeparam>
    /// <param name="name">Its <see cref="Layer.ClassName"/>; upper and lower case differ.</param>
    /// <param name="create">Makes a new one from its settings, those that <see cref="Layer.Config"/> writes; the catalogue itself reads
    /// <c>name</c> and <c>trainable</c>.</param>
    /// <param name="aliases">Other names that a file may use.</param>
    /// <exception cref="GliaException">The name belongs to another class.</exception>
    /// <example><c>LayerCatalogue.Register("Scale", c =&gt; new Scale(c.Single("start", 1)))</c></example>
    public static void Register<TOwn>(string name, Func<ConfigReader, TOwn> create, params ReadOnlySpan<string> aliases)
        where TOwn : Layer =>
        Entries.Register(name, create, aliases);

    /// <summary>The layer as a file says it.</summary>
    /// <param name="layer">One of Glia's own or of a registered class.</param>
    public static JsonObject ToJson(Layer layer)
    {
        JsonObject config = layer.Config();
        config.Insert(0, "name", layer.Name);
        if (!layer.Trainable) config.Insert(1, "trainable", false);
        return new JsonObject { ["class_name"] = layer.ClassName, ["config"] = config };
    }

    /// <summary>
    /// A new layer with the settings of another, in no network yet, made as a file would make it; the weights are not copied.
    /// </summary>
    /// <param name="layer">One of Glia's own or of a registered class.</param>
    /// <exception cref="GliaException">A file could not make it: its class is not registered, or does not come back as it was
    /// written.</exception>
    public static Layer Copy(Layer layer)
    {
        string name = layer.ClassName, type = layer.GetType().Name;
        string place = layer.Name.Length > 0 ? $"Layer '{layer.Name}' ({name})" : $"A layer ({name})";
        if (!Entries.Knows(name))
        {
            string call = $"LayerCatalogue.Register(\"{name}\", config => new {type}(…))";
            throw new GliaException($"{place} is of a class that no file can name yet; register it first: {call}.");
        }
        JsonObject written = ToJson(layer);
        Layer copy = Entries.Create(written, place);
        if (copy.GetType() != layer.GetType())
        {
            string types = $"is a {layer.GetType()} but would come back as a {copy.GetType()}";
            throw new GliaException($"{place} {types}; give it a ClassName of its own and register that.");
        }
        string was = written.ToJsonString(), became = ToJson(copy).ToJsonString();
        if (was != became)
        {
            string settings = $"would come back with other settings, {became} instead of {was}";
            throw new GliaException($"{place} {settings}; let Config write what the registered function reads.");
        }
        return copy;
    }

    private static Catalogue<Layer> Fill()
    {
        var entries = new Catalogue<Layer>("layer", ignoreCase: false)
        {
            Registrar = nameof(LayerCatalogue),
            NameOf = layer => layer.ClassName,
            ReadShared = ReadShared,
        };
        Add(entries, "Dense", Dense.FromConfig);
        Add(entries, "Flatten", c => { c.Ignore("data_format"); return new Flatten(); });
        Add(entries, "Reshape", Reshape.FromConfig);
        Add(entries, "Permute", Permute.FromConfig);
        Add(entries, "Dropout", Dropout.FromConfig);
        Add(entries, "SpatialDropout1D", SpatialDropout1D.FromConfig);
        Add(entries, "SpatialDropout2D", SpatialDropout2D.FromConfig);
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
        AddWindows(entries);
        AddContainers(entries);
        AddSequences(entries);
        AddTorch(entries);
        AddTorchWindows(entries);
        NameAbsent(entries);
        return entries;
    }

    private static void Add(Catalogue<Layer> entries, string className, Func<ConfigReader, Layer> create) =>
        entries.Add(className, Named(create));

    private static Func<ConfigReader, Layer> Named(Func<ConfigReader, Layer> create) => config =>
    {
        Layer layer = create(config);
        ReadShared(config, layer);
        return layer;
    };

    // What every layer takes. How a first layer says its input is for who makes the network of it.
    private static void ReadShared(ConfigReader config, Layer layer)
    {
        layer.Name = config.Text("name", "");
        layer.Trainable = config.Flag("trainable", true);
        config.Ignore("dtype", "batch_input_shape", "batch_shape", "input_shape", "input_dim", "in_features", "num_features");
    }

    private static Activation ReLU(ConfigReader config)
    {
        return new Activation(ActivationCatalogue.Relu(
            config.Single("negative_slope", 0), config.Single("threshold", 0), config.OptionalNumber("max_value")));
    }

    private static Activation Softmax(ConfigReader config)
    {
        config.RequireLastAxis();
        return new Activation("softmax");
    }
}
