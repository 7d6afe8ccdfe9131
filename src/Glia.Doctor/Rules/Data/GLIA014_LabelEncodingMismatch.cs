using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LabelEncodingMismatch { get; } = new("GLIA014", Family.Data, "labels do not fit output and loss",
        "The labels are encoded in a way that this output and this loss do not mean.",
        "One-hot labels with categorical cross-entropy, class numbers 0 to K-1 with the sparse one, one column with a sigmoid.",
        Explains: "028 044 S03 S04 S09 S14 S26 S27");
}
