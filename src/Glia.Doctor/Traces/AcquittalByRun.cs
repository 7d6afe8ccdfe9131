using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Takes the edge off what one step made look harmful where the run that the program makes learns with all of it: a large start, raw inputs
/// or a formal mistake that the rate was tuned for is then a warning, and mending it alone may cost its owner what was tuned.
/// </summary>
internal static class AcquittalByRun
{
    // A copy without the mistakes that learns so much more with every seed shows what they cost. Convention, that of twins.
    private const double Cost = 0.05;

    // Times the steps of a usual trial, and how many that are at most unless it makes more itself. Convention.
    private const long MoreSteps = 10, MostOfMore = 5000;

    public static void Examine(Reading reading, Examination examination, PlannedRun run)
    {
        if (run.AsPlanned.Min() >= 1 - PlannedRun.Gap)
            examination.Decide(Faults.IgnoresInput, $"in the planned {Words.Count(run.Left, "step")} the answers part: a copy learns "
                + $"{Words.Percent(run.AsPlanned.Average())} of what there is");
        var errors = examination.Findings.Where(one => one.Severity == Severity.Error).ToList();
        if (errors.Count == 0 || !errors.TrueForAll(one => ShowsInRun(one.Fault))) return;
        foreach (var error in errors.ToList())
        {
            if (NoBetterForIt(run, error) is not { } same) continue;
            examination.Soften(error.Fault, same);
            errors.Remove(error);
        }
        if (errors.Count == 0) return;
        if (Learns(run) is not var (times, steps, asIs)) return;
        string seen = $"Yet in {Words.Count(times == 1 ? steps : run.Left, "step")} as recorded a copy learns " +
            $"{Words.Percent(asIs.Average())} of what there is in its rows.";
        if (run.HasSlips && run.WithoutSlips(times, steps).Zip(asIs).All(pair => pair.First - pair.Second >= Cost))
            errors.RemoveAll(one => one.Fault.Family == Family.Backpropagation);
        foreach (var fault in errors.Select(one => one.Fault).Distinct()) examination.Soften(fault, seen);
    }

    // A first step that is too long is one thing; whether the run would be better off with shorter ones is another.
    private static string? NoBetterForIt(PlannedRun run, Finding error)
    {
        if (!error.Numbers.TryGetValue("rate_times", out double times)) return null;
        int steps = First(run);
        double[] asIs = run.AllLearned(1, steps), shorter = run.AllLearned(times, steps);
        return shorter.Zip(asIs).All(pair => pair.First - pair.Second >= Cost) ? null
            : $"Yet in {Words.Count(steps, "step")} as recorded a copy learns {Words.Percent(asIs.Average())} of what there is in its "
                + $"rows, and {Words.Percent(shorter.Average())} with steps of {Words.Number(times)} times the length.";
    }

    // With each seed: nearly all, or in the first steps so much that what is said against them does not keep the run from learning. A wide
    // network learns little in the steps that a trial usually makes; where an error stands it gets more.
    private static (double Times, int Steps, double[] AsIs)? Learns(PlannedRun run)
    {
        if (run.AsPlanned.Min() >= 1 - PlannedRun.Gap) return (run.TimesAsPlanned, run.Steps, run.AsPlanned);
        int first = First(run);
        return run.Longer > 1 && run.Learned(1, first) >= PlannedRun.Little && run.AllLearned(1, first) is var early
            && early.Min() >= PlannedRun.Little ? (1, first, early) : null;
    }

    private static int First(PlannedRun run) =>
        (int)Math.Min(run.Left, Math.Max(run.Steps, Math.Min(MostOfMore, MoreSteps * run.Steps)));

    /// <summary>
    /// Whether a run has to live with a fault; targets out of reach, a figure or a loss that is only shown, it does not feel.
    /// </summary>
    public static bool ShowsInRun(Fault fault) => fault.Family is Family.Initialization or Family.Backpropagation or Family.Optimization
        || fault == Faults.InputsNotScaled || fault == Faults.TargetsNotScaled || fault == Faults.WrongReduction
        || fault == Faults.ReluOnOutput || fault == Faults.LossExplodes || fault == Faults.IgnoresInput || fault == Faults.NarrowBottleneck
        || fault == Faults.WrongCapacity;
}
