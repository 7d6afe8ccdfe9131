using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Losses;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault RegressionLossForClasses { get; } = new("GLIA045", Family.Loss, "squared or absolute error for classification",
        "A regression loss is used on class labels; it can work, and learns slowly where it saturates.",
        "Use cross-entropy.",
        Explains: "S01 S02 S03 S08 S09 S13 S26")
    {
        JudgedBy = () => new RegressionLossForClasses(),
    };
}

/// <summary>It often works, so it waits for harm to be seen.</summary>
internal sealed class RegressionLossForClasses() : Rule(Faults.RegressionLossForClasses)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Targets: { } targets, Head: { } head }) yield break;
        string loss = head.Loss.Name;
        if (head.Loss.Takes != LossInput.Values || targets.Kind is not (TargetKind.OneHot or TargetKind.Binary))
        {
            yield return Fine($"{loss} for {targets.Answers}.");
            yield break;
        }
        bool oneHot = targets.Kind == TargetKind.OneHot;
        yield return Suspected(Fault.Note(Grade.Weak, new Where(Phase: Phases.Loss),
            $"{loss} is used on {(oneHot ? $"{targets.Classes} one-hot classes" : "yes/no labels")}; its gradient fades where the " +
            $"{head.Block.Activation} output is surely wrong.",
            oneHot ? HeadRepair.ForClasses : "Use binary_crossentropy with sigmoid."));
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.IsForExclusiveClasses && reading.LossIsStated && reading.Loss is { Name: LossNames.Squared or LossNames.Absolute } loss)
            yield return Found(Fault.Warning(Grade.Likely, reading.Output, $"{loss.Name} with {reading.Trace.Outs} classes"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));
}
