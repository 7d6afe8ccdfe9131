using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault NoValidation { get; } = new("GLIA074", Family.Optimization, "no validation data",
        "Nothing is held out, so overfitting cannot be seen.",
        "Hold out 10 to 20 % of the rows.");
}
