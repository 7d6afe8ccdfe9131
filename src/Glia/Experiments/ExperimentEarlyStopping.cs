namespace Glia.Experiments;

/// <summary>When a run stops before its last epoch: the arguments of Keras' <c>EarlyStopping</c>.</summary>
public sealed record ExperimentEarlyStopping
{
    /// <summary>What is watched: <c>loss</c>, <c>val_loss</c>, <c>accuracy</c> or <c>val_accuracy</c>.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>A smaller change does not count as better.</summary>
    public double MinDelta { get; init; }

    /// <summary>How many epochs may pass without a better value.</summary>
    public int Patience { get; init; }

    /// <summary><c>auto</c>, <c>min</c> (lower is better) or <c>max</c>.</summary>
    public string Mode { get; init; } = "auto";

    /// <summary>Whether the weights of the best epoch are put back at the end.</summary>
    public bool RestoreBestWeights { get; init; }

    /// <summary>The first epoch that is watched, counted from 0.</summary>
    public int StartFromEpoch { get; init; }

    /// <summary>The words <see cref="Monitor"/> can be, the default first.</summary>
    internal static readonly string[] Monitors = ["val_loss", "loss", "val_accuracy", "accuracy"];

    /// <summary>The words <see cref="Mode"/> can be, the default first.</summary>
    internal static readonly string[] Modes = ["auto", "min", "max"];
}
