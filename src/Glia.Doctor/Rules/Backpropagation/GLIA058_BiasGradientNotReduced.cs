using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault BiasGradientNotReduced { get; } = new(
        "GLIA058", Family.Backpropagation, "bias gradient not reduced over the batch",
        "The bias gradient is not summed over the rows as the weight gradient is.",
        "Sum the gradient of the layer over the batch axis, with the same divisor as the weights.",
        Explains: "S07 S08 S26");
}
