using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Whether the mistakes that were read from a recorded step do harm: copies are trained with and without them. A mistake with which the
/// network learns as well is formally wrong, and mending it alone may cost its owner what the rate was tuned for.
/// </summary>
internal sealed class HarmOfSlips
{
    // Of what is to be learned: a copy that has so much of it has learned, and one that has so much less than its twin, with every seed,
    // clearly less. The second is the part by which twins of an experiment must differ as well. Convention.
    private const double Learned = 0.3, ClearlyLess = 0.05;

    private readonly Dictionary<Slip, string> _harmless = [];

    /// <summary>Tries the mistakes, all together and, where that does harm, each by itself.</summary>
    public static HarmOfSlips Of(Reading reading, IReadOnlyList<GradientHit> hits)
    {
        var harm = new HarmOfSlips();
        var wrong = hits.Where(hit => hit.Severity == Severity.Error).ToList();
        Slip[] slips = [.. wrong.Select(hit => hit.Slip).OfType<Slip>()];
        if (slips.Length == 0 || SlipTrial.Of(reading) is not { } trial) return harm;
        // What has no name cannot be made again, nor what else is wrong together with it.
        if (slips.Length == wrong.Count && IsHarmless(trial, slips, out string seen))
        {
            foreach (var slip in slips) harm._harmless[slip] = seen;
            return harm;
        }
        if (wrong.Count > 1)
            foreach (var slip in slips)
                if (IsHarmless(trial, [slip], out seen)) harm._harmless[slip] = seen;
        return harm;
    }

    /// <summary>A hit with the severity that the trial gives it.</summary>
    public GradientHit Judged(GradientHit hit) =>
        hit is { Severity: Severity.Error, Slip: { } slip } && _harmless.TryGetValue(slip, out string? seen)
        ? hit with { Severity = Severity.Warning, Detail = hit.Detail + seen }
        : hit;

    /// <summary>
    /// What was seen where the network learns at the recorded rate although its gradients are so many times too large, and does not clearly
    /// learn more with right ones; else null.
    /// </summary>
    public static string? LearnsWithFactor(Reading reading, double times)
    {
        if (SlipTrial.Of(reading) is not { } trial) return null;
        Learning[] asIs = trial.LearnedAtRecordedRate([]), divided = trial.LearnedAtRecordedRate([], 1 / times);
        return Skill(asIs) >= Learned && !AreClearlyLess(asIs, divided)
            ? $"; with this rate it learns: in {trial.Steps} steps {Words.Percent(Skill(asIs))} of what there is, " +
                $"and {Words.Percent(Skill(divided))} where the gradient is divided"
            : null;
    }

    /// <summary>What was seen where the network learns as well with these mistakes as without; else null.</summary>
    public static string? LearnsWith(Reading reading, IReadOnlyList<Slip> slips) =>
        SlipTrial.Of(reading) is { } trial && IsHarmless(trial, slips, out string seen) ? seen : null;

    private static bool IsHarmless(SlipTrial trial, IReadOnlyList<Slip> slips, out string seen)
    {
        trial.Prolong(Learned);
        Learning[] with = trial.Learned(slips), without = trial.Learned([]);
        seen = "; it learns all the same: " +
            $"trained {trial.Steps} steps on {(trial.OnRecordedRows ? "the recorded rows" : "made-up rows of this size")}, " +
            $"a copy with the mistake learned {Words.Percent(Skill(with))} of what there is " +
            $"and one without {Words.Percent(Skill(without))}";
        // With NaN the mistake cannot be made again.
        return Skill(with) >= Learned && !AreClearlyLess(with, without)
            && !AreClearlyLess(trial.LearnedAtRecordedRate(slips), trial.LearnedAtRecordedRate([]));
    }

    // A copy whose loss is higher and whose answers are as good is less sure, or a little later: that is no harm yet.
    private static bool AreClearlyLess(Learning[] some, Learning[] others) =>
        AreClearlyLess(some, others, one => one.Skill) && AreClearlyLess(some, others, one => one.Answers);

    private static bool AreClearlyLess(Learning[] some, Learning[] others, Func<Learning, double> figure) =>
        others.Average(figure) - some.Average(figure) >= ClearlyLess
        && some.Zip(others).All(pair => figure(pair.First) < figure(pair.Second));

    private static double Skill(Learning[] learned) => learned.Average(one => one.Skill);
}
