using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>
/// Everything about one finding: its fault, the thresholds that make it, the judgement, and what mends it. A rule is a pure function of
/// the facts and sees no other rule; what one fault brings about is said by <see cref="Fault.Explains"/>, which the ranking applies.
/// </summary>
internal abstract class Rule(Fault fault)
{
    /// <summary>What it claims.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>The cheapest tier that gives it the facts it needs.</summary>
    public virtual Tier Needs => Tier.Specification;

    /// <summary>Whether no trial means anything where it was found: no change of the experiment mends it.</summary>
    public virtual bool BlocksTrials => false;

    /// <summary>Whether another last layer and loss mend it, as the targets need them.</summary>
    public virtual bool MendedByOutput => false;

    /// <summary>Whether it can judge a recorded step only where data and weights are finite.</summary>
    public virtual bool NeedsFinite => Fault.Family is not (Family.Data or Family.Symptom);

    /// <summary>Judges an experiment before it is trained. Says nothing where the question does not arise.</summary>
    public virtual IEnumerable<Judgement> Judge(ExperimentFacts facts) => [];

    /// <summary>Judges a recorded step of somebody's network. Says nothing where the question does not arise.</summary>
    public virtual IEnumerable<Judgement> Judge(Reading reading) => [];

    /// <summary>Judges a run while it goes on: what can be said of the cause, and not only of its symptoms; null for nothing.</summary>
    public virtual Judgement? Watch(RunFacts run) => null;

    /// <summary>The changes of an experiment that would mend it, where what it claims could be true of the variant.</summary>
    public virtual IEnumerable<Change> Repairs(Variant variant, TargetView targets) => [];

    /// <summary>The change, where it mends what this rule claims: one repair can serve several rules and names the one it is for.</summary>
    protected IEnumerable<Change> Own(Change? change) => change?.Fault == Fault ? [change] : [];

    /// <summary>It was looked for and is absent.</summary>
    protected Judgement Fine(string measured) => Judgement.Fine(Fault, measured);

    /// <summary>The facts do not decide it, and it matters.</summary>
    protected Judgement Undecided(string why) => Judgement.Undecided(Fault, why);

    /// <summary>What it needs is not there.</summary>
    protected Judgement Skipped(string why) => Judgement.Skipped(Fault, why);

    /// <summary>It is there: harm was seen or is certain, or it is a remark that needs no further evidence.</summary>
    protected static Judgement Found(Finding finding) => Judgement.Found(finding);

    /// <summary>It may do harm: twins decide, and where nobody tries, it stays what it is.</summary>
    protected static Judgement Suspected(Finding finding) => Found(finding) with { Suspicion = true };
}
