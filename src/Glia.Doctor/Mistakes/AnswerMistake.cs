using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Mistakes;

/// <summary>The known mistake that gives the answers of an evaluation which an independent forward pass does not give.</summary>
internal static class AnswerMistake
{
    // Under other numbers most classes are right, not all: a step that was not recorded moves a few answers. Convention.
    private const double NearlyAll = 0.98;

    // A handful of answers are one class by chance. Convention.
    private const int Handful = 5;

    /// <summary>The finding; null where no mistake that is known gives the answers.</summary>
    public static Finding? Of(RecomputedEvaluation judged)
    {
        var recorded = judged.Recorded;
        if (judged.IsReproduced || !judged.CountsAgree || judged.Claimed is not { } claimed
            || Fitted(judged, claimed) is not { Fault: { } fault } mistake)
            return null;
        bool few = judged.Rows < Handful && recorded.Outputs is null;
        double chance = RecomputedEvaluation.ByChance(claimed, Array.ConvertAll(judged.Classes, one => (double)one));
        string parameter = fault == Faults.SplitsScaledDifferently ? "eval_x" : recorded.AnswersName;
        return fault.Error(few ? Grade.Likely : Grade.Strong, new Where(null, parameter, Phases.Evaluation), mistake.Says, mistake.Advice,
            ("rows", judged.Rows), ("agreement", judged.Agreement(claimed)), ("chance", chance)) with
        { Severity = mistake.Severity };
    }

    private static Hypothesis<RecomputedEvaluation>? Fitted(RecomputedEvaluation judged, IReadOnlyList<double> claimed)
    {
        bool one = EvaluationMistakes.IsOneRow(judged.Recorded, claimed);
        bool Says(Hypothesis<RecomputedEvaluation> mistake, double share) =>
            mistake.Predict(judged) is { } answers
            && answers.Values.Zip(claimed).Count(pair => pair.First == pair.Second) >= share * judged.Rows;
        return EvaluationMistakes.OfOneUnit(judged, claimed).FirstOrDefault(mistake => Says(mistake, 1))
            ?? EvaluationMistakes.OfOutputs(judged, claimed)
                .FirstOrDefault(mistake => mistake.Predict(judged) is { } outputs && judged.Explained(outputs, claimed, one))
            ?? EvaluationMistakes.OfClasses(judged, claimed).FirstOrDefault(mistake => Says(mistake, NearlyAll));
    }
}
