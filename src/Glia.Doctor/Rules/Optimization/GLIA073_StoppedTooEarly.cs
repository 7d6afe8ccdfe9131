using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault StoppedTooEarly { get; } = new("GLIA073", Family.Optimization, "too few epochs",
        "Training ended while the loss was still falling.",
        "Train until the validation loss no longer improves.",
        Explains: "S08 S09 S27");
}
