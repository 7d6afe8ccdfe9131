using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SoftmaxJacobianTwice { get; } = new(
        "GLIA063", Family.Backpropagation, "softmax derivative applied on top of p - y",
        "p - y already contains the derivative of softmax, and it was applied once more.",
        "Use p - y directly as the gradient of the logits.",
        Explains: "S03 S08 S09 S18 S26 S27")
    {
        Shows = [ExhibitKind.GradientPairs],
    };
}
