using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UnsafeLogarithm { get; } = new("GLIA049", Family.Loss, "logarithm of zero in the loss",
        "The loss takes the logarithm of a probability that can be zero.",
        "Compute the loss from logits through log-sum-exp, or clip the probabilities at 1e-7.",
        Explains: "S04");
}
