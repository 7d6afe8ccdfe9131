using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault PredictionsCollapsed { get; } = new("GLIAS01", Family.Symptom, "predictions collapsed",
        "Nearly all predictions are the same class.",
        Look);
}
