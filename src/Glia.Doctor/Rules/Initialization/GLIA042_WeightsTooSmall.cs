using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WeightsTooSmall { get; } = new("GLIA042", Family.Initialization, "weights too small at the start",
        "The weights start so small that the signal fades from layer to layer.",
        "Use he_normal for relu, glorot_uniform otherwise.",
        Explains: "S01 S02 S03 S08 S18 S23");
}
