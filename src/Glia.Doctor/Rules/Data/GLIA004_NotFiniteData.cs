using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault NotFiniteData { get; } = new("GLIA004", Family.Data, "NaN or infinity in the data",
        "The data contain values that are not numbers, and everything they touch becomes one.",
        "Remove or fill the named rows.",
        Explains: "049 S02 S03 S04 S09 S14 S26 S27");
}
