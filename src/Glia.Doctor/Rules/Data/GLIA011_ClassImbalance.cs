using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ClassImbalance { get; } = new("GLIA011", Family.Data, "one class dominates",
        "One class is so frequent that always guessing it looks like success.",
        "Resample or weight the classes, and judge by recall per class rather than by accuracy.",
        Explains: "043 S01 S02 S13 S14");
}
