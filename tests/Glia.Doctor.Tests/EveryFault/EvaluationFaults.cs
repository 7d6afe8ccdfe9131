using HandWritten;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>What can be wrong with the figure at the end: F75 to F82.</summary>
internal static class EvaluationFaults
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        new(Faults.StaleForwardPass, "the last training sample, in C#", faulty => Origin(faulty, OriginFaults.StaleAccuracy)),
        new(Faults.StaleForwardPass, "the last training sample", faulty => Recorded(faulty, "stale-last")),
        new(Faults.StaleForwardPass, "the row before", faulty => Recorded(faulty, "stale-lag")),
        new(Faults.StaleForwardPass, "the last batch", faulty => Recorded(faulty, "stale-batch")),
        new(Faults.StaleForwardPass, "a cached hidden layer", faulty => Recorded(faulty, "stale-hidden")),
        new(Faults.WrongMetric, "argmax over the rows", faulty => Recorded(faulty, "argmax-axis")),
        new(Faults.WrongMetric, "argmax over one unit", faulty => Recorded(faulty, "argmax-one-unit", widths: [6, 10, 1])),
        new(Faults.WrongMetric, "one half as threshold of a logit", faulty =>
            Recorded(faulty, "threshold-on-logit", widths: [6, 10, 1], warmUp: 4)),
        new(Faults.TrainingModeInEvaluation, "dropout", faulty => Recorded(faulty, "dropout-in-evaluation", dropout: 0.4)),
        new(Faults.EvaluatedOnTrainingData, "the training rows among the others", faulty => Recorded(faulty, "evaluated-on-training")),
        new(Faults.EvaluatedOtherModel, "a new network", faulty => Recorded(faulty, "other-model")),
        new(Faults.WrongDivisor, "fewer rows", faulty => Recorded(faulty, "wrong-divisor")),
        new(Faults.WrongDivisor, "a ragged last batch", faulty => Recorded(faulty, "ragged")),
        new(Faults.LabelsOutOfOrder, "labels of other rows", faulty => Recorded(faulty, "shuffled-labels")),
        new(Faults.LabelsOutOfOrder, "another numbering", faulty => Recorded(faulty, "class-mapping")),
        new(Faults.TrainsWhileEvaluating, "weights that move", faulty => Recorded(faulty, "trains-in-evaluation")),
    ];
}
