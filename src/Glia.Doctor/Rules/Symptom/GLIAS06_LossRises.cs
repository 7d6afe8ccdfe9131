using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LossRises { get; } = new("GLIAS06", Family.Symptom, "loss rises from the start",
        "The loss rises steadily from the first step.",
        Look);
}
