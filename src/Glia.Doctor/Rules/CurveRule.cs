using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

/// <summary>
/// A rule about how a run went, wherever the curve comes from. What a symptom shows is a note; whoever knows more of the run makes more of
/// it.
/// </summary>
internal abstract class CurveRule(Fault fault) : Rule(fault)
{
    /// <summary>The place of what a curve shows.</summary>
    protected static Where Training { get; } = new(Phase: Phases.Training);

    /// <summary>Judges a curve; null where it has too few points, or lacks the figures.</summary>
    public abstract Judgement? Judge(Curve curve);
}
