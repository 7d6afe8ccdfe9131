using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault NoHiddenNonlinearity { get; } = new("GLIA021", Family.Model, "no activation between the layers",
        "Layers without an activation between them are one linear layer, however many there are.",
        "Give the hidden layers an activation such as relu.",
        Explains: "037 S26")
    {
        ShowsLate = true,
    };
}
