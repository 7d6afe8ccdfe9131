using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

/// <summary>
/// A rule about how a run went, the same for a run that is watched, a run folder and the history of a trace. What a symptom shows is a
/// note; whoever knows more of the run makes more of it.
/// </summary>
internal abstract class RunRule(Fault fault) : Rule(fault)
{
    /// <summary>The place of what a curve shows.</summary>
    protected static Where Training { get; } = new(Phase: Phases.Training);

    /// <summary>Judges a run; null where the facts it needs are not there.</summary>
    public abstract Judgement? Judge(RunFacts run);

    /// <summary>A note where it is seen; else the measured values.</summary>
    protected Judgement Seen(bool seen, Where where, string measured) =>
        seen ? Found(Fault.Note(Grade.Strong, where, measured)) : Fine(measured);
}
