using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault IgnoresInput { get; } = new("GLIAS27", Family.Symptom, "ignores the input",
        "The loss is the same with permuted inputs.",
        Look);
}
