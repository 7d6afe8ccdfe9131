using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault GradientsAccumulated { get; } = new("GLIA060", Family.Backpropagation, "gradients never cleared",
        "Gradients of earlier batches are still in the sum.",
        "Set the gradients to zero before every backward pass.",
        Explains: "065 S05 S07 S26")
    {
        Shows = [ExhibitKind.GradientPairs],
    };
}
