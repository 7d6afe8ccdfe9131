using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault SaturatingStack { get; } = new("GLIA030", Family.Model, "deep stack of saturating activations",
        "So many sigmoid or tanh layers follow each other that no gradient reaches the first ones.",
        "Use relu with He initialisation, batch normalisation, or fewer layers.",
        Explains: "S01 S02 S03 S08 S09 S17 S18 S20 S23 S26 S27");
}
