using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault NoisyLabels { get; } = new("GLIA010", Family.Data, "noisy labels",
        "A part of the labels is wrong.",
        "Look at the listed rows and relabel them.",
        Explains: "S08 S10");
}
