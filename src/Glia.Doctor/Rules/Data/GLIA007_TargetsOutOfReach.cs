using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault TargetsOutOfReach { get; } = new("GLIA007", Family.Data, "targets outside the reachable range",
        "The output activation cannot produce some of the targets, so the loss has a floor.",
        "Use a linear output, or rescale the targets into the range of the activation.",
        Explains: "026 029 S03 S09 S26 S27")
    {
        JudgedBy = () => new TargetsOutOfReach(),
        Shows = [ExhibitKind.Targets],
    };
}

/// <summary>Where neither relu nor a bound of values is to blame: those are faults of their own.</summary>
internal sealed class TargetsOutOfReach() : Rule(Faults.TargetsOutOfReach)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Reach: { } reach, Targets: { } targets, Head.Block: { } output }) yield break;
        if (!reach.IsShort)
            yield return Fine($"Targets from {targets.Minimum:0.###} to {targets.Maximum:0.###}, {output.Activation} gives {reach.Words}.");
        else if (facts.Subject.Loss is { LeastTarget: var least } loss && output.Range?.Low < least)
            yield return Found(Fault.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                $"{reach.Share:0 %} of the targets lie below {least}, and {loss.Name} takes them for {least}: they range from "
                + $"{targets.Minimum:0.###} to {targets.Maximum:0.###}.", $"Use {LossNames.Squared}, or targets from {least} up.",
                ("share", reach.Share), ("smallest", targets.Minimum), ("largest", targets.Maximum)));
        else if (output.Function is not { CanDie: true } && (targets.AreAnswers || !reach.IsBounded))
            yield return Found(Fault.Error(Grade.Strong, new Where(output.Name, Phase: Phases.Specification),
                reach.Evidence(output.Activation, targets),
                targets.AreAnswers ? $"Use a linear output, or map the targets into {reach.Words}." : "Use a linear output.",
                ("share", reach.Share), ("smallest", targets.Minimum), ("largest", targets.Maximum)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.IsFinite && !reading.Function(reading.Trace.Layers.Count).CanDie && reading.OutOfReach(Fault) is { } finding)
            yield return Found(finding);
    }
}
