using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongCapacity { get; } = new("GLIA037", Family.Model, "too little or too much capacity",
        "The network cannot even fit a few rows, or is far larger than the data.",
        "Widen or deepen it, or shrink it.",
        Explains: "S08 S10 S26")
    {
        ShowsLate = true,
        MendedAlone = true,
    };
}
