using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LossSignFlipped { get; } = new("GLIA048", Family.Loss, "gradient has the wrong sign",
        "The gradient points uphill: training maximises the loss.",
        "Flip the sign of the loss gradient.",
        Explains: "S01 S04 S05 S06 S09 S13 S26 S27");
}
