using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault AccuracyAtChance { get; } = new("GLIAS09", Family.Symptom, "accuracy at chance",
        "The training accuracy is no better than guessing.",
        Look)
    {
        Shows = [ExhibitKind.Answers],
    };
}
