using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongActivationDerivative { get; } = new(
        "GLIA057", Family.Backpropagation, "activation derivative at the wrong argument",
        "The derivative of an activation is forgotten, or taken at the wrong argument.",
        "With the output a: a(1-a) for sigmoid, 1-a*a for tanh.",
        Explains: "S03 S07 S08 S09 S18 S26 S27")
    {
        Shows = [ExhibitKind.GradientPairs],
    };
}
