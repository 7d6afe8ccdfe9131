using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault InputsScaledTwice { get; } = new("GLIA002", Family.Data, "inputs scaled twice",
        "The inputs were scaled twice and are now too small to tell apart.",
        "Remove one of the two scalings.",
        Explains: "066 S02 S03 S08 S18 S23");
}
