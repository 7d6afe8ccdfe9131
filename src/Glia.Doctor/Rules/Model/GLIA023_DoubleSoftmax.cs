using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault DoubleSoftmax { get; } = new("GLIA023", Family.Model, "softmax applied twice",
        "Softmax is applied to probabilities, which squeezes them together and puts a floor under the loss.",
        "Remove one softmax, or set from_logits to false.",
        Explains: "066 S02 S03 S08 S18 S26");
}
