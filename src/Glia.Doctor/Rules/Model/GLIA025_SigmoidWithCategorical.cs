using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SigmoidWithCategorical { get; } = new("GLIA025", Family.Model, "sigmoid units with categorical cross-entropy",
        "Independent sigmoid units are used for classes that exclude each other.",
        "Use softmax for classes that exclude each other.",
        Explains: "S08")
    {
        JudgedBy = () => new SigmoidWithCategorical(),
    };
}

/// <summary>It often works, so it waits for harm to be seen.</summary>
internal sealed class SigmoidWithCategorical() : Rule(Faults.SigmoidWithCategorical)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Targets: { } targets, Head: { } head }) yield break;
        if (head.IsSigmoidsForOneClass && targets.Kind is TargetKind.OneHot or TargetKind.ClassNumbers)
            yield return Suspected(Fault.Warning(Grade.Likely, new Where(head.Block.Name, Where.Activation, Phases.Specification),
                $"{head.Units} {head.Block.Activation} units answer independently, but the {targets.Classes} classes exclude each " +
                $"other, as {head.Loss.Name} takes for granted.",
                "Use activation=\"softmax\"."));
        else
            yield return Fine($"{head.Block.Activation} with {head.Loss.Name}.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.IsForExclusiveClasses && reading.OutputActivation.Name == "sigmoid" && reading.Loss?.Name == LossNames.Categorical)
            yield return Found(Fault.Warning(Grade.Likely, reading.Output,
                $"categorical cross-entropy over {reading.Trace.Outs} sigmoid units, which do not sum to 1"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));
}
