using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault FrozenLayer { get; } = new("GLIA034", Family.Model, "randomly initialised layer is frozen",
        "A layer that was never trained is excluded from training.",
        "Make the layer trainable.",
        Explains: "S03 S08 S20");
}
