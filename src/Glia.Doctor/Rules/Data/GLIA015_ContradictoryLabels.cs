using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ContradictoryLabels { get; } = new("GLIA015", Family.Data, "equal inputs with different labels",
        "The same input occurs with different labels, which caps the accuracy anybody can reach.",
        "Inspect the named rows.",
        Explains: "S08 S09 S26 S27");
}
