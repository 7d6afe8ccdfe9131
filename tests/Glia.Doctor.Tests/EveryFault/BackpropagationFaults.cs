using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>Slips of a backward pass written by hand: F55 to F64.</summary>
internal static class BackpropagationFaults
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        new(Faults.WrongGradient, "pre-activations for activations", faulty => Recorded(faulty, "pre-activations")),
        new(Faults.WrongGradient, "weights not transposed", faulty => Recorded(faulty, "not-transposed", widths: [6, 9, 9, 4])),
        new(Faults.WrongGradient, "dropout mask forgotten", faulty => Recorded(faulty, "mask-forgotten", dropout: 0.4)),
        new(Faults.WrongGradient, "a layer of one's own with the wrong sign", faulty => OwnLayer.Rings(faulty ? -1 : 1)),
        new(Faults.WrongGradient, "an activation of one's own with the wrong sign", faulty => OwnLayer.Activated(faulty ? -1 : 1)),
        new(Faults.WrongReluMask, "the sign of the gradient", faulty => Recorded(faulty, "mask-gradient-sign")),
        new(Faults.WrongReluMask, "no mask", faulty => Recorded(faulty, "mask-missing")),
        new(Faults.WrongReluMask, "the row before", faulty => Recorded(faulty, "mask-row-before")),
        new(Faults.WrongActivationDerivative, "forgotten", faulty => Recorded(faulty, "derivative-forgotten", hidden: "tanh")),
        new(Faults.WrongActivationDerivative, "at the output", faulty => Recorded(faulty, "derivative-at-output", hidden: "sigmoid")),
        new(Faults.BiasGradientNotReduced, "mean instead of sum", faulty => Recorded(faulty, "bias-mean")),
        new(Faults.BiasGradientNotReduced, "not summed", faulty => Recorded(faulty, "bias-not-summed")),
        new(Faults.BlockedPath, "nothing reaches the first layer", faulty => Recorded(faulty, "blocked")),
        new(Faults.GradientsAccumulated, "never cleared", faulty => Recorded(faulty, "accumulated", warmUp: 6)),
        new(Faults.UpdatedBeforeUse, "weights updated on the way down", faulty => Recorded(faulty, "updated-first", rate: 0.5, warmUp: 0)),
        new(Faults.CacheOverwritten, "the last row for all", faulty => Recorded(faulty, "last-row-only")),
        new(Faults.SoftmaxJacobianTwice, "on top of p - y", faulty => Recorded(faulty, "jacobian-twice")),
        new(Faults.UpdateAdded, "plus for minus", faulty => Recorded(faulty, "added")),
    ];
}
