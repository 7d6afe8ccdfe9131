using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault BoundedRegressionOutput { get; } = new("GLIA029", Family.Model, "bounded output for unbounded targets",
        "The output activation is bounded and the targets are not.",
        "Use a linear output.",
        Explains: "S03 S09 S26 S27")
    {
        JudgedBy = () => new BoundedRegressionOutput(),
        Shows = [ExhibitKind.Targets],
    };
}

/// <summary>Values beyond what a bounded activation can give.</summary>
internal sealed class BoundedRegressionOutput() : Rule(Faults.BoundedRegressionOutput)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is { Reach: { IsShort: true, IsBounded: true } reach, Targets: { AreAnswers: false } targets, Head.Block: { } output })
            yield return Found(Fault.Error(Grade.Strong, new Where(output.Name, Where.Activation, Phases.Specification),
                reach.Evidence(output.Activation, targets),
                // The activation of a recurrent layer keeps its state small: it is no output to make linear.
                output.Function is null ? "Put a Dense layer without an activation behind it." : "Use a linear output.",
                ("share", reach.Share), ("smallest", targets.Minimum), ("largest", targets.Maximum)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));
}
