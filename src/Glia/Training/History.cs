using Glia.Metrics;

namespace Glia.Training;

/// <summary>Why a run ended.</summary>
public enum Ending
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>An observer or <see cref="FitOptions.CancellationToken"/> ended it.</summary>
    Stopped,

    /// <summary>Nothing improved for as long as early stopping allows.</summary>
    EarlyStopped,

    /// <summary>The loss was not finite; the weights are those before that step.</summary>
    NotFinite,
}

/// <summary>What a run did.</summary>
/// <param name="Epochs">Its epochs in order; an epoch that was cut short counts if it did a step.</param>
/// <param name="Ending">Why it ended.</param>
/// <param name="BestEpoch">The best epoch by what was monitored, from 1; 0 if there was none.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="TrainSeconds">Seconds spent training, without evaluation.</param>
public sealed record History(IReadOnlyList<EpochReport> Epochs, Ending Ending, int BestEpoch, long Steps, double TrainSeconds)
{
    /// <summary>
    /// The weights of the last epoch, where its evaluation was broken off and the network was given those of the best epoch instead: the
    /// last ones may be better, which nobody knows. Null where the network has the last ones, and where they were judged.
    /// </summary>
    public ParameterBlock? UnjudgedWeights { get; init; }

    /// <summary>The test part with the weights that the network has now, where this process evaluated it with them; else null.</summary>
    internal Evaluation? Test { get; init; }
}
