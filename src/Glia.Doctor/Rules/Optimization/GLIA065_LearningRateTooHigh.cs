using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LearningRateTooHigh { get; } = new("GLIA065", Family.Optimization, "learning rate too high",
        "The steps are so large that they overshoot, kill units or overflow.",
        "Divide the learning rate by ten until the loss falls; glia find-rate shows the curve.",
        Explains: "S01 S02 S03 S04 S05 S06 S07 S09 S13 S16 S17 S20 S21 S23 S26 S27");
}
