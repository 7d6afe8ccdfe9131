using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Wrong labels (F10). Classes that overlap are mistaken near their border and for particular others; labels that were changed by chance
/// contradict a model even where it is surest, and for every other class alike. With two classes the cases cannot be told apart, unless a
/// held-back part carries better labels.
/// </summary>
internal sealed class LabelNoise : Probe
{
    private const double Noticeable = 0.12, Harmful = 0.2, Even = 0.6, Worse = 0.1, Errors = 4;
    private const int RowsOfColumn = 8;

    // Of the training labels that neighbours call wrong, so many may be called right by a model that never saw them: half of the least share that
    // is told at all.
    private const double KnownBetter = Worse / 2;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train, Targets: { HasClasses: true } targets, Relation: { Exists: true, Surest: { } surest } relation }) return;
        if (targets.Kind == TargetKind.Distribution || ThanHeldBack(examination, train, targets, relation) || targets.Classes < 3 || surest.Rows < 25) return;
        double noise = (double)surest.Contradicted / surest.Rows;
        string evidence = $"Of the {surest.Rows:N0} rows whose class is clearest from their inputs, {noise:0 %} carry another label";
        // A model that is hardly better than guessing is not sure of anything.
        bool knows = relation.Better.Accuracy > 1.5 * relation.MajorityAccuracy;
        if (noise < Noticeable || surest.Evenness < Even || !knows)
        {
            examination.Fine(Faults.NoisyLabels, $"{evidence}.");
            return;
        }
        // Classes that overlap are mistaken less often where the model is sure; labels changed by chance are not. A border too winding for the model
        // is none for the nearest neighbours, and among many columns of few rows neither is to be trusted.
        bool certain = noise >= Harmful && noise > 0.5 * (1 - relation.Better.Accuracy) && (targets.Classes >= 5 || train.Data.Rows >= RowsOfColumn * train.Sample.Width)
            && CleanerLabels.Within(train, targets) is var around && around >= Harmful && Trusted(around, relation);
        Finding finding = Faults.NoisyLabels.Warning(certain ? Grade.Strong : Grade.Likely, new Where(Parameter: "y", Phase: Phases.Data),
            $"{evidence}, and any other class alike (row {train.Sample.Rows[surest.Example]}, for example): about {noise:0 %} of the labels are wrong.", null, ("noise", noise));
        examination.Report(certain ? finding with { Severity = Severity.Error } : finding);
    }

    // Neighbours that say less about a label than a simple model does are poor witnesses: what they contradict is what they do not know. Among
    // many sparse columns all rows are about equally far apart.
    private static bool Trusted(double contradicted, Relation relation) =>
        relation.Better.Accuracy <= 1 - contradicted + KnownBetter;

    private static bool ThanHeldBack(ExperimentExamination examination, Part train, TargetView targets, Relation relation)
    {
        // Rows that are in both parts agree with themselves, and parts on two scales have no common neighbours.
        if (examination.Has(Faults.Leakage) || examination.Has(Faults.SplitsScaledDifferently)) return false;
        foreach (Part part in examination.Facts.Parts.Skip(1))
        {
            if (CleanerLabels.Between(train, part, targets) is not { } cleaner || cleaner.Wrong < Worse || cleaner.Wrong < Errors * cleaner.Error) continue;
            if (!Trusted(CleanerLabels.Within(train, targets), relation))
            {
                examination.Fine(Faults.NoisyLabels,
                    $"Neighbours contradict {cleaner.Training:0 %} of the training labels, "
                    + $"but a simple model is right about {relation.Better.Accuracy:0 %} of those it has not seen.");
                continue;
            }
            examination.Report(Faults.NoisyLabels.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                $"{cleaner.Training:0 %} of the training labels contradict the rows around them, but only {cleaner.Held:0 %} of the {part.Name} labels do: about {cleaner.Wrong:0 %} of the training labels or more are wrong.",
                $"Find what changed the training labels and not the {part.Name} labels, or look at the rows that contradict their neighbours and relabel them.", ("noise", cleaner.Wrong)));
            return true;
        }
        return false;
    }
}
