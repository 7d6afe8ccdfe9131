using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UpdateRatioOff { get; } = new("GLIAS21", Family.Symptom, "steps too large or too small",
        "An update is far from a thousandth of the weights.",
        Look);
}
