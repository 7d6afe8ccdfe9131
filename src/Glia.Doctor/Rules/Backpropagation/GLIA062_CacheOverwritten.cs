using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault CacheOverwritten { get; } = new("GLIA062", Family.Backpropagation, "cached arrays overwritten",
        "An array kept for the backward pass or for the result is overwritten by another sample or layer.",
        "Store a copy.",
        Explains: "S08 S09 S25 S26 S27")
    {
        Shows = [ExhibitKind.GradientPairs],
    };
}
