using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault DeadRelu { get; } = new("GLIAS16", Family.Symptom, "dead relu units",
        "Units are zero for every sample.",
        Look);
}
