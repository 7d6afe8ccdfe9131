using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault BinaryLossForClasses { get; } = new("GLIA044", Family.Loss,
        "binary cross-entropy for classes that exclude each other",
        "A binary cross-entropy is used on one-hot classes; its accuracy looks good for predicting nothing.",
        "Use categorical cross-entropy with softmax.",
        Explains: "S08 S13")
    {
        JudgedBy = () => new BinaryLossForClasses(),
    };
}

/// <summary>It often works, so it waits for harm to be seen.</summary>
internal sealed class BinaryLossForClasses() : Rule(Faults.BinaryLossForClasses)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Targets: { } targets, Head: { } head }) yield break;
        int outputs = head.Units;
        if (head.IsBinary && targets.Kind == TargetKind.OneHot && outputs > 2)
            yield return Suspected(Fault.Warning(Grade.Likely, new Where(Phase: Phases.Loss),
                $"{head.Loss.Name} judges the {outputs} columns of each row one by one, of which {outputs - 1} are 0: answering 0 to " +
                $"all of them is right for {1 - 1.0 / outputs:0 %} of the columns.",
                HeadRepair.ForClasses));
        else
            yield return Fine($"{head.Loss.Name} for {targets.Answers}.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.IsForExclusiveClasses && reading.LossIsStated && reading.Loss?.Name == LossNames.Binary)
            yield return Found(Fault.Warning(Grade.Strong, reading.Output,
                $"binary cross-entropy with {reading.Trace.Outs} classes that exclude each other"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));
}
