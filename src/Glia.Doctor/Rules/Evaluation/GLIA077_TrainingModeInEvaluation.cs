using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault TrainingModeInEvaluation { get; } = new(
        "GLIA077", Family.Evaluation, "dropout or batch statistics active in evaluation",
        "A layer that behaves differently in training is in its training mode during evaluation.",
        "Switch dropout off and use running statistics when evaluating.",
        Explains: "S11 S25 S31");
}
