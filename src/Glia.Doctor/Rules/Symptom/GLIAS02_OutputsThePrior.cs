using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault OutputsThePrior { get; } = new("GLIAS02", Family.Symptom, "loss stuck at the prior",
        "The loss stays where ignoring the input would put it.",
        Look);
}
