using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault StaleForwardPass { get; } = new("GLIA075", Family.Evaluation, "stale forward pass in evaluation",
        "The evaluation reads activations left over from another sample, so its figure says nothing about the network.",
        "In the evaluation run the whole forward pass on the row that is being judged, and take the argmax of that result.",
        Explains: "011 S01 S02 S09 S11 S13 S14 S27 S31")
    {
        JudgedBy = () => new StaleForwardPass(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>
/// Answers of an evaluation in another number than its rows, answers that nobody knows, and a recorded course of the accuracy that says
/// one class while the loss falls. The mistakes that make wrong answers are known by <see cref="Mistakes.AnswerMistake"/>.
/// </summary>
internal sealed class StaleForwardPass() : Rule(Faults.StaleForwardPass)
{
    // So many answers are those of the weights that few more steps explain the rest. Convention.
    private const double Nearly = 0.9;

    public override IEnumerable<Judgement> Judge(Reading reading) => OfAnswers(reading).Concat(OfCourse(reading));

    /// <summary>
    /// Whether a stale figure explains such a course. Whether the network has collapsed or the figure is stale is decided by
    /// recomputation, if an evaluation was recorded.
    /// </summary>
    public static bool IsTold(Reading reading, RecordedShares shares) =>
        shares.IsStale && reading.Trace.Evaluation is { HasAnswers: false };

    private IEnumerable<Judgement> OfCourse(Reading reading)
    {
        if (reading.Shares is { } shares && IsTold(reading, shares))
            yield return Found(Fault.Error(Grade.Strong, new Where(null, "accuracy_history", Phases.Evaluation), shares.Evidence));
    }

    private IEnumerable<Judgement> OfAnswers(Reading reading)
    {
        if (reading.Judged is not { } judged) yield break;
        if (!judged.IsFinite) yield return Skipped($"{judged.WeightsName} give outputs that are not finite");
        else if (judged.Recorded.HasAnswers && judged.IsReproduced)
            yield return Fine($"all {Words.Count(judged.Rows, "answer")} are those of an independent forward pass with "
                + judged.WeightsName);
        else if (OfAnotherNumber(reading, judged) is { } number) yield return Found(number);
        else if (judged.Recorded.HasAnswers && judged.CountsAgree && reading.AnswerMistake is null
            && (reading.Unexplained is not { Whose: var whose } || (whose == AnswersOf.LaterSteps && judged.Recorded.Weights is null)))
            yield return Unknown(judged);
    }

    private Finding? OfAnotherNumber(Reading reading, RecomputedEvaluation judged)
    {
        int batch = reading.Trace.Rows;
        if (judged.Recorded.Predictions is { } predictions && predictions.Count != judged.Rows)
            return predictions.Count != batch ? null
                : Fault.Error(Grade.Strong, new Where(null, "eval_predictions", Phases.Evaluation),
                    $"there are {predictions.Count} predictions, as many as the last training batch has rows, while {judged.Rows} rows " +
                    "were evaluated: the answers are those of the training batch");
        if (judged.Recorded.Outputs is not { } outputs || outputs.Rows == judged.Rows) return null;
        bool ofBatch = outputs.Rows == batch;
        return Fault.Error(ofBatch ? Grade.Strong : Grade.Likely, new Where(null, "eval_outputs", Phases.Evaluation),
            $"eval_outputs has {outputs.Rows} rows{(ofBatch ? ", as many as the last training batch," : "")} while {judged.Rows} " +
            "rows were evaluated");
    }

    // One step, or a few, that were not recorded move few answers.
    private Judgement Unknown(RecomputedEvaluation judged)
    {
        double agreement = judged.Claimed is { } claimed ? judged.Agreement(claimed) : 0;
        const string advice = "record the weights that the evaluation uses (eval_w1, …)";
        return agreement > Nearly
            ? Skipped($"{Words.Percent(agreement)} of the answers are those of {judged.WeightsName}; to be sure of all {advice}")
            : Undecided($"the answers are not those of {judged.WeightsName}; {advice}");
    }
}
