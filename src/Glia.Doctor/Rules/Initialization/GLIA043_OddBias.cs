using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault OddBias { get; } = new("GLIA043", Family.Initialization, "odd bias at the start",
        "A bias starts far from zero and decides the output alone.",
        "Zero, or for the last layer the log-odds of the classes.",
        Explains: "S01");
}
