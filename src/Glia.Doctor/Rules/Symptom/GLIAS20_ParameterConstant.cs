using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ParameterConstant { get; } = new("GLIAS20", Family.Symptom, "a parameter never changes",
        "A parameter is the same to the last bit after several steps.",
        Look);
}
