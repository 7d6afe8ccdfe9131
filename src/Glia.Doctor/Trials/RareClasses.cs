using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Whether uneven classes do harm (GLIA011). Accuracy does not show it, so the twins are compared by the mean share of each class that is
/// found, and the twin sees rows of every class equally often.
/// </summary>
internal static class RareClasses
{
    // Found no better than this, and this much better with even draws. Classes that are mostly found are learned, however rare they are;
    // and who is unsure between a class that is not quite rare and its frequent neighbour is right to say the neighbour, so such a class
    // must be nearly lost.
    private const double Lost = 0.6, NearlyLost = 0.25, Rare = 0.9, Harmful = 0.15;

    public static void Decide(ExperimentExamination examination, TrialRunner room, Variant patient)
    {
        if (examination.Suspicions.FirstOrDefault(finding => finding.Fault == Faults.ClassImbalance) is not { } uneven) return;
        if (room.Twins(patient, patient with { ClassesDrawnEvenly = true }, score => score.Evenly) is not { } runs) return;
        string shown = $"Of an average class {100 * Found(runs.Was):0} % of the rows held back are found, " +
            $"and {100 * Found(runs.Becomes):0} % when every class is drawn equally often ({runs.Before.Count} runs each).";
        bool lost = runs.Was < (uneven.Numbers["majority_accuracy"] >= Rare ? Lost : NearlyLost);
        if (lost && runs.Becomes - runs.Was > Harmful && runs.BeyondChance)
        {
            examination.Promote(Faults.ClassImbalance, shown, Grade.Strong,
                TrialRunner.Prove(patient, runs.Before[0], patient, runs.After[0], "every class drawn equally often", true));
        }

        // Always the same class finds one of K classes: 1/K of an average one, which is 0 on the scale of the score.
        double Found(double evenly) => (1 + evenly * (room.Targets.Classes - 1)) / room.Targets.Classes;
    }
}
