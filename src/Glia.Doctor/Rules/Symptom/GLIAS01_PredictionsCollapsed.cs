using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault PredictionsCollapsed { get; } = new("GLIAS01", Family.Symptom, "predictions collapsed",
        "Nearly all predictions are the same class.",
        Look)
    {
        JudgedBy = () => new PredictionsCollapsed(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>Nearly every answer is one class, and no class is frequent enough for that.</summary>
internal sealed class PredictionsCollapsed() : RunRule(Faults.PredictionsCollapsed)
{
    // A share of answers that is all of them; the share of a class from which always saying it may be all there is to learn. Convention.
    private const double Every = 0.99, Frequent = 0.6;

    /// <summary>Whether one class is so frequent that always saying it may be all there is to learn.</summary>
    public static bool IsFrequent(double share) => share >= Frequent;

    /// <summary>Whether such answers are one class without a reason.</summary>
    public static bool Shows(Score score, double baseRate) => score.TopShare >= Every && !IsFrequent(baseRate);

    /// <summary>The same of a recorded evaluation, computed again.</summary>
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.LabelFit is null || reading.Judged is not { Labels: { } labels } judged) yield break;
        var (most, count) = judged.Classes.CountBy(one => one).MaxBy(one => one.Value);
        double share = (double)count / judged.Rows, frequent = labels.CountBy(one => one).Max(one => (double)one.Value / labels.Length);
        if (share >= Every && !IsFrequent(frequent))
            yield return Found(Fault.Warning(Grade.Likely, new Where(null, "eval_predictions", Phases.Evaluation),
                $"{Words.Percent(share)} of a fresh forward pass' answers are class {most}, "
                + $"whose share is {Words.Percent((double)labels.Count(one => one == most) / labels.Length)}", null, ("share", share)));
    }

    public override Judgement? Judge(RunFacts run)
    {
        if (!run.HasClasses || run.End is not { Score: var score }) return null;
        double most = run.Watched!.ReferenceRows.BaseRate;
        return Seen(Shows(score, most), Training, $"{score.MostAnswered}, " +
            $"the most frequent class has {100 * most:0.#} % of the rows.");
    }
}
