using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Decides by twins whether what is odd about an experiment harms it, whether a rule suspected it or not: a setting outside the usual is
/// no fault, and one that costs a twentieth of what can be learned is.
/// </summary>
/// <param name="examination">What was found.</param>
/// <param name="room">Where twins are trained.</param>
/// <param name="ceiling">What the data allow.</param>
/// <param name="mended">What was mended of the patient before, in words; null if it is as it was written.</param>
internal sealed class TwinVerdicts(ExperimentExamination examination, TrialRunner room, double ceiling, string? mended)
{
    /// <summary>Of what can be learned, the share below which there is no harm. Set on the tuning half of the bench.</summary>
    public const double NoHarm = 0.03;

    /// <summary>
    /// The share of what can be learned that a higher rate must bring before the rate is called wrong: more than others, because any rate
    /// has a better one. Set on the tuning half of the bench, as is that of a lower one.
    /// </summary>
    public const double LeastOfCrawl = 0.15;
    private const double LeastOfLong = 0.08;

    // A step that changes the weights by a hundredth of their size is long, and one by half of it can undo them.
    private const double LongSteps = 1e-2, Jump = 0.5;

    /// <summary>The repairs that were shown to help.</summary>
    public List<Change> Harmful { get; } = [];

    /// <summary>
    /// Tries every repair of something odd, and, if none helps,
    /// a smaller rate where the steps are long and a larger one where they are short.
    /// </summary>
    public void Decide(Variant patient, Trial asItIs)
    {
        var twins = AllRules.Repairs(patient, room.Targets).Where(IsOdd)
            .Select(change => (Change: change, Runs: Compare(patient, asItIs, change)!)).Where(pair => pair.Runs is not null)
            .GroupBy(pair => pair.Change.Fault).Select(repairs => repairs.MaxBy(pair => pair.Runs.Gain)).ToList();
        double most = twins.Max(pair => (double?)pair.Runs.Gain) ?? 0;
        foreach (var (change, runs) in twins)
        {
            // What gains much less than another may gain by leaning on the same weakness.
            if (Helps(runs, change.LeastHarm))
            {
                if (!IsOnlySooner(patient, asItIs, runs, change.LeastHarm))
                    Report(patient, change, runs, runs.Gain > 0.6 * most ? Grade.Strong : Grade.Likely);
            }
            else if (runs.Gain < NoHarm)
                examination.Harmless(change.Fault, runs.Words(change.Words));
        }
        bool crawls = ShortExperiments.Crawls(patient, asItIs);
        if (examination.AnyError || !(crawls || StepsAreLong(asItIs))) return;
        // Ten times as far would still be short for who crawls.
        Change rate = RateChange.By(patient, crawls ? 100 : 0.1);
        double least = crawls ? LeastOfCrawl : LeastOfLong;
        if (room.Twins(patient, rate) is { } rated && Helps(rated, least) && !IsOnlySooner(patient, asItIs, rated, least))
            Report(patient, rate, rated, Grade.Strong);
    }

    // What stays at guessing with the change shows no harm of what it changed, nor does what is right more often because it gives up a
    // rare class.
    private static bool Helps(TwinRuns runs, double least) =>
        runs.Gain >= least && runs.BeyondChance && runs.Becomes > NoHarm && !runs.GivesUpRareClasses;

    // What a network without activations or with a narrow layer can learn at most shows late in a long run, and at too low a rate not at
    // all: Adam gets both twins there sooner.
    private TwinRuns? Compare(Variant patient, Trial asItIs, Change change)
    {
        TwinRuns? runs = room.Twins(patient, change);
        if (!change.Fault.ShowsLate || runs is null || runs.Gain >= change.LeastHarm) return runs;
        if (runs.Share > 0.25 && !NeverWithoutAWord.IsBehind(asItIs, ceiling, TooShortSteps.Lagging)) return runs;
        Variant faster = patient.WithAdam(0.002f) with { Schedule = "constant" };
        if (room.Twins(faster, change) is not { } sooner) return runs;
        sooner.Both = " with Adam at 0.002";
        return sooner;
    }

    // The verdict is about the run that was asked for: a lead at its beginning says nothing where the run as it is, without the rows it is
    // judged on and looked at for longer than the twins were, went beyond it or is on the way there: what is left then is no harm.
    private bool IsOnlySooner(Variant patient, Trial asItIs, TwinRuns runs, double least)
    {
        if (runs.OnlySooner || runs.MakesStepsThatAreToCome(patient.PlannedSteps)) return true;
        return runs.Share < 1 && asItIs.Steps > runs.Before[0].Steps && room.GetsThere(patient, asItIs, (1 - least) * runs.Becomes);
    }

    private void Report(Variant patient, Change change, TwinRuns runs, Grade grade)
    {
        string shown = mended is null ? runs.Words(change.Words)
            : runs.Words($"{change.Words} as well", $"with {mended}");
        // What is left after a certain error was mended may be its consequence: it comes behind that.
        if (mended is not null) grade = Grade.Likely;
        var proof = TrialRunner.Prove(patient, runs.Before[0], change.Apply(patient), runs.After[0], change.Words, true, mended);
        if (!examination.Promote(change.Fault, shown, grade, proof))
        {
            examination.Report(change.Fault.Error(grade, change.Where, shown, change.Prescription,
                ("skill_before", runs.Was), ("skill_after", runs.Becomes)) with
            { Proof = proof });
        }
        Harmful.Add(change);
    }

    private bool IsOdd(Change change)
    {
        if (examination.Suspicions.Any(finding => finding.Fault == change.Fault)) return true;
        return change.Fault.TriedUnsuspected && !change.Generic && !examination.Subject.Pretrained;
    }

    private static bool StepsAreLong(Trial trial) => trial.Monitor.NotFinite is not null
        || trial.Monitor.Kernels.Any(track => track.UpdateRatio > LongSteps || track.PeakUpdateRatio > Jump);
}
