using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault DoubleSoftmax { get; } = new("GLIA023", Family.Model, "softmax applied twice",
        "Softmax is applied to probabilities, which squeezes them together and puts a floor under the loss.",
        "Remove one softmax, or set from_logits to false.",
        Explains: "066 S02 S03 S08 S18 S26")
    {
        JudgedBy = () => new DoubleSoftmax(),
    };
}

/// <summary>A softmax or sigmoid over probabilities, by a second function or by a loss that takes logits.</summary>
internal sealed class DoubleSoftmax() : Rule(Faults.DoubleSoftmax)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Head is not { IsConstant: false } head) yield break;
        if (head.TimesSquashed > 1)
            yield return Found(Squeezed(head));
        else
            yield return Fine($"{head.Block.Activation} is applied once and the loss takes " +
                $"{(head.Loss.FromLogits ? "logits" : "what it gives")}.");
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));

    private Finding Squeezed(OutputHead head)
    {
        string first = head.Block.Functions.First(function => function.GivesProbabilities).Name;
        bool byLoss = head.Loss.FromLogits;
        // At each of several positions a softmax is one of the units of the last layer.
        int units = head.Block.Units > 0 ? Math.Min(head.Units, head.Block.Units) : head.Units;
        bool exclusive = !head.IsBinary && units > 1;
        // derived: the largest value of a softmax over numbers between 0 and 1; for a sigmoid over them, 1 / (1 + e^-1).
        double most = exclusive ? Math.E / (Math.E + units - 1) : 1 / (1 + Math.Exp(-1));
        double floor = exclusive ? -Math.Log(most) : Math.Log(2) / 2 - Math.Log(most) / 2;
        string twice = byLoss ? " and again by the loss, which is told it gets logits" : " twice";
        return Fault.Error(Grade.Strong, new Where(head.Block.Name, Where.Activation, Phases.Specification),
            $"{first} is applied by the network{twice}: no probability can exceed {most:0.000}, and the loss cannot fall below " +
            $"{floor:0.00}.",
            byLoss ? $"Set from_logits to false, or remove the {first}." : $"Remove one {first}.",
            ("largest_probability", most), ("lowest_loss", floor));
    }
}
