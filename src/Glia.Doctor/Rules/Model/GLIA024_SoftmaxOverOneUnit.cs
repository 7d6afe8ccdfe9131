using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault SoftmaxOverOneUnit { get; } = new("GLIA024", Family.Model, "softmax over one unit",
        "Softmax over one unit is always 1: the output is constant and every gradient is zero.",
        "Use a sigmoid with binary cross-entropy, or a linear unit for regression.",
        Explains: "007 019 034 059 071 S01 S02 S03 S09 S14 S18 S20 S26 S27");
}
