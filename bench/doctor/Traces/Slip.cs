namespace Glia.DoctorBench.Traces;

/// <summary>A mistake somebody makes who writes a network by hand.</summary>
internal enum Slip
{
    // The derivative of the hidden activation.
    MaskByGradientSign,
    MaskMissing,
    MaskOfNextSample,
    MaskOfLastLayer,
    DerivativeOfOutput,
    DerivativeForgotten,

    // The other gradients.
    BiasOfLastRow,
    BiasSumNotDivided,
    KernelNotTransposed,
    PathBlocked,
    LastLayerOnly,
    JacobianTwice,
    Accumulated,
    UpdatedBeforeUse,
    CacheOverwritten,

    // Loss and update.
    SumOverBatch,
    DividedTwice,
    DividedByClasses,
    SignFlipped,
    UpdateAdded,
    SoftmaxOverBatch,
    SoftmaxOverAll,
    BiasNeverUpdated,
    FirstLayerNeverUpdated,
    TargetIsClassNumber,

    // The evaluation.
    StaleLastSample,
    StalePreviousSample,
    StaleLastBatch,
    StaleHidden,
    StaleOrigin,
    ArgmaxOverOneUnit,
    ThresholdOnLogits,
    FloatEquality,
    DropoutInEvaluation,
    EvaluatedOnTraining,
    NewNetwork,
    WrongDivisor,
    LabelsShuffled,
    TrainingAnswers,
    TrainsWhileEvaluating,
}
