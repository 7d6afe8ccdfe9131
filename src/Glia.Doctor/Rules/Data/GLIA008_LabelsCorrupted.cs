using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LabelsCorrupted { get; } = new("GLIA008", Family.Data, "labels collapsed or corrupted",
        "The labels no longer name the classes: divided, truncated, all equal, or out of range.",
        "Undo the conversion and pass the class numbers as they were.",
        Explains: "011 014 S01 S02 S09 S14 S27");
}
