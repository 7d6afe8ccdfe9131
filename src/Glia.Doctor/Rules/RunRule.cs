using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

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

    /// <summary>Judges the curve that was recorded with a step.</summary>
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Curve is not { } curve || Judge(new RunFacts { Epochs = curve }) is not { } judged) yield break;
        yield return judged.Finding is { } seen ? Found(AskedAbout(seen, curve) with { Where = Recorded }) : judged;
    }

    /// <summary>What is made of it where somebody recorded the curve, and so asks about it: the same, unless it is overridden.</summary>
    protected virtual Finding AskedAbout(Finding seen, Curve curve) => seen;

    /// <summary>A note where it is seen; else the measured values.</summary>
    protected Judgement Seen(bool seen, Where where, string measured) =>
        seen ? Found(Fault.Note(Grade.Strong, where, measured)) : Fine(measured);

    private static Where Recorded { get; } = new(null, "loss_history", Phases.Training);
}
