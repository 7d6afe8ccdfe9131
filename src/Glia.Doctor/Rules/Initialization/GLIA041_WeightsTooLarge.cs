using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WeightsTooLarge { get; } = new("GLIA041", Family.Initialization, "weights too large at the start",
        "The weights start so large that outputs saturate before the first step.",
        "Use he_normal for relu, glorot_uniform otherwise, and zero biases.",
        Explains: "065 S01 S04 S05 S07 S08 S13 S16 S17 S27");
}
