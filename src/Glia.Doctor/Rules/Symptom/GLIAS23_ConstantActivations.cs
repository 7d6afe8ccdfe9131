using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ConstantActivations { get; } = new("GLIAS23", Family.Symptom, "activations do not depend on the input",
        "A hidden layer gives nearly the same for every sample.",
        Look);
}
