using Glia.Metrics;

namespace Glia.Training;

/// <summary>What one epoch did.</summary>
public sealed record EpochReport
{
    /// <summary>Which epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Mean loss over the epoch's steps, each taken before its update, weighted by their rows.</summary>
    public required double Loss { get; init; }

    /// <summary>Share of right answers over the epoch's steps, each counted before its update.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The validation part after the epoch; null without one, and where <see cref="IsUnjudged"/>.</summary>
    public Evaluation? Validation { get; init; }

    /// <summary>
    /// The test part after the epoch, for the reader only: no decision uses it. Null without one, and where its evaluation was broken off.
    /// </summary>
    public Evaluation? Test { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public required double Rate { get; init; }

    /// <summary>Steps of this epoch.</summary>
    public required int Steps { get; init; }

    /// <summary>Samples seen in this epoch.</summary>
    public required long Samples { get; init; }

    /// <summary>Seconds spent training in this epoch, without evaluation.</summary>
    public required double Seconds { get; init; }

    /// <summary>
    /// Whether this is the best epoch so far by what is monitored: validation loss if there is a validation part, else training loss.
    /// </summary>
    public required bool IsBest { get; init; }

    /// <summary>
    /// Whether <see cref="FitOptions.CancellationToken"/> broke its evaluation on the validation part off: nobody knows how good its
    /// weights are, and it is never the best epoch.
    /// </summary>
    public bool IsUnjudged { get; init; }

    /// <summary>What decides about best epochs, plateaus and early stopping; NaN where nobody knows it.</summary>
    public double Monitored => IsUnjudged ? double.NaN : Validation?.Loss ?? Loss;
}
