using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ReluOnOutput { get; } = new("GLIA026", Family.Model, "relu on the output",
        "A relu output cannot be negative and stops learning wherever it is zero.",
        "Use softmax for classes and a linear output for values.",
        Explains: "S01 S02 S03 S04 S09 S16 S18 S20 S26 S27")
    {
        JudgedBy = () => new ReluOnOutput(),
    };
}

/// <summary>Before a cross-entropy, and for targets below 0.</summary>
internal sealed class ReluOnOutput() : Rule(Faults.ReluOnOutput)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Targets: { } targets, Head: { } head }) yield break;
        var where = new Where(head.Block.Name, Where.Activation, Phases.Specification);
        bool dies = head.Block.Function is { CanDie: true };
        string activation = head.Block.Activation, loss = head.Loss.Name;
        if (!head.IsEntropy)
        {
            if (dies && facts.Reach is { IsShort: true } reach)
                yield return Found(Fault.Error(Grade.Strong, where, reach.Evidence(activation, targets), "Use a linear output.",
                    ("share", reach.Share), ("smallest", targets.Minimum), ("largest", targets.Maximum)));
        }
        else if (head.Block.ClipsLogits is { } clip)
        {
            // Networks without a dense layer are published with it, and learn.
            yield return Suspected(Fault.Note(Grade.Weak, where,
                $"The sums pass through {clip.Name} before {activation}: no class can be given less than 0 there, and a class at 0 gets " +
                "no gradient.", $"Leave {head.Block.Name} linear."));
        }
        else if (!dies)
        {
            yield return Fine($"The output is {activation}.");
        }
        else if (head.Loss.FromLogits)
        {
            yield return Found(Fault.Error(Grade.Strong, where,
                $"The logits pass through {activation} before {loss}: no class can be given less than 0, and a class at 0 gets no " +
                "gradient.", "Leave the last layer linear."));
        }
        else
        {
            yield return Found(Fault.Error(Grade.Strong, where,
                $"The output passes through {activation} before {loss}: where a class gets 0 the loss is the logarithm of nothing, and " +
                "no gradient comes back to change it.",
                $"Use activation=\"{head.Loss.ProbabilitiesBy}\"."));
        }
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        bool relu = reading.Function(reading.Trace.Layers.Count).CanDie;
        double[] sums = reading.Run.Z[^1].Values;
        if (relu && reading.IsForExclusiveClasses)
            yield return Found(Fault.Error(Grade.Strong, reading.Output, $"relu on the {reading.Trace.Outs} outputs of a classifier: "
                + $"{sums.Count(z => z <= 0)} of {sums.Length} outputs are stuck at 0"));
        if (relu && reading.OutOfReach(Fault) is { } finding) yield return Found(finding);
        if (DeadRelu.At(reading).FirstOrDefault(dead => dead.Layer == reading.Trace.Layers.Count) is { Layer: > 0 } layer)
            yield return Found(DeadRelu.Of(Fault, layer, reading, ""));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) =>
        [.. Own(HeadRepair.For(variant, targets)), .. Own(Unclipped(VariantFacts.Of(variant)))];

    // Probabilities stay what they are made by; what comes before does nothing any more.
    private Change? Unclipped(VariantFacts facts)
    {
        if (facts.Head is not { IsEntropy: true, Block: { ClipsLogits: { } clip } block }) return null;
        Architecture architecture = facts.Architecture;
        int[] clipping = [.. architecture.Layers.SkipWhile(layer => layer != block.Layer)
            .Where(layer => layer.Function is { CanDie: true }).Select(architecture.PlaceOf)];
        return new Change(Fault, $"no {clip.Name} before {block.Activation}", new Where(block.Name, Where.Activation, Phases.Specification),
            $"Leave {block.Name} linear.",
            v => clipping.Aggregate(v, (w, i) => architecture.Layers[i] == block.Layer
                ? w.WithLayer(i, layer => layer["activation"] = "linear", redraw: false)
                : w.WithoutLayer(i)));
    }
}
