using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

/// <summary>A rule about what the hidden layers make of the differences between samples before the first step.</summary>
internal abstract class SignalRule(Fault fault) : Rule(fault)
{
    public override Tier Needs => Tier.Forward;

    /// <summary>An error where the differences are gone, a suspicion where they are weak.</summary>
    protected static Judgement Stolen(SignalFlow flow, Finding finding) =>
        flow.IsGone ? Found(finding with { Severity = Severity.Error }) : Suspected(finding with { Grade = Grade.Likely });

    /// <summary>The place of a block as it was asked for.</summary>
    protected static Where At(Block block) => new(block.Name, Phase: Phases.Specification);
}
