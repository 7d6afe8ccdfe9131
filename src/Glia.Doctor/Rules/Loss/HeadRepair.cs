using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>The usual output activation and loss for what the targets are, in place of a pair that does not go together.</summary>
internal static class HeadRepair
{
    /// <summary>What goes together for classes that exclude each other, and for one yes or no.</summary>
    public const string ForClasses = "Use categorical_crossentropy with softmax.",
        ForOneUnit = "Use activation=\"sigmoid\" with binary_crossentropy.";

    /// <summary>The repair, named for the first thing that is wrong; null where nothing is, or the targets are of no usual kind.</summary>
    public static Change? For(Variant variant, TargetView targets)
    {
        VariantFacts facts = VariantFacts.Of(variant);
        if (facts.Head is not { } head || UsualHead.For(targets, head.Units) is not { } usual) return null;
        // Columns of 0 and 1 at each step are answered as they are compared: as classes, or each by itself.
        if (facts.OutputShape.Positions > 1 && usual.Kind == TargetKind.MultiLabel && head.Loss.IsExclusive)
            usual = usual with { Activation = "softmax", Loss = "categorical_crossentropy", Kind = TargetKind.OneHot };
        if (Misfit(head, usual, targets) is not { } fault) return null;
        Architecture architecture = facts.Architecture;
        int last = architecture.PlaceOf(head.Block.Layer);
        int[] after = [.. architecture.Layers.Skip(last + 1).Where(layer => layer.IsFunction).Select(architecture.PlaceOf)];
        string was = head.Block.Activations.Count == 0 ? "linear" : string.Join(" and ", head.Block.Activations);
        string loss = $"{head.Loss.Name}{(head.Loss.FromLogits ? " from logits" : "")}";
        return new Change(fault, $"{was} with {loss} to {usual.Activation} with {usual.Loss}",
            new Where(head.Block.Name, Phase: Phases.Specification),
            $"End in activation=\"{usual.Activation}\" and use the loss {usual.Loss}.",
            v => after.Aggregate(v, (w, i) => w.WithoutLayer(i))
                .WithLayer(last, layer => layer["activation"] = usual.Activation, redraw: false) with
            {
                Loss = usual.Loss,
            });
    }

    // Another loss for values than the squared one is a choice, not a fault.
    private static Fault? Misfit(OutputHead head, UsualHead usual, TargetView targets)
    {
        if (head.IsConstant) return Faults.SoftmaxOverOneUnit;
        if (head.TimesSquashed > 1) return Faults.DoubleSoftmax;
        if (usual.IsForValues && head.IsEntropy) return Faults.CrossEntropyForRegression;
        if (head.Block.Function is { CanDie: true }) return Faults.ReluOnOutput;
        if (usual.IsForValues && targets.Minimum < head.Loss.LeastTarget) return Faults.TargetsOutOfReach;
        return usual.IsForValues ? OfValues(head) : OfClasses(head, usual);
    }

    private static Fault? OfValues(OutputHead head) =>
        head is { Block.Function: not null, Range: var (low, high) } && double.IsFinite(low) && double.IsFinite(high)
            ? Faults.BoundedRegressionOutput
            : null;

    private static Fault? OfClasses(OutputHead head, UsualHead usual)
    {
        if (head.IsDistance) return Faults.RegressionLossForClasses;
        if (head.IsEntropy && !head.Loss.FromLogits && head.Range is { Low: < 0 }) return Faults.LossOnRawLogits;
        if (!usual.IsExclusive) return head.IsForOneClass ? Faults.LabelEncodingMismatch : null;
        if (head.IsBinary) return Faults.BinaryLossForClasses;
        return head.IsSigmoidsForOneClass ? Faults.SigmoidWithCategorical : null;
    }
}
