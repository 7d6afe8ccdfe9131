using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault Leakage { get; } = new("GLIA013", Family.Data, "test rows are also training rows",
        "The same rows are in training and test data, so the test measures memory.",
        "Split again after removing duplicates.",
        Explains: "S11");
}
