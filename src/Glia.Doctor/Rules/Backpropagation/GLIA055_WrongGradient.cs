using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongGradient { get; } = new("GLIA055", Family.Backpropagation, "wrong gradient",
        "The gradient of a layer is not the derivative of the loss.",
        "Correct the backward pass of the named layer.",
        Explains: "S03 S06 S08 S09 S18 S20 S26 S27");
}
