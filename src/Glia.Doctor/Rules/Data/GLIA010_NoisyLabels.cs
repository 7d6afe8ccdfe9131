using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault NoisyLabels { get; } = new("GLIA010", Family.Data, "noisy labels",
        "A part of the labels is wrong.",
        "Look at the listed rows and relabel them.",
        Explains: "S08 S10")
    {
        JudgedBy = () => new NoisyLabels(),
        Shows = [ExhibitKind.ContradictedLabels],
    };
}

/// <summary>
/// Classes that overlap are mistaken near their border and for particular others; labels that were changed by chance contradict a model
/// even where it is surest, and for every other class alike. With two classes the cases cannot be told apart, unless a held-back part
/// carries better labels.
/// </summary>
internal sealed class NoisyLabels() : Rule(Faults.NoisyLabels)
{
    // Shares of the labels that contradict a model where it is surest: worth a word, and harmful. Convention.
    private const double Noticeable = 0.12, Harmful = 0.2;

    // How evenly the wrong labels fall on the other classes: 1 is chance. Convention.
    private const double Even = 0.6;

    /// <summary>
    /// The least share of wrong labels that a better held-back part shows, and the standard errors that chance does not reach. Convention.
    /// </summary>
    public const double Worse = 0.1, Errors = 4;

    /// <summary>
    /// Hard rows are contradicted far less often where a model is sure than anywhere; wrong labels are by at least this share of it.
    /// Convention.
    /// </summary>
    public const double AsElsewhere = 0.5;

    // Of the training labels that neighbours call wrong, so many may be called right by a model that never saw them: half of the least
    // share that is told at all. Derived.
    private const double KnownBetter = Worse / 2;

    // A model knows something if it is right so many times as often as guessing. Convention.
    private const double Knows = 1.5;

    // A model that is wrong more often than right where it is surest is sure of nothing. Derived.
    private const double MostNoise = 0.5;

    // What the sure rows must be, and where classes are few the rows for each column, to call it certain. Convention.
    private const int FewestSure = 25, FewestClasses = 3, ManyClasses = 5, RowsOfColumn = 8;

    private static readonly Where s_where = new(Parameter: "y", Phase: Phases.Data);

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Train: { } train, Relation: { Exists: true, Surest: { } surest } relation }) yield break;
        if (facts.Targets is not { HasClasses: true, Kind: not TargetKind.Distribution } targets) yield break;
        foreach (HeldPart held in facts.HeldParts)
        {
            if (held.Cleaner is not { } cleaner || cleaner.Wrong < Worse || cleaner.Wrong < Errors * cleaner.Error) continue;
            if (Trusted(facts.Contradicted, relation))
            {
                yield return Found(ThanHeldBack(cleaner));
                yield break;
            }
            yield return Fine($"Neighbours contradict {cleaner.Training:0 %} of the training labels, "
                + $"but a simple model is right about {relation.Better.Accuracy:0 %} of those it has not seen.");
        }
        if (targets.Classes >= FewestClasses && surest.Rows >= FewestSure)
            yield return WhereSurest(facts, train, targets, relation, surest);
    }

    private Finding ThanHeldBack(HeldOutLabelNoise cleaner) => Fault.Error(Grade.Strong, s_where,
        $"{cleaner.Training:0 %} of the training labels contradict the rows around them, but only {cleaner.Held:0 %} of the {cleaner.Part} "
        + $"labels do: about {cleaner.Wrong:0 %} of the training labels or more are wrong.",
        $"Find what changed the training labels and not the {cleaner.Part} labels, "
        + "or look at the rows that contradict their neighbours and relabel them.", ("noise", cleaner.Wrong)) with
    { Exhibits = [RowExhibits.Contradicted(cleaner)] };

    private Judgement WhereSurest(ExperimentFacts facts, Part train, TargetView targets, Relation relation, SureRows surest)
    {
        double noise = (double)surest.Contradicted / surest.Rows;
        string evidence = $"Of the {surest.Rows:N0} rows whose class is clearest from their inputs, {noise:0 %} carry another label";
        // A model that is hardly better than guessing is not sure of anything.
        bool knows = relation.Better.Accuracy > Knows * relation.MajorityAccuracy;
        if (noise is < Noticeable or > MostNoise || surest.Evenness < Even || !knows) return Fine($"{evidence}.");
        // Classes that overlap are mistaken less often where the model is sure; labels changed by chance are not. A border too winding for
        // the model is none for the nearest neighbours, and among many columns of few rows neither is to be trusted.
        bool certain = noise >= Harmful && noise > AsElsewhere * (1 - relation.Better.Accuracy)
            && (targets.Classes >= ManyClasses || train.Rows >= RowsOfColumn * train.Sample.Width)
            && facts.Contradicted >= Harmful && Trusted(facts.Contradicted, relation);
        evidence += $", and any other class alike (row {train.Sample.Rows[surest.Example]}, for example): "
            + $"about {noise:0 %} of the labels are wrong.";
        Finding finding = certain
            ? Fault.Error(Grade.Strong, s_where, evidence, null, ("noise", noise))
            : Fault.Warning(Grade.Likely, s_where, evidence, null, ("noise", noise));
        return Found(finding with { Exhibits = [RowExhibits.Contradicted(surest)] });
    }

    // Neighbours that say less about a label than a simple model does are poor witnesses: what they contradict is what they do not know.
    // Among many sparse columns all rows are about equally far apart.
    private static bool Trusted(double contradicted, Relation relation) => relation.Better.Accuracy <= 1 - contradicted + KnownBetter;
}
