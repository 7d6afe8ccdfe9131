using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault CrossEntropyForRegression { get; } = new("GLIA046", Family.Loss, "cross-entropy for continuous targets",
        "Cross-entropy is used on values that are no probabilities.",
        "Use mean squared error with a linear output.",
        Explains: "019 022 S03 S09 S27");
}
