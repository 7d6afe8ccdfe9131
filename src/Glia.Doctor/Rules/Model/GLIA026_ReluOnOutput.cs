using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ReluOnOutput { get; } = new("GLIA026", Family.Model, "relu on the output",
        "A relu output cannot be negative and stops learning wherever it is zero.",
        "Use softmax for classes and a linear output for values.",
        Explains: "S01 S02 S03 S04 S09 S16 S18 S20 S26 S27");
}
