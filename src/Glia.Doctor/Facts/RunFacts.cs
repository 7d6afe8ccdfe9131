using Glia.Doctor.Monitoring;
using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>
/// What is known of how a run went, wherever it comes from: watched while it trains, read from its folder, or recorded. What nobody saw is
/// null.
/// </summary>
internal sealed record RunFacts
{
    /// <summary>The loss by steps; null where only epochs are known.</summary>
    public Curve? Steps { get; init; }

    /// <summary>The figures by epochs; null where there are none.</summary>
    public Curve? Epochs { get; init; }

    /// <summary>What a monitor collected; null where nobody watched.</summary>
    public RunMonitor? Watched { get; init; }

    /// <summary>What was minimised; null where it is not known.</summary>
    public Loss? Loss { get; init; }

    /// <summary>The accuracy on rows held out, and their number; null where they were not judged.</summary>
    public (double Accuracy, int Rows)? HeldOut { get; init; }

    /// <summary>The accuracy on training rows, evaluated as rows held out are, and their number; null where they were not judged.</summary>
    public (double Accuracy, int Rows)? Evaluated { get; init; }

    /// <summary>The finest curve of the loss that there is.</summary>
    public Curve? Finest => Steps ?? Epochs;

    /// <summary>The network as it was looked at last; null where nobody looked, or its numbers are not finite.</summary>
    public RunSample? End => Watched is { NotFinite: null, Samples: [.., var end] } ? end : null;

    /// <summary>Whether it answers no better than by ignoring the input.</summary>
    public bool IsGuessing => End is { } end && !(end.Score.Skill > Watched!.ReferenceRows.Noise);

    /// <summary>
    /// Whether much is left to learn. A network of random weights need not guess: where classes lie apart, its answers follow the input.
    /// </summary>
    public bool IsFarFromDone => End is { } end && !(end.Score.Skill >= 0.5);

    /// <summary>The first hidden layer of which every unit is zero for every row; null if there is none.</summary>
    public string? DeadLayer => Most(state => state.Dead) is (var layer, 1) ? layer : null;

    /// <summary>Whether the answers are rows of classes.</summary>
    public bool HasClasses => Watched?.ReferenceRows.Targets is { HasClasses: true, Classes: > 1 };

    /// <summary>The loss of answering the class shares whatever the input; null where it does not compare with that.</summary>
    public double? LossOfShares => HasClasses && Loss is { Reduction: Reduction.Mean, ProbabilitiesBy: not null }
        && (Loss.IsExclusive || Watched!.Network.OutputShape.Size == 1) ? Watched!.ReferenceRows.PriorLoss : null;

    /// <summary>The weights that multiply inputs and are trained.</summary>
    public IReadOnlyList<ParameterTrack> Kernels => Watched?.Kernels ?? [];

    /// <summary>The hidden layer with most of a figure, and that figure; null where there is none, or nobody looked.</summary>
    public (string Layer, double Value)? Most(Func<LayerState, double> figure)
    {
        if (End is not { } end || end.Layers.Count < 2) return null;
        int most = Enumerable.Range(0, end.Layers.Count - 1).MaxBy(layer => figure(end.Layers[layer]));
        return (Watched!.Network.Layers[most].Name, figure(end.Layers[most]));
    }

    /// <summary>The facts of a run that is watched.</summary>
    public static RunFacts Of(RunMonitor monitor, Loss loss) => new()
    {
        Steps = monitor.Curve,
        Epochs = monitor.Epochs.Count > 0 ? Curve.Of(monitor.Epochs) : null,
        Watched = monitor,
        Loss = loss,
        HeldOut = monitor.Epochs is [.., { Validation: { } held }] ? (held.Accuracy, held.Rows) : null,
        Evaluated = monitor.Samples is [.., var end] ? (end.Score.Accuracy, monitor.ReferenceRows.Rows) : null,
    };
}
