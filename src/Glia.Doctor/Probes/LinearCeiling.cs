using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Whether a network without hidden activations (F21) is too simple for these data: whether random relu features predict unseen rows clearly better than a linear model.</summary>
internal sealed class LinearCeiling : Probe
{
    private const double ClearlyBetter = 0.1;

    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (!examination.Has(Faults.NoHiddenNonlinearity, Severity.Warning) || examination.Facts.Relation is not { } relation) return;
        bool classes = !double.IsNaN(relation.MajorityAccuracy);
        double linear = classes ? relation.Linear.Accuracy : relation.Linear.Skill, free = classes ? relation.Nonlinear.Accuracy : relation.Nonlinear.Skill;
        if (free - linear > ClearlyBetter)
            examination.Promote(Faults.NoHiddenNonlinearity, $"On these data a linear model {(classes ? "is right for" : "explains")} {Math.Max(0, linear):0 %}{(classes ? "" : " of the variance")}, random relu features {free:0 %}.", Grade.Strong);
    }
}
