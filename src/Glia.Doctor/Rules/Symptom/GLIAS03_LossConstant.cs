using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LossConstant { get; } = new("GLIAS03", Family.Symptom, "loss constant",
        "The loss does not move.",
        Look);
}
