using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault AccuracyIsAClassShare { get; } = new("GLIAS14", Family.Symptom, "accuracy is exactly a class share",
        "The accuracy is exactly 0, 1 or the share of one class.",
        Look);
}
