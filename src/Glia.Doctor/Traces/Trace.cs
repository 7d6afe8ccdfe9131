using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// One training step of somebody else's network as its owner recorded it, and perhaps one evaluation. Only inputs, targets and weights
/// are required; whatever else is there makes more checks possible. Weights are kept as [in, out], whatever the owner uses.
/// </summary>
internal sealed record Trace
{
    /// <summary>What the report calls it.</summary>
    public string Subject { get; init; } = "trace";

    /// <summary>The batch of the step, a row per sample, as the network saw it.</summary>
    public required Matrix X { get; init; }

    /// <summary>The targets of the step: one column of class numbers or values, or a column per output.</summary>
    public required Matrix Y { get; init; }

    /// <summary>The layers, inputs first.</summary>
    public required IReadOnlyList<TraceLayer> Layers { get; init; }

    /// <summary>Whether the weights could be [in, out] as well as [out, in] by their shapes, and nothing said which.</summary>
    public bool LayoutOpen { get; init; }

    /// <summary>
    /// The same trace read with the biases in the first row of each kernel, where they lie in the kernels and nothing said in which row;
    /// else null.
    /// </summary>
    public Trace? BiasFirst { get; init; }

    /// <summary>The activation of each layer in Keras' names, null where nothing was said.</summary>
    public required IReadOnlyList<string?> Activations { get; init; }

    /// <summary>The slope of leaky_relu below zero, if stated.</summary>
    public double? NegativeSlope { get; init; }

    /// <summary>The loss in Keras' name, if stated.</summary>
    public string? Loss { get; init; }

    /// <summary>What the owner's forward pass gave, if recorded.</summary>
    public Matrix? Outputs { get; init; }

    /// <summary>What the owner's loss gave, if recorded.</summary>
    public double? LossValue { get; init; }

    /// <summary>The learning rate, if stated.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The optimizer, if stated.</summary>
    public string? Optimizer { get; init; }

    /// <summary>The momentum, if stated.</summary>
    public double? Momentum { get; init; }

    /// <summary>The factor of the L2 penalty, if stated.</summary>
    public double? L2 { get; init; }

    /// <summary>The norm at which gradients are clipped, if stated.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The evaluation, if one was recorded. It follows the step.</summary>
    public RecordedEvaluation? Evaluation { get; init; }

    /// <summary>The losses so far, if recorded.</summary>
    public IReadOnlyList<double>? LossHistory { get; init; }

    /// <summary>The accuracies so far, if recorded; fractions.</summary>
    public IReadOnlyList<double>? AccuracyHistory { get; init; }

    /// <summary>What one value of the histories stands for: epoch or step.</summary>
    public string HistoryPer { get; init; } = "epoch";

    /// <summary>Names of arrays that mean nothing to the doctor, with the name that was perhaps meant.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>What arrays are called in their program, by the names they have here.</summary>
    public IReadOnlyDictionary<string, Findings.Source> Sources { get; init; } = new Dictionary<string, Findings.Source>();

    /// <summary>How many updates came before the recorded step; null if nothing says.</summary>
    public long? Step { get; init; }

    /// <summary>How many updates the program makes in all; null if nothing says.</summary>
    public long? Steps { get; init; }

    /// <summary>How many updates it makes at least, where nobody knows how many in all; null if nothing says.</summary>
    public long? StepsAtLeast { get; init; }

    /// <summary>All training inputs, if recorded.</summary>
    public Matrix? TrainX { get; init; }

    /// <summary>The targets of <see cref="TrainX"/>.</summary>
    public Matrix? TrainY { get; init; }

    /// <summary>How many samples the batch has.</summary>
    public int Rows => X.Rows;

    /// <summary>How many outputs the network has.</summary>
    public int Outs => Layers[^1].Weights.Columns;

    /// <summary>The weights before the step.</summary>
    public IReadOnlyList<LayerWeights> Before => [.. Layers.Select(layer => new LayerWeights(layer.Weights, layer.Bias))];

    /// <summary>The weights after the step, or null unless all of them were recorded.</summary>
    public IReadOnlyList<LayerWeights>? After => Layers.All(layer => layer.WeightsAfter is not null)
        ? [.. Layers.Select(layer => new LayerWeights(layer.WeightsAfter!, layer.BiasAfter ?? layer.Bias))]
        : null;
}
