using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ValidationAboveTraining { get; } = new("GLIAS11", Family.Symptom, "validation better than training",
        "The validation figure is far better than the training figure.",
        Look);
}
