using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault NotFinite { get; } = new("GLIAS04", Family.Symptom, "NaN or infinity",
        "A number is no longer finite.",
        Look);
}
