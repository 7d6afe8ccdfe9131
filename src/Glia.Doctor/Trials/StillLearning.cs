using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// A run that is over, learned, and was still getting better when it ended, or is behind what a plain network learns (GLIA073). More
/// epochs bring a little more nearly always, so it is told only where ten times as many bring much of what can be learned, or leave next
/// to nothing of what is wrong.
/// </summary>
internal static class StillLearning
{
    // The loss must have fallen beyond chance between the two halves of the last 40 %. Standard errors.
    private const double StillFalls = 2;

    // So many times the epochs are tried, and the share of the error that they leave at most where they bring less than counts
    // otherwise. Convention.
    private const int Times = 10;
    private const double LeastLeft = 0.1;

    /// <summary>Looks at a run that nothing else was said of.</summary>
    /// <param name="examination">Where to report.</param>
    /// <param name="room">Where the longer copies are trained.</param>
    /// <param name="patient">What was run.</param>
    /// <param name="asItIs">The run.</param>
    /// <param name="plain">A plain network on the same data; null if there was none.</param>
    /// <param name="reached">What the run reached, in a sentence.</param>
    public static void Look(
        ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, Trial? plain, string reached)
    {
        if (examination.AnyError || asItIs.Steps < patient.PlannedSteps || !TrialRunner.Learns(asItIs)) return;
        bool falls = asItIs.Monitor.Curve.LateFallInErrors > StillFalls;
        bool behind = plain is not null && NeverWithoutAWord.IsBehind(asItIs, plain.Skill, TooShortSteps.Lagging);
        if (!falls && !behind) return;
        if (examination.HasAtLeast(Faults.LearningRateTooLow, Severity.Warning)
            || examination.HasAtLeast(Faults.SlowConvergence, Severity.Warning)) return;
        Change longer = StoppedTooEarly.Longer(patient, Times);
        if (!WholeRun.IsAffordable(longer.Apply(patient)) || room.Twins(patient, longer) is not { Share: >= 1, BeyondChance: true } runs
            || runs.GivesUpRareClasses) return;
        bool leavesNothing = 1 - runs.Becomes < LeastLeft * (1 - runs.Was);
        if (runs.Gain < TooShortSteps.Lagging && !leavesNothing) return;
        // Who is behind what a plain network learns was stopped too early; who is not could know more.
        bool harms = behind && runs.Gain >= TwinVerdicts.LeastOfCrawl;
        examination.Report(longer.Fault.Error(Grade.Likely, longer.Where,
            $"{reached}{(falls ? " Its loss was still falling." : "")} {runs.Words(longer.Words)}", longer.Prescription,
            ("skill_before", runs.Was), ("skill_after", runs.Becomes)) with
        {
            Proof = TrialRunner.Prove(patient, runs.Before[0], longer.Apply(patient), runs.After[0], longer.Words, true),
            Severity = harms ? Severity.Error : Severity.Warning,
        });
    }
}
