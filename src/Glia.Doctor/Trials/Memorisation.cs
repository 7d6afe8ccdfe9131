using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Whether anything that was learned holds for other rows (GLIA009). Asked only where no simple learner found a relation before: many
/// columns and few rows hide a relation from them, and a network learns such rows by heart whatever their labels are.
/// </summary>
internal static class Memorisation
{
    // What counts as learned, and what as nothing: the share of the classes found beyond guessing, or of the variance.
    private const double Learned = 0.5, Nothing = 0.05;
    private const int FewestOfAClass = 15, Turns = 4;

    public static void Decide(ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs)
    {
        if (examination.Facts.Relation is not { Exists: false } || asItIs.Skill < Learned) return;
        if (room.Targets.HasClasses && room.Targets.Counts().Min() < FewestOfAClass) return;
        var trials = new List<Trial>();
        for (int turn = 0; turn < Turns; turn++)
        {
            if (room.TryHeldBack(patient, room.Steps, room.Workers, turn) is not { Monitor.NotFinite: null } trial) return;
            trials.Add(trial);
        }
        double found = trials.Average(trial => trial.End.Evenly);
        string measured = $"Of the rows it trains on it learns {100 * asItIs.Skill:0} % of what there is beyond guessing, and of " +
            $"the rows held back, " +
            $"a quarter at a time, {100 * Math.Max(0, found):0} %";
        if (found < Nothing)
        {
            examination.Report(Faults.LabelsShuffledApart.Error(Grade.Likely, new Where(Parameter: "y", Phase: Phases.Data),
                $"{measured}: it learns its rows by heart, and nothing in them holds for others. " +
                "Either the targets do not belong to these inputs, or the rows are far too few to show how.",
                null, ("learned", asItIs.Skill), ("held_back", found)) with
            { Exhibits = [RowExhibits.ByHeart(asItIs.Skill, found)] });
        }
        else
            examination.Fine(Faults.LabelsShuffledApart, $"{measured}.");
    }
}
