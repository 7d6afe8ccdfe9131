using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ConstantWeights { get; } = new("GLIA040", Family.Initialization, "constant or zero weights",
        "All units of a layer start equal and receive equal gradients, so they stay one unit.",
        "Use he_normal or glorot_uniform.",
        Explains: "S01 S02 S03 S08 S09 S16 S18 S20 S23 S26 S27");
}
