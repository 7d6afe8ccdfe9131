using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LossOnRawLogits { get; } = new("GLIA022", Family.Model, "cross-entropy on raw logits",
        "A loss that expects probabilities is given raw numbers.",
        "End in softmax (or sigmoid), or tell the loss that it gets logits.",
        Explains: "024 049 S03 S04 S05 S09 S26 S27");
}
