using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault BinaryLossForClasses { get; } = new("GLIA044", Family.Loss, "binary cross-entropy for classes that exclude each other",
        "A binary cross-entropy is used on one-hot classes; its accuracy looks good for predicting nothing.",
        "Use categorical cross-entropy with softmax.",
        Explains: "S08 S13");
}
