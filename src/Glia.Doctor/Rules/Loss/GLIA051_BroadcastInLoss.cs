using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault BroadcastInLoss { get; } = new("GLIA051", Family.Loss, "targets broadcast against the outputs",
        "Targets of shape [n] meet outputs of shape [n,1] and every target is compared with every output.",
        "Reshape the targets to the shape of the outputs.",
        Explains: "019 S02 S03 S08 S25 S26 S27")
    {
        JudgedBy = () => new BroadcastInLoss(),
    };
}

/// <summary>One number a row compared with every output, so that all outputs learn the same.</summary>
internal sealed class BroadcastInLoss() : Rule(Faults.BroadcastInLoss)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override bool BlocksTrials => true;

    public override bool MendedByOutput => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) => facts.TargetFit is { Misfit: Misfit.ValueForEveryOutput } fit
        ? [Found(Fault.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
            $"Each target is one number, and {fit.Loss.Name} compares it with all {fit.Outputs} outputs at once, "
            + "so all outputs learn the same.",
            "One output unit, or targets with as many columns as units.", fit.Numbers))]
        : [];
}
