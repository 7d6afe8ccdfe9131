using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UpdateAdded { get; } = new("GLIA064", Family.Backpropagation, "update added instead of subtracted",
        "The step goes along the gradient, uphill.",
        "w = w - learning_rate * gradient.",
        Explains: "065 S01 S04 S05 S06 S09 S13 S26 S27");
}
