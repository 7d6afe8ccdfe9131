using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Takes errors that were read from an experiment to the twins where the run gets there all the same: what is not seen to cost anything is
/// formally wrong, and its owner would lose time over it. It stays as a warning that says so.
/// </summary>
internal static class Acquittal
{
    // What is wrong with labels that were trained on, whose cost rows held back tell.
    private static readonly Fault[] s_wrongLabels = [Faults.NoisyLabels, Faults.ContradictoryLabels];

    /// <summary>
    /// Hears every error that a change of the experiment would mend, and wrong labels where rows held back tell their cost.
    /// </summary>
    public static void Hear(ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs)
    {
        if (WrongLabels.HeldBack(examination.Subject, asItIs, patient) is { } held && WrongLabels.AreHarmless(held))
            foreach (Fault fault in s_wrongLabels)
                examination.Soften(fault, $"It learns all the same: {Words.Percent(held.Accuracy)} of the rows held back are right.");
        // Twins of which neither learns anything acquit nobody.
        if (!TrialRunner.Learns(asItIs)) return;
        var accused = AllRules.Repairs(patient, room.Targets)
            .Where(change => examination.Findings.Any(finding => finding.Fault == change.Fault && finding.Severity == Severity.Error))
            .GroupBy(change => change.Fault).ToList();
        foreach (var changes in accused)
        {
            var best = changes.Select(change => (Change: change, Runs: room.Twins(patient, change)))
                .Where(one => one.Runs is not null).MaxBy(one => one.Runs!.Gain);
            if (best.Runs is not { } runs) continue;
            bool harms = runs.Gain >= best.Change.LeastHarm;
            // The verdict is about the run that was asked for: where most starts do as well and this one did, the others are told of.
            bool fortunate = asItIs.Steps >= patient.PlannedSteps && asItIs.Skill >= runs.Becomes && runs.MostAreAlike;
            if (harms && !fortunate && !runs.OnlySooner && (runs.BeyondChance || runs.Agree)) continue;
            string chance = !harms ? ""
                : fortunate ? ", as it does from most first weights, but not from all"
                : runs.OnlySooner ? ", only later"
                : ", and the difference may be chance";
            examination.Soften(changes.Key, $"It learns all the same{chance}. {runs.Words(best.Change.Words)}");
        }
    }
}
