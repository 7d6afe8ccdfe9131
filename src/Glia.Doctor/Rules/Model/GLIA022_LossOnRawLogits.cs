using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Losses;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LossOnRawLogits { get; } = new("GLIA022", Family.Model, "cross-entropy on raw logits",
        "A loss that expects probabilities is given raw numbers.",
        "End in softmax (or sigmoid), or tell the loss that it gets logits.",
        Explains: "024 049 S03 S04 S05 S09 S26 S27")
    {
        JudgedBy = () => new LossOnRawLogits(),
    };
}

/// <summary>
/// Keras and Glia divide by the sum of the row, so positive outputs become probabilities: exponential with categorical_crossentropy is
/// softmax.
/// </summary>
internal sealed class LossOnRawLogits() : Rule(Faults.LossOnRawLogits)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Head is not { } head) yield break;
        string activation = head.Block.Activation, loss = head.Loss.Name;
        if (head.Loss.Takes != LossInput.Probabilities)
            yield return Fine($"{loss}{(head.Loss.FromLogits ? " from logits" : "")} after {activation}.");
        else if (head.Range is not { } range)
            yield return Skipped($"What {activation} can give is not known.");
        else if (range.Low >= 0)
            yield return Fine($"{loss} after {activation}.");
        else
            yield return Found(Fault.Error(Grade.Strong, new Where(head.Block.Name, Phase: Phases.Specification),
                $"The loss {loss} takes probabilities, but the last layer gives " +
                $"{(activation == "linear" ? "raw sums" : $"{activation} values")} that can be negative or above 1.",
                $"End in activation=\"{head.Loss.ProbabilitiesBy}\", or set from_logits to true."));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));
}
