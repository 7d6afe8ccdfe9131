using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault StaleForwardPass { get; } = new("GLIA075", Family.Evaluation, "stale forward pass in evaluation",
        "The evaluation reads activations left over from another sample, so its figure says nothing about the network.",
        "In the evaluation run the whole forward pass on the row that is being judged, and take the argmax of that result.",
        Explains: "011 S01 S02 S09 S11 S13 S14 S27 S31");
}
