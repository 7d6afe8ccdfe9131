using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LossExplodes { get; } = new("GLIAS05", Family.Symptom, "loss explodes",
        "The loss grows far above its best value.",
        Look);
}
