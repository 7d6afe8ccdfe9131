using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>What somebody wants different from an experiment file, as the flags of <c>glia train</c> say it; null leaves the file's word.</summary>
public sealed record ExperimentOverrides
{
    /// <summary>The widths of the hidden dense layers; everything between the input and the last dense layer is replaced by them.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>The activation of every dense layer but the last.</summary>
    public string? Activation { get; init; }

    /// <summary>How the kernels of all dense layers start.</summary>
    public string? Initializer { get; init; }

    /// <summary>The optimizer's class name; its arguments become its defaults, but for those given here.</summary>
    public string? Optimizer { get; init; }

    /// <summary>The optimizer's learning rate.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The optimizer's momentum.</summary>
    public double? Momentum { get; init; }

    /// <summary>The schedule's name; <c>none</c> for none.</summary>
    public string? Schedule { get; init; }

    /// <summary>Rows in one step.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Passes over the training rows.</summary>
    public int? Epochs { get; init; }

    /// <summary>The seed.</summary>
    public long? Seed { get; init; }

    /// <summary>The loss's name.</summary>
    public string? Loss { get; init; }

    /// <summary>How the inputs are scaled.</summary>
    public string? Scale { get; init; }

    /// <summary>The array or columns to learn.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>The test part: a fraction below 1, or a number of rows.</summary>
    public double? TestSize { get; init; }

    /// <summary>The seed of the split.</summary>
    public long? SplitSeed { get; init; }

    /// <summary>The experiment with these words in place of its own. Neither it nor its JSON objects are changed.</summary>
    public Experiment Apply(Experiment experiment) => experiment with
    {
        Seed = Seed ?? experiment.Seed,
        Data = Data(experiment.Data),
        Network = Network(experiment.Network),
        Training = experiment.Training with
        {
            Loss = Loss is null ? experiment.Training.Loss : Class(Loss),
            Optimizer = OptimizerOf(experiment.Training.Optimizer),
            Schedule = Schedule is null ? experiment.Training.Schedule : Schedule == "none" ? null : Class(Schedule),
            BatchSize = BatchSize ?? experiment.Training.BatchSize,
            Epochs = Epochs ?? experiment.Training.Epochs,
        },
    };

    private ExperimentData Data(ExperimentData data)
    {
        ExperimentSplit? split = data.Split;
        if (TestSize is not null || SplitSeed is not null)
        {
            split = split is null or { IsStandard: true } ? new ExperimentSplit() : split;
            split = split with { TestSize = TestSize ?? split.TestSize, RandomState = SplitSeed ?? split.RandomState };
        }
        return data with { Scale = Scale ?? data.Scale, Targets = Targets ?? data.Targets, Split = split };
    }

    private IReadOnlyList<ExperimentLayer> Network(IReadOnlyList<ExperimentLayer> network)
    {
        if (Layers is null && Activation is null && Initializer is null) return network;
        int last = LastDense(network);
        if (last < 0) throw new GliaException("The network has no Dense layer, so --layers, --activation and --init have nothing to change; write the layers in the experiment file.");
        ExperimentLayer? hidden = network.Take(last).FirstOrDefault(layer => layer.ClassName == "Dense");
        IEnumerable<ExperimentLayer> before = Layers is null
            ? network.Take(last)
            : network.TakeWhile(layer => layer.ClassName is "InputLayer" or "Flatten").Concat(Layers.Select(width => Hidden(width, hidden)));
        return
        [
            .. before.Select(layer => layer.ClassName == "Dense" ? Changed(layer, Activation) : layer),
            Changed(network[last], null),
            .. network.Skip(last + 1),
        ];
    }

    // A new hidden layer is like those that were there, but for its width and name.
    private static ExperimentLayer Hidden(int width, ExperimentLayer? like)
    {
        if (like is null) return ExperimentLayer.Dense(width, "relu");
        JsonObject config = like.Config.DeepClone().AsObject();
        config["units"] = width;
        config.Remove("name");
        return like with { Config = config };
    }

    private ExperimentLayer Changed(ExperimentLayer layer, string? activation)
    {
        if (activation is null && Initializer is null) return layer;
        JsonObject config = layer.Config.DeepClone().AsObject();
        if (activation is not null) config["activation"] = activation;
        if (Initializer is not null) config["kernel_initializer"] = Initializer;
        return layer with { Config = config };
    }

    private JsonObject OptimizerOf(JsonObject optimizer)
    {
        if (Optimizer is null && LearningRate is null && Momentum is null) return optimizer;
        JsonObject changed = Optimizer is null ? optimizer.DeepClone().AsObject() : Class(Optimizer);
        if (LearningRate is { } rate) changed["learning_rate"] = rate;
        if (Momentum is { } momentum) changed["momentum"] = momentum;
        return changed;
    }

    private static int LastDense(IReadOnlyList<ExperimentLayer> network)
    {
        for (int i = network.Count - 1; i >= 0; i--)
            if (network[i].ClassName == "Dense") return i;
        return -1;
    }

    private static JsonObject Class(string name) => new() { ["class_name"] = name };
}
