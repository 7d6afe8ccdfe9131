using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault SortedWithoutShuffle { get; } = new("GLIA012", Family.Data, "class-sorted data without shuffling",
        "The rows are sorted by class and are not shuffled: the last class seen wins, and a tail slice holds only one class.",
        "Shuffle the rows before splitting and before every epoch.",
        Explains: "008 S01 S02 S07 S09 S10 S14 S27");
}
