using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault Oscillation { get; } = new("GLIAS07", Family.Symptom, "training oscillates",
        "The loss swings instead of settling.",
        Look);
}
