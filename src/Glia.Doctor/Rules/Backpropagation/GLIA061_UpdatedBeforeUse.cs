using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault UpdatedBeforeUse { get; } = new(
        "GLIA061", Family.Backpropagation, "weights updated before they are used to propagate",
        "A layer is updated before the layer below has used its weights.",
        "Compute all gradients first, then update.",
        Explains: "S07 S08 S26")
    {
        Shows = [ExhibitKind.GradientPairs],
    };
}
