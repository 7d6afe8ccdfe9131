using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault OverfitGap { get; } = new("GLIAS10", Family.Symptom, "overfitting",
        "Training improves while validation does not.",
        Look);
}
