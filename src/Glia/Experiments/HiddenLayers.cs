using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>
/// Rewrites the hidden layers of an experiment: the dense layers before the last one, each with what follows it up to the next.
/// </summary>
internal static class HiddenLayers
{
    /// <summary>The network with other hidden layers, or with something of theirs changed.</summary>
    /// <param name="network">The layers; not changed.</param>
    /// <param name="wanted">What to change.</param>
    /// <exception cref="GliaException">There is nothing that could be changed so.</exception>
    public static IReadOnlyList<ExperimentLayer> Rewrite(IReadOnlyList<ExperimentLayer> network, ExperimentOverrides wanted)
    {
        int[] dense = [.. Enumerable.Range(0, network.Count).Where(i => network[i].ClassName == "Dense")];
        if (dense.Length == 0)
            throw new GliaException("The network has no Dense layer, so --layers, --activation, --init, " +
                "--dropout and --batch-norm have nothing to change; write the layers in the experiment file.");
        int first = dense[0], last = dense[^1];
        IEnumerable<ExperimentLayer> before = network.Take(first);
        List<ExperimentLayer[]> blocks = [.. dense.SkipLast(1).Select((from, i) => network.Skip(from).Take(dense[i + 1] - from).ToArray())];
        if (wanted.Layers is { } widths)
        {
            ExperimentLayer? like = blocks.Count > 0 ? network[first] : null;
            before = network.Take(1 + network.Take(first).ToList().FindLastIndex(GivesShape));
            blocks = [.. widths.Select(width => new[] { Dense(width, like) })];
        }
        if (blocks.Count == 0 && (wanted.Activation is not null || wanted.Dropout is not null || wanted.BatchNormalization))
            throw new GliaException("The network has no hidden layer, so --activation, --dropout and --batch-norm have nothing to " +
                "change; give the widths of some, for example --layers 64.");
        return
        [
            .. before,
            .. blocks.SelectMany(block => Dropped(Normalized(Activated(block, wanted.Activation), wanted.BatchNormalization),
                wanted.Dropout))
                .Select(layer => Initialized(layer, wanted.Initializer)),
            Initialized(network[last], wanted.Initializer),
            .. network.Skip(last + 1),
        ];
    }

    // A new hidden layer is like those that were there, but for its width and name.
    private static ExperimentLayer Dense(int width, ExperimentLayer? like)
    {
        if (like is null) return ExperimentLayer.Dense(width, "relu");
        ExperimentLayer layer = With(like, "units", width);
        layer.Config.Remove("name");
        return layer;
    }

    // Where the activation is a layer of its own, that layer is changed.
    private static ExperimentLayer[] Activated(ExperimentLayer[] block, string? activation)
    {
        if (activation is null) return block;
        int own = Array.FindIndex(block, layer => IsActivation(layer));
        return own < 0
            ? [With(block[0], "activation", activation), .. block[1..]]
            : [.. block[..own], new ExperimentLayer("Activation", new JsonObject { ["activation"] = activation }), .. block[(own + 1)..]];
    }

    // Between the sums and their activation, as in Ioffe and Szegedy (2015), section 3.2.
    private static ExperimentLayer[] Normalized(ExperimentLayer[] block, bool wanted)
    {
        if (!wanted || Array.Exists(block, layer => layer.ClassName == "BatchNormalization")) return block;
        var normalization = new ExperimentLayer("BatchNormalization", []);
        if (block[0].Config["activation"] is not { } function) return [block[0], normalization, .. block[1..]];
        ExperimentLayer sums = With(block[0], "activation", "linear");
        return [sums, normalization, new ExperimentLayer("Activation", new JsonObject { ["activation"] = function.DeepClone() }),
            .. block[1..]];
    }

    private static ExperimentLayer[] Dropped(ExperimentLayer[] block, double? rate)
    {
        if (rate is not { } share) return block;
        ExperimentLayer[] kept = [.. block.Where(layer => layer.ClassName != "Dropout")];
        return share == 0 ? kept : [.. kept, new ExperimentLayer("Dropout", new JsonObject { ["rate"] = share })];
    }

    private static ExperimentLayer Initialized(ExperimentLayer layer, string? initializer) =>
        initializer is null || layer.ClassName != "Dense" ? layer : With(layer, "kernel_initializer", initializer);

    private static ExperimentLayer With(ExperimentLayer layer, string key, JsonNode value)
    {
        JsonObject config = layer.Config.DeepClone().AsObject();
        config[key] = value;
        return layer with { Config = config };
    }

    // What dense layers work on: the input as it is seen, and what convolutions make of it. A dropout between is one of the hidden layers'.
    private static bool GivesShape(ExperimentLayer layer) =>
        layer.IsInput || layer.Build("network") is Layers.WindowedLayer or Layers.Flatten or Layers.Reshape;

    // Keras' ReLU, LeakyReLU, ELU and Softmax build one too.
    private static bool IsActivation(ExperimentLayer layer) => layer.Build("network") is Layers.Activation;
}
