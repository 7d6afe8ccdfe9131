using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongReluMask { get; } = new("GLIA056", Family.Backpropagation, "relu derivative masked wrongly",
        "The relu derivative is masked by something other than the sign of its own input.",
        "Multiply by (z > 0) with the z of the same layer and the same sample.",
        Explains: "S01 S03 S06 S08 S09 S16 S18 S26 S27")
    {
        Shows = [ExhibitKind.GradientPairs],
    };
}
