using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault InputsNotScaled { get; } = new("GLIA001", Family.Data, "inputs not scaled",
        "The inputs are so large, or so differently scaled, that the first layer starts saturated or explodes.",
        "Divide or standardise the inputs with statistics of the training part, the same way everywhere.",
        Explains: "041 065 S03 S04 S05 S07 S08 S09 S16 S17 S21 S23 S26 S27");
}
