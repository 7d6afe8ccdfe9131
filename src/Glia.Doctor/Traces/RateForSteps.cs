using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Whether the steps that the program makes lead anywhere at its rate. Copies of the network as it was recorded are trained for them, on
/// the recorded rows; only where a copy with another rate, or with more steps, learns clearly more is anything said.
/// </summary>
internal static class RateForSteps
{
    // Of what is to be learned: less than the first is not learned; the second is the gap that is never passed over in silence. Convention.
    private const double Learned = 0.3, ClearlyMore = 0.25;

    // Rates that reach nearly as much as the best are as good, and the lowest of them is the safest. Convention.
    private const double AsGood = 0.05;

    // A copy makes at most the steps that its work allows; below the least nothing is seen. Convention.
    private const int LeastSteps = 10, TimesAsLong = 10;

    private static readonly double[] s_faster = [10, 100, 1000, 1e4, 1e5];

    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (Left(trace) is not { } left) return;
        // Other harm comes first: with it the copies would not train what was recorded.
        if (examination.Findings.Any(one => one.Severity == Severity.Error && one.Fault != Faults.LearningRateTooLow)) return;
        if (trace.Optimizer is not (null or "sgd" or "gd") || trace.ClipNorm is not null || reading.Rate is not { } stated
            || SlipTrial.OfRecorded(reading) is not { } trial || trial.Steps < LeastSteps)
        {
            examination.Skipped(Faults.LearningRateTooLow,
                $"whether {Words.Count(left, "step")} are enough needs plain steps with a known rate, and rows to try them on");
            return;
        }
        // Small steps add up: fewer of them that are longer lead as far. What does not learn with these does not with those.
        int steps = (int)Math.Min(left, trial.Steps);
        double rate = stated / (1 - Math.Clamp(trace.Momentum ?? 0, 0, 0.99)), longer = (double)left / steps;
        double asIs = trial.Skill(rate * longer, steps);
        string way = $"{Words.Count(left, "step")} at a rate of {Words.Number(stated)}";
        string arrives = $"in {way} a copy learns {Words.Percent(Math.Max(0, asIs))} of what there is";
        // Short steps that are many enough do no harm.
        if (asIs >= Learned) examination.Soften(Faults.LearningRateTooLow, $"Yet {arrives}.");
        if (asIs >= 1 - ClearlyMore)
        {
            examination.Fine(Faults.LearningRateTooLow, arrives);
            return;
        }
        var tried = s_faster.Where(times => times > longer)
            .Select(times => (Times: times, Skill: trial.Skill(rate * times, steps))).ToList();
        double most = tried.Select(one => one.Skill).DefaultIfEmpty(asIs).Max();
        if (most - asIs >= ClearlyMore)
        {
            double times = tried.Find(one => one.Skill >= most - AsGood).Times;
            if (Confirmed(trial, rate * longer, steps, rate * times, steps) is not { } gap) return;
            string better = Words.Number(Words.Rounded(stated * times, 1));
            examination.Report(Of(Faults.LearningRateTooLow, gap.AsIs, gap.Better,
                $"{way} are not enough: a copy that goes as far learns {Words.Percent(gap.AsIs)} of what there is on the recorded rows, " +
                $"and one at {better} in {steps} steps {Words.Percent(gap.Better)}",
                $"Set the learning rate to about {better}."));
        }
        else if (TimesAsLong * left <= trial.Steps
            && Confirmed(trial, rate, steps, rate, TimesAsLong * steps) is { } gap)
        {
            examination.Report(Of(Faults.StoppedTooEarly, gap.AsIs, gap.Better,
                $"{way} are few: a copy learns {Words.Percent(gap.AsIs)} of what there is on the recorded rows, " +
                $"and {Words.Percent(gap.Better)} in ten times as many",
                $"Make {Words.Count(TimesAsLong * left, "step")}."));
        }
    }

    // The steps that are still to come; null where the program did not say how many it makes, or they are over.
    private static long? Left(Trace trace) => trace.Steps - (trace.Step ?? 0) is > 0 and var left ? left : null;

    private static (double AsIs, double Better)? Confirmed(SlipTrial trial, double rate, int steps, double otherRate, int otherSteps)
    {
        double[] asIs = trial.SkillsFromRecorded(rate, steps), better = trial.SkillsFromRecorded(otherRate, otherSteps);
        return asIs.Zip(better).All(pair => pair.Second - pair.First >= ClearlyMore)
            ? (Math.Max(0, asIs.Average()), better.Average()) : null;
    }

    // What learns, if less, is slow; so is what was seen to fall.
    private static Finding Of(Fault fault, double asIs, double better, string evidence, string advice)
    {
        var where = new Where(null, "learning_rate", Phases.Update);
        (string, double)[] numbers = [("learned", asIs), ("could_be_learned", better)];
        return asIs < Learned
            ? fault.Error(Grade.Strong, where, evidence, advice, numbers)
            : fault.Warning(Grade.Likely, where, evidence, advice, numbers);
    }
}
