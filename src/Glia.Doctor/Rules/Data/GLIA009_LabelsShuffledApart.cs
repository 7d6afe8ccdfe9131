using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LabelsShuffledApart { get; } = new("GLIA009", Family.Data, "labels shuffled apart from the inputs",
        "The labels have no relation to the inputs of the same row.",
        "Shuffle inputs and labels together, with one permutation.",
        Explains: "037 S02 S03 S08 S09 S10 S27");
}
