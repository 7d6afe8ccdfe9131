using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault TooFewSamples { get; } = new("GLIA016", Family.Data, "too few rows",
        "There are fewer rows than the network or the batch needs, often an accidental slice.",
        "Use the whole set, a smaller network, or a batch no larger than the data.",
        Explains: "S10 S11");
}
