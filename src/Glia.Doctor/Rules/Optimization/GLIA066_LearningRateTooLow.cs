using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LearningRateTooLow { get; } = new("GLIA066", Family.Optimization, "learning rate too low",
        "The steps are so small that the weights hardly move.",
        "Multiply the learning rate by ten until an update is about a thousandth of the weights.",
        Explains: "073 S01 S02 S03 S08 S09 S21 S26 S27");
}
