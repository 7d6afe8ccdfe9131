using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LabelsShuffledApart { get; } = new("GLIA009", Family.Data, "labels shuffled apart from the inputs",
        "The labels have no relation to the inputs of the same row.",
        "Shuffle inputs and labels together, with one permutation.",
        Explains: "037 S02 S03 S08 S09 S10 S27")
    {
        JudgedBy = () => new LabelsShuffledApart(),
        Shows = [ExhibitKind.Relation],
    };
}

/// <summary>
/// Said only where nearest neighbours, a linear model and random relu features all find nothing, and where the rows are many enough that
/// even a weak relation would have shown.
/// </summary>
internal sealed class LabelsShuffledApart() : Rule(Faults.LabelsShuffledApart)
{
    // The square of the distance between two classes, in deviations, that is allowed to hide. A weaker relation leaves the question open.
    // Convention.
    private const double WeakestDistance = 4.0 / 3;

    // Rows outside of the most frequent class, convention; fewer than there are columns show no relation either, wherever it lies.
    private const int FewestOthers = 20;

    public override Tier Needs => Tier.Data;

    public override bool BlocksTrials => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        [facts.Relation is { } relation ? Of(relation) : Skipped("There are too few different rows to tell a relation from chance.")];

    private Judgement Of(Relation relation)
    {
        bool classes = !double.IsNaN(relation.MajorityAccuracy);
        string measured = $"On {relation.Rows:N0} rows random relu features " + (classes
            ? $"are right for {Words.Percent(relation.Nonlinear.Accuracy)} of unseen rows, "
                + $"guessing for {Words.Percent(relation.MajorityAccuracy)}"
            : $"explain {Math.Max(0, relation.Nonlinear.Skill):0 %} of the variance of unseen rows");
        double others = classes ? (1 - relation.MajorityAccuracy) * relation.Rows : relation.Rows;
        if (relation.Exists) return Fine($"{measured}.");
        if (others < FewestOthers || (classes && others < relation.Inputs))
            return Skipped($"{measured}: {others:0} rows of other classes are too few to show a relation.");
        if (relation.PossibleSkill > Weakest(relation)) return Skipped($"{measured}: too few rows to tell a weak relation from chance.");
        return Found(Fault.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
            $"{measured}; a linear model and nearest neighbours do no better than on shuffled targets: "
            + "the targets have no relation to the inputs of their row.", null, ("rows", relation.Rows),
            ("neighbour_z", relation.NeighbourZ), ("linear_z", relation.Linear.Z), ("nonlinear_z", relation.Nonlinear.Z)) with
        { Exhibits = [RowExhibits.Found(relation)] });
    }

    // The share of the variance that a linear model explains then, p (1 - p) d^2 / (1 + p (1 - p) d^2): a quarter where classes are as
    // large as each other, and less where one is rare.
    private static double Weakest(Relation relation)
    {
        double most = double.IsNaN(relation.MajorityAccuracy) ? 0.5 : Math.Max(0.5, relation.MajorityAccuracy);
        double between = most * (1 - most) * WeakestDistance;
        return between / (1 + between);
    }
}
