using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault BlockedPath { get; } = new("GLIA059", Family.Backpropagation, "gradient path blocked",
        "No gradient reaches a layer that influences the loss.",
        "Connect the backward pass of the layer above to it.",
        Explains: "034 071 S03 S08 S09 S18 S20 S26 S27")
    {
        Shows = [ExhibitKind.GradientPairs],
    };
}
