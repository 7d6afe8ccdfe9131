using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Files;

namespace Glia.Programs.Frameworks;

/// <summary>The layers of a chain as an experiment has them: an activation belongs to the layer before it.</summary>
internal sealed class TorchNetwork
{
    private readonly TorchRecord _record;

    /// <summary>Folds a chain.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="frozen">Weights that no step moves.</param>
    /// <param name="penalty">What is added to the loss for the size of weights, as a layer says it; null if nothing is.</param>
    public TorchNetwork(TorchRecord record, TorchChain chain, IReadOnlySet<int> frozen, Func<int, JsonObject?>? penalty = null)
    {
        _record = record;
        foreach (TorchLayer layer in chain.Layers)
        {
            // It mixes rows, as nothing here does; it is a fault of its own.
            if (layer.IsOverRows) continue;
            if (layer.Layer.ClassName == "Activation" && Layers.Count > 0
                && Layers[^1] is { Main.Kernel: not null, Function: null } before)
            {
                var config = (JsonObject)before.Layer.Config.DeepClone();
                config["activation"] = layer.Layer.Config["activation"]!.DeepClone();
                Layers[^1] = before with { Layer = before.Layer with { Config = config }, Function = layer };
                continue;
            }
            ExperimentLayer made = layer.Layer;
            if (layer.Kernel is { } kernel && frozen.Contains(kernel))
            {
                var config = (JsonObject)made.Config.DeepClone();
                config["trainable"] = false;
                made = made with { Config = config };
            }
            if (layer.Kernel is { } sized && penalty?.Invoke(sized) is { } regularizer)
            {
                var config = (JsonObject)made.Config.DeepClone();
                config["kernel_regularizer"] = regularizer;
                made = made with { Config = config };
            }
            Layers.Add(new TorchPart(made, layer));
        }
        Input = record.Values[chain.Input].Shape;
    }

    /// <summary>The layers.</summary>
    public List<TorchPart> Layers { get; } = [];

    /// <summary>The shape of the inputs as PyTorch has it, the batch first.</summary>
    public int[] Input { get; }

    /// <summary>Sizes from the inputs to the outputs: <c>784-200-10</c>.</summary>
    public string Sizes => string.Join('-',
    [
        Input.Length == 2 ? Input[1].ToString(System.Globalization.CultureInfo.InvariantCulture) : string.Join('x', Input[1..]),
        .. Layers.Where(part => part.Main.Kernel is not null)
            .Select(part => (part.Layer.Config["units"] ?? part.Layer.Config["filters"])!.ToJsonString()),
    ]);

    /// <summary>Gives a network made of these layers the recorded weights.</summary>
    /// <param name="network">The network; its weights are changed.</param>
    /// <param name="from">The first layer of it among these.</param>
    /// <returns>Whether all weights were known.</returns>
    public bool SetWeights(Network network, int from = 0)
    {
        for (int i = 0; i < network.Layers.Count; i++)
        {
            TorchLayer main = Layers[from + i].Main;
            if (main.Slopes is { } slopes && _record.Values[slopes].Contents is { } learned)
                foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Layer == network.Layers[i]))
                    learned.ToSingles().CopyTo(network.Weights[parameter]);
            if (main.Kernel is not { } kernel) continue;
            if (_record.Values[kernel].Contents is not { } weights) return false;
            foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Layer == network.Layers[i]))
            {
                if (parameter.Name == "kernel") Ordered(weights, main).CopyTo(network.Weights[parameter]);
                else if (main.Bias is { } bias && _record.Values[bias].Contents is { } biases)
                    biases.ToSingles().CopyTo(network.Weights[parameter]);
                else return false;
            }
        }
        return true;
    }

    /// <summary>Samples as Glia has them: channels last.</summary>
    /// <param name="values">Samples as PyTorch has them.</param>
    /// <param name="shape">The shape of one.</param>
    public static float[] ChannelsLast(float[] values, ReadOnlySpan<int> shape)
    {
        if (shape.Length < 2 || shape[0] == 1) return values;
        int channels = shape[0], positions = 1;
        foreach (int size in shape[1..]) positions *= size;
        if (positions == 1) return values;
        var ordered = new float[values.Length];
        for (int start = 0; start < values.Length; start += channels * positions)
            for (int channel = 0; channel < channels; channel++)
                for (int position = 0; position < positions; position++)
                    ordered[start + position * channels + channel] = values[start + channel * positions + position];
        return ordered;
    }

    /// <summary>The shape of a sample as Glia has it.</summary>
    public static Shape ShapeOf(ReadOnlySpan<int> shape) => shape.Length < 2 ? new Shape(shape) : new Shape([.. shape[1..], shape[0]]);

    // From [out, in], or [out, in, height, width], to [in, out] or [height, width, in, out].
    private static float[] Ordered(NdArray weights, TorchLayer layer)
    {
        float[] given = weights.ToSingles();
        if (layer.IsInOut && layer.LaidOut is null) return given;
        int[] shape = weights.Shape;
        int outputs = layer.IsInOut ? shape[1] : shape[0], inputs = given.Length / outputs;
        // A dense layer reads what a flattening laid out, a convolution its window: the channels come last in both.
        int[] sample = layer.LaidOut ?? (shape.Length > 2 ? shape[1..] : [inputs]);
        int channels = sample.Length > 1 ? sample[0] : 1, positions = inputs / channels;
        var ordered = new float[given.Length];
        for (int unit = 0; unit < outputs; unit++)
            for (int channel = 0; channel < channels; channel++)
                for (int position = 0; position < positions; position++)
                {
                    int from = channel * positions + position;
                    ordered[(position * channels + channel) * outputs + unit] =
                        layer.IsInOut ? given[from * outputs + unit] : given[unit * inputs + from];
                }
        return ordered;
    }
}

/// <summary>A layer of the network with the calls that it is.</summary>
/// <param name="Layer">The layer in Keras' words.</param>
/// <param name="Main">Its call.</param>
internal sealed record TorchPart(ExperimentLayer Layer, TorchLayer Main)
{
    /// <summary>The call of its activation; null if it has none of its own.</summary>
    public TorchLayer? Function { get; init; }

    /// <summary>The tensor that comes out.</summary>
    public int Output => (Function ?? Main).Output;
}
