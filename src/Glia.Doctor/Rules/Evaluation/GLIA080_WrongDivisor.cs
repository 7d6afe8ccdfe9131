using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongDivisor { get; } = new("GLIA080", Family.Evaluation, "accuracy divided by the wrong number",
        "The count of hits is divided by something other than the number of rows judged.",
        "Divide the number of correct rows by the number of rows evaluated.",
        Explains: "S11 S13 S14 S31");
}
