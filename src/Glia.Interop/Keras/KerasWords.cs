using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Interop.Networks;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Keras;

/// <summary>
/// A model in Keras' words: its layers, and what is done to its inputs and outputs as layers before and behind them. Layers that branch
/// keep what each takes, a Bidirectional is one layer, all other containers are their layers.
/// </summary>
internal sealed class KerasWords
{
    private const int Input = -1;

    private readonly string _path;
    private readonly Model _model;
    private readonly KerasDialect _dialect;
    private readonly List<WrittenLayer> _layers = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly ILookup<Layer, Parameter> _parameters;

    private KerasWords(string path, Model model, KerasDialect dialect)
    {
        (_path, _model, _dialect) = (path, model, dialect);
        _parameters = model.Network.Parameters.ToLookup(parameter => parameter.Layer);
    }

    /// <summary>The layers, each after all that it takes; the last gives what comes out.</summary>
    public IReadOnlyList<WrittenLayer> Layers => _layers;

    /// <summary>What does not travel, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The size of what goes in.</summary>
    public Shape InputShape => _model.Network.InputShape;

    /// <summary>Whether each layer takes what the one before it gives.</summary>
    public bool IsChain => _layers.Index().All(one => one.Item.Inputs is [var from] && from == one.Index - 1);

    /// <summary>A model in the words of who is to read it.</summary>
    /// <param name="path">The file that is to be written, for sentences.</param>
    /// <param name="model">The model.</param>
    /// <param name="dialect">Who is to read it.</param>
    /// <exception cref="GliaException">A layer or a function does not exist there.</exception>
    public static KerasWords Of(string path, Model model, KerasDialect dialect)
    {
        var words = new KerasWords(path, model, dialect);
        words.Translate();
        return words;
    }

    private void Translate()
    {
        // A layer's own name comes before one that is made up here.
        foreach (Layer layer in _model.Network.Layers) _ = _names.Add(layer.Name);
        int start = Prepare(_model.Preprocessing);
        var places = new Dictionary<int, int> { [Wire.OfInput] = start };
        Dictionary<Layer, Bidirectional> both = [];
        foreach (Layer layer in _model.Network.Children) Find(layer, both);
        Stage[] stages = _model.Network.Stages;
        for (int first = 0, next; first < stages.Length; first = next)
        {
            Layer owner = both.TryGetValue(stages[first].Owner, out Bidirectional? pair) ? pair : stages[first].Owner;
            for (next = first + 1; next < stages.Length && (stages[next].Owner == owner || (pair is not null
                && both.GetValueOrDefault(stages[next].Owner) == pair)); next++) ;
            int[] inputs = [.. stages[first].Inputs.Select(stage => places[stage])];
            places[next - 1] = pair is not null ? Add(pair, inputs) : Add(owner, inputs);
        }
        int last = _layers.Count - 1;
        if (_model.TargetScaler is { } scaler) last = Unscale(scaler, last);
        // A network of nothing but what acts while training still needs a layer.
        if (last < 0) Write("Activation", "linear", new JsonObject { ["activation"] = "linear" }, [], [Input], InputShape, InputShape);
        if (_model.ClassNames is { } names && !names.Select((name, i) => name == $"{i}").All(same => same))
            _notes.Add($"the names of the {names.Count} classes do not travel: {_dialect.Name} calls them by their numbers.");
    }

    private static void Find(Layer layer, Dictionary<Layer, Bidirectional> both)
    {
        if (layer is not Container container) return;
        foreach (Layer inner in container.Children)
        {
            if (container is Bidirectional pair) both[inner] = pair;
            Find(inner, both);
        }
    }

    // Raw inputs come in as the data have them.
    private int Prepare(Preprocessing? preprocessing)
    {
        if (preprocessing is null) return Input;
        _notes.AddRange(PreprocessingNotes.Of(preprocessing));
        int at = Input;
        Shape shape = InputShape;
        if (preprocessing.Scaler.Kind == "unit") at = Rescale("scale_inputs", 1 / 255f, 0, at, shape);
        if (preprocessing.Scaler.Centers.Length == 0) return at;
        float[] centers = Singles(preprocessing.Scaler.Centers), scales = Singles(preprocessing.Scaler.Scales);
        // One for each number of a sample, so that these are to lie in a row.
        if (shape.Rank > 1) at = Lay(shape.Size, at, shape);
        at = Standardize(centers, scales, at);
        return shape.Rank > 1 ? Lay(shape, at, shape.Size) : at;
    }

    private int Lay(Shape target, int at, Shape from) => Write("Reshape", Unused("lay_inputs"),
        new JsonObject { ["target_shape"] = Sizes(target) }, [], [at], from, target);

    private int Standardize(float[] centers, float[] scales, int at)
    {
        Shape shape = centers.Length;
        int[] sizes = [centers.Length];
        float[] variances = Array.ConvertAll(scales, scale => scale * scale);
        return _dialect.Has("Normalization")
            ? Write("Normalization", Unused("scale_inputs"), new JsonObject { ["axis"] = -1, ["mean"] = null, ["variance"] = null },
                [new("", "mean", sizes, () => centers), new("", "variance", sizes, () => variances), new("", "count", [], () => [1], true)],
                [at], shape, shape)
            : Write("BatchNormalization", Unused("scale_inputs"),
                new JsonObject { ["axis"] = -1, ["momentum"] = 0.99, ["epsilon"] = 0, ["center"] = false, ["scale"] = false },
                [new("", "moving_mean", sizes, () => centers), new("", "moving_variance", sizes, () => variances)], [at], shape, shape);
    }

    private int Unscale(TargetScaler scaler, int at)
    {
        Shape shape = _model.Network.OutputShape;
        int outputs = shape.Size;
        // Two points of a straight line say its slope and where it begins.
        float[] zeros = new float[outputs], ones = new float[outputs], offset = new float[outputs], end = new float[outputs];
        Array.Fill(ones, 1);
        scaler.Undo(zeros, offset);
        scaler.Undo(ones, end);
        float[] slope = [.. end.Zip(offset, (b, a) => b - a)];
        if (outputs == 1) return Rescale("scale_outputs", slope[0], offset[0], at, shape);
        int[] sizes = [outputs];
        return Write("BatchNormalization", Unused("scale_outputs"),
            new JsonObject { ["axis"] = -1, ["momentum"] = 0.99, ["epsilon"] = 0, ["center"] = true, ["scale"] = true },
            [
                new("", "gamma", sizes, () => slope), new("", "beta", sizes, () => offset), new("", "moving_mean", sizes, () => zeros),
                new("", "moving_variance", sizes, () => ones),
            ], [at], shape, shape);
    }

    private int Rescale(string name, float scale, float offset, int at, Shape shape) =>
        Write("Rescaling", Unused(name), new JsonObject { ["scale"] = scale, ["offset"] = offset }, [], [at], shape, shape);

    private int Add(Layer layer, int[] inputs)
    {
        Require(layer);
        string name = Spelled(layer.Name);
        if (layer is Layers.Activation { Function: var alone })
        {
            if (alone is Linear && _layers.Count > 0 && inputs[0] == _layers.Count - 1) return inputs[0];
            return Function(alone, layer, name, inputs[0]);
        }
        JsonObject config = Settings(layer);
        Shape shape = layer.InputShape;
        int at = inputs[0];
        if (config["padding"] is { } padding && KerasDescription.Text(padding) is null) (at, shape) = Pad(layer, config, at);
        int[] from = layer is Merge ? inputs : [at];
        string? word = null;
        if (config.ContainsKey("activation") && layer is not RecurrentLayer)
        {
            word = layer.Activation is null ? "linear" : _dialect.Word(layer.Activation);
            config["activation"] = word ?? "linear";
        }
        int place = Write(layer.ClassName, name, config, Arrays(layer, "", ""), from, shape, layer.OutputShape);
        return word is null && layer.Activation is { } function and not Linear
            ? Function(function, layer, Unused($"{name}_{KerasGroups.NameOf(function.Name)}"), place) : place;
    }

    private int Add(Bidirectional pair, int[] inputs)
    {
        Require(pair);
        var config = pair.Config();
        List<WrittenArray> arrays = [];
        string name = pair.Children[0].Name.Replace('/', '_');
        if (name.StartsWith("forward_", StringComparison.Ordinal)) name = name["forward_".Length..];
        foreach ((string key, string direction, Layer layer) in (ReadOnlySpan<(string, string, Layer)>)
            [("layer", "forward", pair.Children[0]), ("backward_layer", "backward", pair.Children[1])])
        {
            Require(layer);
            JsonObject settings = Settings(layer);
            // TensorFlow.js puts the direction before the name itself.
            settings["name"] = _dialect.IsScript ? name : $"{direction}_{name}";
            config[key] = Object("keras.layers", layer.ClassName, settings);
            arrays.AddRange(Arrays(layer, $"{direction}_layer/", $"{direction}_{name}/"));
        }
        return Write("Bidirectional", Spelled(pair.Name), config, arrays, inputs, pair.InputShape, pair.OutputShape);
    }

    // Keras pads by a word alone; a padding that is none of these is a layer before.
    private (int Place, Shape Shape) Pad(Layer layer, JsonObject config, int at)
    {
        if (layer is ZeroPadding1D or ZeroPadding2D) return (at, layer.InputShape);
        if (layer is WindowedLayer { Window: var known } && KerasPadding.Word(known) is { } word)
        {
            config["padding"] = word;
            return (at, layer.InputShape);
        }
        if (layer is not WindowedLayer windowed || layer is PoolingLayer)
            throw new GliaException($"{_path}: the layer '{layer.Name}' ({layer.ClassName}) is padded by " +
                $"{config["padding"]!.ToJsonString()}, and {_dialect.Name} pads it by \"same\" or \"valid\" alone; write the model " +
                "as ONNX.");
        Kernels.Window window = windowed.Window;
        config["padding"] = "valid";
        int[] sizes = layer.InputShape.ToArray();
        bool flat = sizes.Length == 2;
        if (!flat) sizes[0] += window.Top + window.Bottom;
        sizes[^2] += window.Left + window.Right;
        string name = flat ? "ZeroPadding1D" : "ZeroPadding2D";
        Require(layer, name);
        JsonArray sides = flat ? new JsonArray(window.Left, window.Right)
            : new JsonArray(new JsonArray(window.Top, window.Bottom), new JsonArray(window.Left, window.Right));
        var padded = new Shape(sizes);
        string own = Unused($"{layer.Name.Replace('/', '_')}_padding");
        return (Write(name, own, new JsonObject { ["padding"] = sides }, [], [at], layer.InputShape, padded), padded);
    }

    private int Function(ActivationFunction function, Layer layer, string name, int at)
    {
        if (_dialect.Layer(function) is not { } found)
            throw new GliaException(function.Name == "hard_sigmoid"
                ? $"{_path}: the layer '{layer.Name}' has a hard_sigmoid that is not the one of {_dialect.Name}; {_dialect.Other}."
                : $"{_path}: the function {function.Name} of the layer '{layer.Name}' does not exist in {_dialect.Name} with these " +
                    "settings; write the model as ONNX or in another of Keras' formats.");
        return Write(found.ClassName, name, found.Config, [], [at], layer.OutputShape, layer.OutputShape);
    }

    private void Require(Layer layer, string? className = null)
    {
        if (!_dialect.Has(className ?? layer.ClassName) || (layer is ConvolutionLayer { Groups: > 1 } && _dialect.IsScript)
            || (layer is GRU && _dialect.IsScript))
            throw new GliaException($"{_path}: the layer '{layer.Name}' ({className ?? layer.ClassName}) has no counterpart in " +
                $"{_dialect.Name}; write the model in another format.");
    }

    // Weights come from the file, so how they started is left out.
    private JsonObject Settings(Layer layer)
    {
        JsonObject config = layer.Config();
        foreach (string key in config.Select(setting => setting.Key).ToArray())
        {
            if (key.EndsWith("_initializer", StringComparison.Ordinal)) _ = config.Remove(key);
            else if (key.EndsWith("_regularizer", StringComparison.Ordinal)) config[key] = Penalty(config[key]!);
        }
        switch (layer)
        {
            case RecurrentLayer recurrent:
                foreach (string key in (ReadOnlySpan<string>)["activation", "recurrent_activation"])
                    if (config[key] is { } written)
                        config[key] = _dialect.Word(ActivationCatalogue.Create(written, key))
                            ?? throw new GliaException($"{_path}: the {key} of the layer '{layer.Name}' is none that {_dialect.Name} " +
                                $"has by name; {_dialect.Other}, or write the model in another format.");
                break;
            case PReLU when config["shared_axes"] is JsonValue:
                config["shared_axes"] = new JsonArray([.. Enumerable.Range(1, layer.InputShape.Rank).Select(axis => (JsonNode)axis)]);
                break;
            case BatchNormalization or LayerNormalization or Normalization:
                config["axis"] = -1;
                break;
            default: break;
        }
        return config;
    }

    private JsonObject Penalty(JsonNode written)
    {
        JsonNode? settings = written["config"];
        return Object("keras.regularizers", "L1L2",
            new JsonObject { ["l1"] = settings?["l1"]?.DeepClone() ?? 0f, ["l2"] = settings?["l2"]?.DeepClone() ?? 0f });
    }

    /// <summary>An object in Keras' words: a class and its settings.</summary>
    private JsonObject Object(string module, string className, JsonObject config) => _dialect.IsThree
        ? new JsonObject { ["module"] = module, ["class_name"] = className, ["config"] = config, ["registered_name"] = null }
        : new JsonObject { ["class_name"] = className, ["config"] = config };

    private List<WrittenArray> Arrays(Layer layer, string within, string path)
    {
        Network network = _model.Network;
        (string cell, string inner) = layer is RecurrentLayer ? ("cell", $"{KerasGroups.NameOf(layer.ClassName)}_cell/") : ("", "");
        return [.. _parameters[layer].Select(parameter =>
        {
            bool counts = parameter.Name == "count";
            string name = layer is DepthwiseConv2D && parameter.Name == "kernel" ? "depthwise_kernel" : parameter.Name;
            int[] shape = counts ? [] : parameter.Shape.ToArray();
            return new WrittenArray($"{within}{cell}", $"{path}{inner}{name}", shape, () => network.Weights[parameter], counts);
        })];
    }

    private int Write(
        string className, string name, JsonObject config, IReadOnlyList<WrittenArray> arrays, int[] inputs, Shape from, Shape to)
    {
        config.Insert(0, "name", name);
        config.Insert(1, "trainable", true);
        if (!config.ContainsKey("dtype")) config["dtype"] = "float32";
        _layers.Add(new WrittenLayer(className, name, config, arrays, inputs, from, to));
        return _layers.Count - 1;
    }

    // A slash in a name is a group in a file.
    private string Spelled(string name)
    {
        if (!name.Contains('/', StringComparison.Ordinal)) return name;
        return Unused(name.Replace('/', '_'));
    }

    private string Unused(string name)
    {
        string free = name;
        for (int number = 1; !_names.Add(free); number++) free = $"{name}_{number}";
        return free;
    }

    private static JsonArray Sizes(Shape shape) => new([.. shape.ToArray().Select(size => (JsonNode)size)]);

    private static float[] Singles(ReadOnlySpan<double> values)
    {
        var singles = new float[values.Length];
        for (int i = 0; i < singles.Length; i++) singles[i] = (float)values[i];
        return singles;
    }
}
