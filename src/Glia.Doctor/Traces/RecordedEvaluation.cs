using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>One evaluation as its owner recorded it.</summary>
internal sealed record RecordedEvaluation
{
    /// <summary>The evaluated rows.</summary>
    public required Matrix X { get; init; }

    /// <summary>Whether its owner evaluates what is trained on, and says so.</summary>
    public bool OfTraining { get; init; }

    /// <summary>Their targets.</summary>
    public Matrix? Y { get; init; }

    /// <summary>The owner's class per row.</summary>
    public IReadOnlyList<double>? Predictions { get; init; }

    /// <summary>The owner's outputs.</summary>
    public Matrix? Outputs { get; init; }

    /// <summary>Whether the owner's answers were recorded, as classes or as outputs.</summary>
    public bool HasAnswers => Predictions is not null || Outputs is not null;

    /// <summary>What they are called in the trace.</summary>
    public string AnswersName => Predictions is not null ? "eval_predictions" : "eval_outputs";

    /// <summary>The owner's accuracy as a fraction.</summary>
    public double? ReportedAccuracy { get; init; }

    /// <summary>The accuracy as it was written, where 97.5 may be a percentage.</summary>
    public double? ReportedAsWritten { get; init; }

    /// <summary>The weights when the evaluation began.</summary>
    public IReadOnlyList<LayerWeights>? Weights { get; init; }

    /// <summary>The weights when the evaluation ended.</summary>
    public IReadOnlyList<LayerWeights>? WeightsAfter { get; init; }
}
