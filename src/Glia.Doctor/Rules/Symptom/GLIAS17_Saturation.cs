using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault Saturation { get; } = new("GLIAS17", Family.Symptom, "saturated units",
        "Units sit at the flat end of their activation for every sample.",
        Look);
}
