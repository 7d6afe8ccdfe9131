using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SoftmaxWrongAxis { get; } = new("GLIA050", Family.Loss, "softmax over the wrong axis",
        "Softmax is normalised over the batch, or over all elements, so rows influence each other.",
        "Normalise each row over its classes (axis=1, keepdims=True).",
        Explains: "065 077 079 S01 S02 S03 S05 S08 S09 S14 S25 S26 S27 S31");
}
