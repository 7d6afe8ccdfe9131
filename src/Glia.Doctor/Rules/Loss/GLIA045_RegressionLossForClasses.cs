using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault RegressionLossForClasses { get; } = new("GLIA045", Family.Loss, "squared or absolute error for classification",
        "A regression loss is used on class labels; it can work, and learns slowly where it saturates.",
        "Use cross-entropy.",
        Explains: "S01 S02 S03 S08 S09 S13 S26");
}
