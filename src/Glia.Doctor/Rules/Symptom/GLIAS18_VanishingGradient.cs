using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault VanishingGradient { get; } = new("GLIAS18", Family.Symptom, "vanishing gradient",
        "The gradient fades on its way to the first layer.",
        Look);
}
