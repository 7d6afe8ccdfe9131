using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ClipTooLow { get; } = new("GLIA069", Family.Optimization, "gradients clipped too low",
        "Nearly every step is clipped, so the clip sets the step size.",
        "Raise the clip or remove it.",
        Explains: "066 S03 S08 S21");
}
