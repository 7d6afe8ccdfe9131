using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Targets that have nothing to do with the inputs of their row (F09). Said only where nearest neighbours, a linear model and random relu
/// features all find nothing, and where the rows are many enough that even a weak relation would have shown.
/// </summary>
internal sealed class LabelRelation : Probe
{
    /// <summary>A weaker relation than this is allowed to hide: then the question stays open.</summary>
    public const double WeakestRelation = 0.25;

    // Rows outside of the most frequent class; NaN for values is never fewer.
    private const int FewestOthers = 20;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts.Relation is not { } relation)
        {
            examination.Skipped(Faults.LabelsShuffledApart, "There are too few different rows to tell a relation from chance.");
            return;
        }
        string measured = double.IsNaN(relation.MajorityAccuracy)
            ? $"On {relation.Rows:N0} rows random relu features explain {Math.Max(0, relation.Nonlinear.Skill):0 %} of the variance of unseen rows"
            : $"On {relation.Rows:N0} rows random relu features are right for {relation.Nonlinear.Accuracy:0.0 %} of unseen rows, guessing for {relation.MajorityAccuracy:0.0 %}";
        double others = (1 - relation.MajorityAccuracy) * relation.Rows;
        if (relation.Exists)
            examination.Fine(Faults.LabelsShuffledApart, $"{measured}.");
        else if (others < FewestOthers)
            examination.Skipped(Faults.LabelsShuffledApart, $"{measured}: {others:0} rows of other classes are too few to show a relation.");
        else if (relation.VisibleSkill > WeakestRelation)
            examination.Skipped(Faults.LabelsShuffledApart, $"{measured}: too few rows to tell a weak relation from chance.");
        else
            examination.Report(Faults.LabelsShuffledApart.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                $"{measured}; a linear model and nearest neighbours do no better than on shuffled targets: the targets have no relation to the inputs of their row.",
                null, ("rows", relation.Rows), ("neighbour_z", relation.NeighbourZ), ("linear_z", relation.Linear.Z), ("nonlinear_z", relation.Nonlinear.Z)));
    }
}
