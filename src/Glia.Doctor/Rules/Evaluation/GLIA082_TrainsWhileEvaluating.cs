using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault TrainsWhileEvaluating { get; } = new("GLIA082", Family.Evaluation, "the evaluation trains",
        "The weights change during the evaluation.",
        "No optimizer step in the evaluation.",
        Explains: "078 S11 S31");
}
