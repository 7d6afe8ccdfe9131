using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongReduction { get; } = new("GLIA047", Family.Loss, "sum instead of mean, or divided twice",
        "The loss or its gradient is not the mean over the batch, so the step depends on the batch size.",
        "Divide by the batch size exactly once.",
        Explains: "065 066 S05 S07 S08 S16 S21");
}
