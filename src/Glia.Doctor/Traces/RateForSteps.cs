using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Whether the steps that the program makes lead anywhere at its rate. Copies of the network as it was recorded are trained for them, on
/// the recorded rows; only where a copy with another rate, or with more steps, learns clearly more is anything said.
/// </summary>
internal static class RateForSteps
{
    // Rates that reach nearly as much as the best are as good, and the lowest of them is the safest. Convention.
    private const double AsGood = 0.05;

    private const int TimesAsLong = 10;

    private static readonly double[] s_faster = [10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8], s_slower = [0.1, 0.01, 1e-3];

    /// <summary>Judges a run that was not found to be sick.</summary>
    /// <param name="reading">The recorded step.</param>
    /// <param name="examination">What was found so far, and what is found.</param>
    /// <param name="run">Its run; null where it cannot be made.</param>
    public static void Examine(Reading reading, Examination examination, PlannedRun? run)
    {
        var trace = reading.Trace;
        // Other harm comes first: with it the copies would not train what was recorded.
        if (examination.Findings.Any(one => one.Severity == Severity.Error && one.Fault != Faults.LearningRateTooLow)) return;
        if (run is null)
        {
            if (trace.Steps is { } steps) examination.Skipped(Faults.LearningRateTooLow,
                $"whether {Words.Count(steps, "step")} are enough needs plain steps that a copy can make, and rows to try them on");
            return;
        }
        double asIs = run.AsPlanned.Average();
        string arrives = $"in {Way(reading, run)} a copy learns {Words.Percent(Math.Max(0, asIs))} of what there is";
        // Short steps that are many enough do no harm.
        if (asIs >= PlannedRun.Little) examination.Soften(Faults.LearningRateTooLow, $"Yet {arrives}.");
        if (asIs >= 1 - PlannedRun.Gap) examination.Fine(Faults.LearningRateTooLow, arrives);
        // What is held against so many steps might not be true of more.
        else if (trace.Steps is not null && !IsTooLow(reading, examination, run, asIs) && !IsTooHigh(reading, examination, run, asIs)
            && !AreFew(reading, examination, run) && run.GoesAsFar && run.AnswersAsPlanned < 1 - PlannedRun.Gap)
            HeldBackByDesign.Examine(reading, examination, run, arrives);
    }

    private static bool IsTooLow(Reading reading, Examination examination, PlannedRun run, double asIs)
    {
        if (!run.GoesAsFar) return false;
        var tried = s_faster.Where(times => times > run.Longer).TakeWhile(times => !run.IsThrown(times))
            .Select(times => (Times: times, Learned: run.Learned(times, run.Steps))).ToList();
        double most = tried.Select(one => one.Learned).DefaultIfEmpty(asIs).Max();
        if (most - asIs < PlannedRun.Gap) return false;
        double times = tried.Find(one => one.Learned >= most - AsGood).Times;
        if (Confirmed(run.AsPlanned, run.AllLearned(times, run.Steps)) is not { } gap) return false;
        Report(examination, Faults.LearningRateTooLow, gap, $"{Way(reading, run)} are not enough: a copy that goes as far learns " +
            $"{Words.Percent(gap.AsIs)} of what there is in the recorded rows, and one {Faster(reading, times)} in {run.Steps} steps " +
            Words.Percent(gap.Better), Better(reading, times));
        return true;
    }

    // A copy that makes longer steps in place of many might fail because of them; so the steps themselves are looked at, as many as can be.
    private static bool IsTooHigh(Reading reading, Examination examination, PlannedRun run, double asIs)
    {
        if (asIs >= PlannedRun.Little || run.Learned(1, run.Steps) >= PlannedRun.Little) return false;
        foreach (double times in s_slower)
        {
            if (run.Learned(times, run.Steps) < asIs + PlannedRun.Gap
                || Confirmed(run.AllLearned(1, run.Steps), run.AllLearned(times, run.Steps)) is not { } gap)
                continue;
            Report(examination, Faults.LearningRateTooHigh, gap,
                $"with steps as recorded a copy learns {Words.Percent(gap.AsIs)} of what there is in the recorded rows " +
                    $"in {Words.Count(run.Steps, "step")}, and with steps of {Words.Number(times)} times the length " +
                    Words.Percent(gap.Better), Better(reading, times));
            return true;
        }
        return false;
    }

    private static bool AreFew(Reading reading, Examination examination, PlannedRun run)
    {
        if (TimesAsLong * run.Left > run.MostSteps
            || Confirmed(run.AllLearned(1, run.Steps), run.AllLearned(1, TimesAsLong * run.Steps)) is not { } gap)
            return false;
        Report(examination, Faults.StoppedTooEarly, gap,
            $"{Way(reading, run)} are few: a copy learns {Words.Percent(gap.AsIs)} of what there is in the recorded rows, " +
                $"and {Words.Percent(gap.Better)} in ten times as many",
            $"Make {Words.Count(TimesAsLong * run.Left, "step")}.");
        return true;
    }

    private static (double AsIs, double Better)? Confirmed(double[] asIs, double[] better) =>
        asIs.Zip(better).All(pair => pair.Second - pair.First >= PlannedRun.Gap) ? (Math.Max(0, asIs.Average()), better.Average()) : null;

    private static string Way(Reading reading, PlannedRun run) => Words.Count(run.Left, "step")
        + (reading.Rate is { } rate ? $" at a rate of {Words.Number(rate)}" : " of the recorded length");

    private static string Faster(Reading reading, double times) => reading.Rate is { } rate
        ? $"at {Words.Number(Words.Rounded(rate * times, 1))}" : $"with steps of {Words.Number(times)} times the length";

    private static string Better(Reading reading, double times) => reading.Rate is { } rate
        ? $"Set the learning rate to about {Words.Number(Words.Rounded(rate * times, 1))}."
        : $"Set the learning rate about {Words.Number(times)} times as high.";

    // What learns, if less, is slow; so is what was seen to fall.
    private static void Report(Examination examination, Fault fault, (double AsIs, double Better) gap, string evidence, string advice)
    {
        var where = new Where(null, "learning_rate", Phases.Update);
        (string, double)[] numbers = [("learned", gap.AsIs), ("could_be_learned", gap.Better)];
        examination.Report(gap.AsIs < PlannedRun.Little
            ? fault.Error(Grade.Strong, where, evidence, advice, numbers)
            : fault.Warning(Grade.Likely, where, evidence, advice, numbers));
    }
}
