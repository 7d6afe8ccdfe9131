using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault NarrowBottleneck { get; } = new("GLIA032", Family.Model, "bottleneck of one to three relu units",
        "A layer is so narrow that all its relu units are likely to be dead at once.",
        "Widen the layer or use leaky_relu.",
        Explains: "S01 S02 S03 S09 S16 S20 S23 S26 S27")
    {
        TriedUnsuspected = true,
    };
}
