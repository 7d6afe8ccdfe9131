using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// What a run without an error still owes its reader. One that answers a single class, where no class is frequent enough for that, is never
/// called healthy, neither is one that ended a quarter or more behind a plain network, nor one that is over and no better than guessing:
/// neither by its share of right answers, nor, as where rare classes are weighted, by the mean share of each class. Nor is one of which a
/// part was looked at that is no better than guessing.
/// Twins look for what moves it; where none does, the question stays open. Who ended a tenth behind is tried at a higher rate.
/// </summary>
internal static class NeverWithoutAWord
{
    // A likelihood is beyond chance from the first on; a twin must have the second and be ahead by the first. In standard errors of their
    // mean over the rows.
    private const double Beyond = 3, Plain = 4;

    // A plain network that is so far ahead knows something, and the operations of one twin: a second of one core.
    private const double Behind = 0.25, MostOfOne = 2.5e10;

    /// <summary>Looks at a run that is over.</summary>
    /// <param name="examination">Where to report.</param>
    /// <param name="room">Where twins are tried.</param>
    /// <param name="patient">What was run.</param>
    /// <param name="asItIs">The run.</param>
    /// <param name="plain">A plain network on the same data; null if there was none.</param>
    /// <param name="reached">What the run reached, in a sentence.</param>
    /// <param name="underWay">Whether a run of which a part was looked at is expected to get there.</param>
    public static void Look(
        ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, Trial? plain, string reached, bool underWay)
    {
        if (examination.AnyError || asItIs.Monitor.NotFinite is not null) return;
        if (AnswersOneClass(room, asItIs))
        {
            if (examination.HasAtLeast(Faults.LearningRateTooLow, Severity.Warning)) return;
            // Who answers one class so far and will not at the end is only slow.
            if (SlowRun.Find(room, patient, asItIs, Math.Max(0, plain?.Skill ?? 0)) is { } slow)
                examination.Report(slow.Finding(room, patient, asItIs, reached));
            else
                OfOneAnswer(examination, room, patient, asItIs);
        }
        else if (asItIs.Steps < patient.PlannedSteps)
        {
            if (!underWay && !TrialRunner.Learns(asItIs))
                examination.Undecided(Faults.AccuracyAtChance, $"{reached} What the rest makes of it would take too long to find out.");
        }
        else if (plain?.Skill > plain?.Monitor.ReferenceRows.Noise && IsBehind(asItIs, plain.Skill, TooShortSteps.Lagging))
            OfOneBehind(examination, room, patient, asItIs, plain.Skill, reached);
        else if (!TrialRunner.Learns(asItIs) && !TooShortSteps.OfOneThatFitsNothing(examination, room, patient, asItIs, reached)
            && !TooLongSteps.OfOneWorseThanGuessing(examination, room, patient, asItIs, reached))
            examination.Undecided(Faults.AccuracyAtChance, $"{reached} That is no better than guessing, " + (plain?.Skill > asItIs.Skill
                ? $"and of {asItIs.Monitor.ReferenceRows.Counted} one or two more are chance."
                : "and a plain network shows no more."));
    }

    // Who has too few units fails from some starts and not from others: twins from several starts tell.
    private static void OfOneBehind(
        ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, double ceiling, string reached)
    {
        if (TooShortSteps.OfOneBehind(examination, room, patient, asItIs, reached) || !IsBehind(asItIs, ceiling)) return;
        foreach (Change wider in AllRules.Repairs(patient, room.Targets).Where(change => change.Fault == Faults.WrongCapacity))
        {
            if (room.Twins(patient, wider) is not { BeyondChance: true } runs || runs.Gain < Behind * ceiling) continue;
            examination.Report(wider.Fault.Error(Grade.Likely, wider.Where, $"{reached} {runs.Words(wider.Words)}",
                wider.Prescription, ("skill_before", runs.Was), ("skill_after", runs.Becomes)));
            return;
        }
        examination.Undecided(Faults.SlowConvergence, $"{reached} No short experiment shows what keeps it behind.");
    }

    /// <summary>Whether a run answers a single class, where no class is frequent enough for that.</summary>
    public static bool AnswersOneClass(TrialRunner room, Trial run) => room.Targets is { HasClasses: true, Classes: > 1 }
        && PredictionsCollapsed.Shows(run.End, run.Monitor.ReferenceRows.BaseRate);

    /// <summary>Whether a part of a run learned a quarter of what there is, so that something may be expected of the rest.</summary>
    public static bool KnowsSomething(Trial part) => part.Skill >= Behind;

    /// <summary>Whether a run ended a quarter or more, or another share, and beyond chance, behind what the data allow.</summary>
    public static bool IsBehind(Trial asItIs, double ceiling, double share = Behind)
    {
        double gap = ceiling - Math.Max(0, asItIs.Skill);
        return gap >= share * ceiling && gap > asItIs.Monitor.ReferenceRows.Noise / 2;
    }

    // Where many classes are hard to tell apart the most likely one says little, so the likelihood of rows held back is compared.
    private static void OfOneAnswer(ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs)
    {
        string measured = $"{asItIs.End.MostAnswered}, " +
            $"and no class has more than {100 * asItIs.Monitor.ReferenceRows.BaseRate:0.#} % of the rows.";
        int steps = (int)Math.Min(patient.PlannedSteps, Math.Max(room.Steps, MostOfOne / Trial.StepCost(patient)));
        if (Likelihood(room, patient, steps) is not { } was || was.Gain > Beyond)
        {
            examination.Undecided(Faults.PredictionsCollapsed, measured);
            return;
        }
        foreach (Change change in Changes(patient))
        {
            Variant after = change.Apply(patient);
            if (Likelihood(room, after, steps) is not { } twin || twin.Gain < Plain || twin.Gain < was.Gain + Beyond) continue;
            string shown = $"{measured} Trained for {steps:N0} steps, " +
                $"it gives rows held back no better probabilities than the shares of the classes do; " +
                $"with {change.Words} it does, by {twin.Gain:0} standard errors.";
            (string, double)[] numbers = [("errors_before", was.Gain), ("errors_after", twin.Gain)];
            examination.Report(change.Fault.Error(Grade.Likely, change.Where, shown, change.Prescription, numbers) with
            {
                Proof = TrialRunner.Prove(patient, was.Trial, after, twin.Trial, change.Words, true),
            });
            return;
        }
        examination.Undecided(Faults.PredictionsCollapsed, $"{measured} No short experiment shows what would move it.");
    }

    private static IEnumerable<Change> Changes(Variant patient) =>
    [
        RateChange.By(patient, 10), .. UnsuitedOptimizer.For(patient), RateChange.By(patient, 0.1),
    ];

    // NaN where the outputs are no probabilities.
    private static (double Gain, Trial Trial)? Likelihood(TrialRunner room, Variant variant, int steps)
    {
        if (room.TryHeldBack(variant, steps, room.Workers) is not { Monitor.NotFinite: null } trial) return null;
        int[] judged = HeldRows.Split(variant.Data.Rows, room.Targets, 0).Judged;
        double gain = ProbabilityGain.InErrors(trial.Monitor.Network, variant.Data, room.Targets, variant.OutputsLogits, judged);
        return double.IsNaN(gain) ? null : (gain, trial);
    }
}
