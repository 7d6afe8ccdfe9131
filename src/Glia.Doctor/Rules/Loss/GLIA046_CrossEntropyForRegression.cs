using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Losses;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault CrossEntropyForRegression { get; } = new("GLIA046", Family.Loss, "cross-entropy for continuous targets",
        "Cross-entropy is used on values that are no probabilities.",
        "Use mean squared error with a linear output.",
        Explains: "019 022 S03 S09 S27")
    {
        JudgedBy = () => new CrossEntropyForRegression(),
        Shows = [ExhibitKind.Targets],
    };
}

/// <summary>Values for which the loss has no minimum, or which are no classes.</summary>
internal sealed class CrossEntropyForRegression() : Rule(Faults.CrossEntropyForRegression)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Targets: { } targets, Head: { } head }) yield break;
        string range = $"from {targets.Minimum:0.###} to {targets.Maximum:0.###}";
        if (Impossible(head, targets) is { } why)
            yield return Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Loss), $"The targets are values {range}, {why}", null,
                ("smallest", targets.Minimum), ("largest", targets.Maximum)));
        else
            yield return Fine($"{head.Loss.Name} for targets {range}.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        double[] y = reading.Trace.Y.Values;
        if (!reading.Targets.AreClasses && reading.Loss is { IsCrossEntropy: true } loss && y.Any(value => value is < 0 or > 1))
            yield return Found(Fault.Error(Grade.Strong, reading.Output,
                $"{loss.Name} with targets from {Words.Number(y.Min())} to {Words.Number(y.Max())}, which are no probabilities"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));

    private static string? Impossible(OutputHead head, TargetView targets)
    {
        if (targets.HasClasses) return null;
        string loss = head.Loss.Name;
        if (head.Loss.Takes == LossInput.Margins) return $"and {loss} compares classes.";
        if (head.Loss.Takes == LossInput.Counts) return targets.Minimum < 0 ? $"and {loss} needs counts from 0." : null;
        if (head.IsBinary)
            return targets.Minimum < 0 || targets.Maximum > 1 ? $"and {loss} has a minimum only for targets between 0 and 1." : null;
        if (!head.IsEntropy) return null;
        if (targets.Width == 1) return $"one a row, and {loss} compares classes.";
        return targets.Minimum < 0 ? $"and {loss} needs probabilities." : null;
    }
}
