using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// A run that is over and that longer steps would have brought further (GLIA066). Any rate has a better one, so it is asked only of one
/// that ended behind what the data allow, or knows nothing, and both go to their ends.
/// </summary>
internal static class TooShortSteps
{
    /// <summary>
    /// So far behind what the data allow a higher rate is tried, and so much it must bring, of what can be learned, to be told: as much as
    /// more epochs must (GLIA073). Convention.
    /// </summary>
    public const double Lagging = 0.1;

    // What counts as fitting one's own rows, and how many times the rate, and which rate, is tried for it at most. Convention.
    private const double Fits = 0.1, MostTimes = 1000, HighestRate = 20;

    /// <summary>
    /// Whether ten times the rate, or a hundred times, brings so much more on rows held back that it is an error; what brings less is told
    /// in a warning.
    /// </summary>
    public static bool OfOneBehind(
        ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, string reached)
    {
        if (patient.Rate <= 0 || examination.HasAtLeast(Faults.LearningRateTooLow, Severity.Warning)) return false;
        foreach (double factor in (ReadOnlySpan<double>)[10, 100])
        {
            Change faster = RateChange.By(patient, factor);
            if (patient.Rate * factor > HighestRate || room.Twins(patient, faster) is not { } runs) return false;
            // In a part of the steps the faster one must be ahead of where the other came to in all of them.
            if (!runs.BeyondChance || runs.Gain < Lagging || (runs.Share < 1 && runs.Becomes - asItIs.Skill < Lagging)) continue;
            return Tell(examination, patient, faster, runs, reached);
        }
        return false;
    }

    private static bool Tell(ExperimentExamination examination, Variant patient, Change faster, TwinRuns runs, string reached)
    {
        Proof proof = TrialRunner.Prove(patient, runs.Before[0], faster.Apply(patient), runs.After[0], faster.Words, true);
        bool harms = runs.Gain >= TwinVerdicts.LeastOfCrawl;
        Report(examination, faster, $"{reached} {runs.Words(faster.Words)}", runs.Was, runs.Becomes, proof,
            harms ? Severity.Error : Severity.Warning);
        return harms;
    }

    /// <summary>
    /// Whether a run that does not even fit the rows it is trained on does so with longer steps; reports it if so. Where nothing holds for
    /// rows held back that is all that can be said, and enough to say that it has not begun.
    /// </summary>
    public static bool OfOneThatFitsNothing(
        ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, string reached)
    {
        if (!ShortExperiments.StepsAreShort(asItIs) || !WholeRun.IsAffordable(patient)) return false;
        (Change Change, Trial Trial)? best = null;
        for (double factor = 10; factor <= MostTimes && patient.Rate * factor <= HighestRate; factor *= 10)
        {
            Change faster = RateChange.By(patient, factor);
            if (room.TryFor(faster.Apply(patient), (int)patient.PlannedSteps) is not { Monitor.NotFinite: null } trial
                || trial.Skill < best?.Trial.Skill) break;
            best = (faster, trial);
        }
        if (best is not var (change, fits) || fits.Skill < Math.Max(Fits, asItIs.Monitor.ReferenceRows.Noise)) return false;
        Proof proof = TrialRunner.Prove(patient, asItIs, change.Apply(patient), fits, change.Words, true);
        Report(examination, change, $"{reached} It does not even fit the rows it is trained on: with {change.Words}, {fits.InWords} "
            + "in as many steps.", asItIs.Skill, fits.Skill, proof, Severity.Error);
        return true;
    }

    private static void Report(
        ExperimentExamination examination, Change change, string shown, double before, double after, Proof proof, Severity severity) =>
        examination.Report(change.Fault.Error(Grade.Likely, change.Where, shown, change.Prescription, ("skill_before", before),
            ("skill_after", after)) with
        { Proof = proof, Severity = severity });
}
