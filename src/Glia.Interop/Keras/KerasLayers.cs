using System.Text.Json.Nodes;
using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Keras;

/// <summary>Turns Keras' layers into those of this library.</summary>
/// <param name="file">What the messages call the file.</param>
/// <param name="version">Which Keras wrote it.</param>
/// <param name="graph">Receives the layers that merge.</param>
/// <param name="notes">Receives what is to be known.</param>
internal sealed class KerasLayers(string file, KerasVersion version, GraphBuilder graph, List<string> notes)
{
    private ChainBuilder _chain = graph.Start();

    // They change numbers while training only, and are not needed for a network that is used.
    private static readonly HashSet<string> s_trainingOnly = new(StringComparer.Ordinal)
    {
        "SpatialDropout3D", "GaussianDropout", "AlphaDropout", "ActivityRegularization",
        "RandomFlip", "RandomTranslation", "RandomRotation", "RandomZoom", "RandomHeight", "RandomWidth", "RandomContrast",
        "RandomBrightness", "RandomCrop",
    };

    /// <summary>Whether the kernels of convolutions are to be turned round: the Theano backend turns them when it multiplies.</summary>
    public bool TurnsKernels { get; init; }

    /// <summary>Adds one layer.</summary>
    /// <param name="layer">As Keras says it.</param>
    /// <param name="tensors">Its arrays, in Keras' order.</param>
    /// <param name="inputs">What it takes.</param>
    /// <returns>What comes out of it.</returns>
    /// <exception cref="GliaException">It is of a class or has a setting that does not exist here, or its arrays do not fit it.</exception>
    public ChainBuilder Add(KerasLayer layer, IReadOnlyList<ForeignTensor> tensors, IReadOnlyList<ChainBuilder> inputs)
    {
        _chain = inputs[0];
        if (KerasMerging.Of(layer) is { } merging) return merging.Add(file, graph, inputs);
        if (inputs.Count > 1)
            throw new GliaException($"{file}: layer '{layer.Name}' ({layer.ClassName}) takes {inputs.Count} inputs; Glia knows several " +
                $"only where layers merge them ({KerasMerging.Spoken}): replace the layer, or leave the network in the program it is " +
                "from.");
        Add(layer, tensors);
        return _chain;
    }

    private void Add(KerasLayer layer, IReadOnlyList<ForeignTensor> tensors)
    {
        string place = $"layer '{layer.Name}'", where = $"{file}: {place}";
        if (layer.ClassName == "InputLayer") return;
        if (layer.ClassName is "Lambda")
            throw new GliaException($"{where} is a Lambda: Python code, which Glia does not run; write it as a layer that Keras has.");
        if (version.Major == 1 && layer.ClassName is ("LSTM" or "GRU"))
            throw new GliaException($"{where} is the {layer.ClassName} of Keras 1, whose gates have arrays of their own; load the model " +
                "in Keras 2 and save it again.");
        if (s_trainingOnly.Contains(layer.ClassName))
        {
            notes.Add($"{place} ({layer.ClassName}) acts only while training and is left out.");
            return;
        }
        if (layer.ClassName == "TimeDistributed" && Inner(layer) is { } inner)
        {
            Add(inner, tensors);
            return;
        }
        if (layer.ClassName == "TimeDistributed")
        {
            string within = KerasDescription.Text((layer.Config["layer"] as JsonObject)?["class_name"]) ?? "nothing";
            throw new GliaException($"{where} is a TimeDistributed of {within}; Glia knows it around layers that treat each step " +
                "alike by themselves (Dense, Activation, Dropout, ReLU, LeakyReLU, ELU): replace the layer, or leave the network in the " +
                "program it is from.");
        }
        JsonObject config = KerasConfig.Translate(layer.ClassName, layer.Config, version, told => notes.Add($"{place}: {told}."));
        if (layer.ClassName == "GRU" && config["reset_after"] is JsonValue after && after.TryGetValue(out bool behind) && !behind)
            throw new GliaException($"{where} is a GRU whose reset gate acts before the product (reset_after=False), and Glia's acts " +
                "after it: train it with reset_after=True, or leave the network in the program it is from.");
        bool first = KerasDescription.Text(config["data_format"]) == "channels_first";
        if (KerasFunctionLayers.Function(layer.ClassName, layer.Config, version) is { } function)
        {
            _chain.Along(layer.ClassName == "Softmax" ? Axis(config, where) : _chain.Shape.Rank,
                () => _chain.Add(new Activation(ActivationCatalogue.Create(function, where)) { Name = layer.Name }, place, tensors));
            return;
        }
        switch (layer.ClassName)
        {
            case "BatchNormalization" or "LayerNormalization":
                RequireMode(config, where);
                int axis = Axis(config, where);
                config.Remove("axis");
                // Keras 1's running_std holds the variance.
                _chain.Along(axis, () => _chain.Add(KerasConfig.Create(layer.ClassName, layer.Name, config, where), place, tensors));
                return;
            case "PReLU":
                AddPRelu(layer, tensors, config, place, where);
                return;
            case "Normalization":
                config.Remove("axis");
                _chain.Add(KerasConfig.Create(layer.ClassName, layer.Name, config, where), place, Statistics(tensors));
                return;
            case "UpSampling1D" or "RepeatVector":
                Repeat(layer, config, place, where);
                return;
            default:
                config.Remove("data_format");
                if (layer.ClassName.StartsWith("Depthwise", StringComparison.Ordinal) || layer.ClassName.StartsWith("Separable",
                    StringComparison.Ordinal))
                    RemoveKernel(config);
                Layer made = KerasConfig.Create(layer.ClassName, layer.Name, config, where);
                IReadOnlyList<ForeignTensor> own = Arranged(layer, made, tensors, first);
                if (first) _chain.WithChannelsLast(() => _chain.Add(made, place, own));
                else _chain.Add(made, place, own);
                return;
        }
    }

    // These have a kernel of two parts, and in old files the settings of one as well, which nothing reads.
    private static void RemoveKernel(JsonObject config)
    {
        config.Remove("kernel_initializer");
        config.Remove("kernel_regularizer");
    }

    // What stands in a TimeDistributed is applied to each step alike, which these layers do by themselves.
    private static KerasLayer? Inner(KerasLayer layer)
    {
        if (layer.Config["layer"] is not JsonObject inner || KerasDescription.Text(inner["class_name"]) is not { } kind
            || kind is not ("Dense" or "Activation" or "Dropout" or "ReLU" or "LeakyReLU" or "ELU")) return null;
        return layer with { ClassName = kind, Config = inner["config"] as JsonObject ?? [] };
    }

    private int Axis(JsonObject config, string where) => KerasAxis.Of(config["axis"], _chain.Shape, "an input", where);

    private static void RequireMode(JsonObject config, string where)
    {
        if (config["mode"] is JsonValue mode && mode.TryGetValue(out int number) && number != 0)
            throw new GliaException($"{where} is a BatchNormalization of mode {number}, which only Keras 1 has; Glia knows mode 0.");
        config.Remove("mode");
    }

    // Slopes that are shared along any dimensions are written out for each number.
    private void AddPRelu(KerasLayer layer, IReadOnlyList<ForeignTensor> tensors, JsonObject config, string place, string where)
    {
        config.Remove("shared_axes");
        if (tensors is not [var alpha] || alpha.Shape.Count != _chain.Shape.Rank)
            throw new GliaException($"{where} (PReLU) needs one array of slopes of an input of {_chain.Shape}; save the model again.");
        _chain.Add(KerasConfig.Create("PReLU", layer.Name, config, where), place, Slopes.ForEach(alpha, _chain.Shape));
    }

    private void Repeat(KerasLayer layer, JsonObject config, string place, string where)
    {
        Shape input = _chain.Shape;
        int times = (config["size"] ?? config["n"]) is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        int rank = layer.ClassName == "UpSampling1D" ? 2 : 1;
        if (times < 1 || input.Rank != rank)
            throw new GliaException($"{where} ({layer.ClassName}) repeats {times} times an input of {input}; save the model again.");
        int steps = rank == 2 ? input[0] : 1;
        _chain.Add(new Reshape(steps, 1, input.Last), place);
        _chain.Repeat(2, times, place);
        _chain.Add(new Reshape(steps * times, input.Last) { Name = layer.Name }, place);
    }

    private static IReadOnlyList<ForeignTensor> Statistics(IReadOnlyList<ForeignTensor> tensors) => tensors switch
    {
        [var mean, var variance, ..] =>
            [Flat(mean), Flat(variance), new ForeignTensor("count", [1], () => [1])],
        _ => tensors,
    };

    private static ForeignTensor Flat(ForeignTensor tensor) => tensor.Reshaped((int)Math.Min(tensor.Length, int.MaxValue));

    // The arrays as the layer here declares them.
    private IReadOnlyList<ForeignTensor> Arranged(
        KerasLayer layer, Layer made, IReadOnlyList<ForeignTensor> tensors, bool channelsFirst)
    {
        if (layer.ClassName.StartsWith("CuDNN", StringComparison.Ordinal))
            return CudnnWeights.Arranged(tensors, gates: made is LSTM ? 4 : 3);
        if (made is not (ConvolutionLayer or DepthwiseConv2D or SeparableConv2D or Conv2DTranspose) || tensors.Count == 0) return tensors;
        ForeignTensor kernel = tensors[0];
        // Keras 1 keeps a sequence's kernel as that of an image of one column, and one of channels in front with the filters in front.
        if (version.Major == 1 && made is Conv1D && kernel.Shape is [int window, 1, int channels, int filters])
            kernel = kernel.Reshaped(window, channels, filters);
        if (version.Major == 1 && channelsFirst && made is Conv2D && kernel.Shape.Count == 4) kernel = kernel.Permuted(3, 4, 2, 1);
        if (TurnsKernels && kernel.Shape.Count == 4) kernel = kernel.TurnedRound();
        else if (TurnsKernels && kernel.Shape is [int length, int from, int to]) kernel = kernel.Reshaped(length, 1, from,
            to).TurnedRound().Reshaped(length, from, to);
        return [kernel, .. tensors.Skip(1)];
    }
}
