using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Wrong labels (F10). Classes that overlap are mistaken near their border and for particular others; labels that were changed by chance
/// contradict a model even where it is surest, and for every other class alike. Said only for three classes or more: with two the cases
/// cannot be told apart.
/// </summary>
public sealed class LabelNoise : Probe
{
    private const double Noticeable = 0.12, Harmful = 0.2, Even = 0.6;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Measured is not { Usable: true, Train: { } train, Targets: { Classes: >= 3 } targets, Relation: { Exists: true, Surest: { } surest } relation }) return;
        if (targets.Kind == TargetKind.Distribution || surest.Rows < 25) return;
        double noise = (double)surest.Contradicted / surest.Rows;
        string evidence = $"Of the {surest.Rows:N0} rows whose class is clearest from their inputs, {noise:0%} carry another label";
        // A model that is hardly better than guessing is not sure of anything.
        bool knows = relation.Nonlinear.Accuracy > 1.5 * relation.MajorityAccuracy;
        if (noise < Noticeable || surest.Evenness < Even || !knows)
        {
            examination.Fine(Faults.NoisyLabels, $"{evidence}.");
            return;
        }
        bool certain = noise >= Harmful && targets.Classes >= 5;
        Finding finding = Faults.NoisyLabels.Warning(certain ? 0.87 : 0.7, new Where(Parameter: "y", Phase: Phases.Data),
            $"{evidence}, and any other class alike (row {train.Sample.Rows[surest.Example]}, for example): about {noise:0%} of the labels are wrong.", null, ("noise", noise));
        examination.Report(certain ? finding with { Severity = Severity.Error } : finding);
    }
}
