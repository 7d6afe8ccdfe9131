using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault RowsInfluenceEachOther { get; } = new("GLIAS25", Family.Symptom, "rows influence each other",
        "The output of a row depends on the other rows of its batch.",
        Look);
}
