namespace Glia.Doctor.Findings;

public static partial class Faults
{
    /// <summary>All units of a layer start equal and receive equal gradients, so they stay one unit.</summary>
    public static Fault ConstantWeights { get; } = new("GLIA040", Family.Initialization, "constant or zero weights",
        "All units of a layer start equal and receive equal gradients, so they stay one unit.",
        "Use he_normal or glorot_uniform.",
        Explains: "S01 S02 S03 S08 S09 S16 S18 S20 S22 S23 S26 S27");

    /// <summary>The weights start so large that outputs saturate before the first step.</summary>
    public static Fault WeightsTooLarge { get; } = new("GLIA041", Family.Initialization, "weights too large at the start",
        "The weights start so large that outputs saturate before the first step.",
        "Use he_normal for relu, glorot_uniform otherwise, and zero biases.",
        Explains: "065 S01 S04 S05 S07 S08 S13 S15 S16 S17 S19 S27 S30");

    /// <summary>The weights start so small that the signal fades from layer to layer.</summary>
    public static Fault WeightsTooSmall { get; } = new("GLIA042", Family.Initialization, "weights too small at the start",
        "The weights start so small that the signal fades from layer to layer.",
        "Use he_normal for relu, glorot_uniform otherwise.",
        Explains: "S01 S02 S03 S08 S18 S23");

    /// <summary>A bias starts far from zero and decides the output alone.</summary>
    public static Fault OddBias { get; } = new("GLIA043", Family.Initialization, "odd bias at the start",
        "A bias starts far from zero and decides the output alone.",
        "Zero, or for the last layer the log-odds of the classes.",
        Explains: "S01 S15");
}
