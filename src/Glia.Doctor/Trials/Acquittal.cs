using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Takes errors that were read from an experiment to the twins where the run gets there all the same: what costs nothing is formally wrong,
/// and its owner would lose time over it. It stays as a warning that says so.
/// </summary>
internal static class Acquittal
{
    // A share of what can be learned, as for suspicions; tuned: bench, tuning half.
    private const double NoHarm = 0.03;

    /// <summary>Hears every error that a change of the experiment would mend.</summary>
    /// <param name="examination">The examination so far.</param>
    /// <param name="room">Where twins are trained.</param>
    /// <param name="patient">The experiment as it is, which learns.</param>
    public static void Hear(ExperimentExamination examination, TrialRoom room, Variant patient)
    {
        var accused = Differential.ChangesFor(patient, room.Targets)
            .Where(change => examination.Findings.Any(finding => finding.Fault == change.Fault && finding.Severity == Severity.Error))
            .GroupBy(change => change.Fault).ToList();
        foreach (var changes in accused)
        {
            var best = changes.Select(change => (change.Words, Runs: room.Twins(patient, change)))
                .Where(one => one.Runs is not null).MaxBy(one => one.Runs!.Gain);
            if (best.Runs is { } runs && runs.Gain < NoHarm)
                examination.Soften(changes.Key, $"It learns all the same. {runs.Words(best.Words, room.Targets)}");
        }
    }
}
