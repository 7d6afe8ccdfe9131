using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Reads answers that an independent forward pass does not give.</summary>
internal static class PredictionMismatch
{
    /// <summary>The reading, or null if weights that were not recorded may explain the answers.</summary>
    public static Finding? Read(Reading reading, Judged judged)
    {
        var evaluation = reading.Trace.Evaluation!;
        var where = new Where(null, evaluation.Predictions is not null ? "eval_predictions" : "eval_outputs", Phases.Evaluation);
        if (evaluation.Predictions is { } all && all.Count != judged.Rows) return WrongLength(reading, judged, all, where);
        if (evaluation.Outputs is { } outputs && outputs.Rows != judged.Rows)
            return Faults.StaleForwardPass.Error(outputs.Rows == reading.Trace.Rows ? Grade.Strong : Grade.Likely, where with { Parameter = "eval_outputs" }, $"eval_outputs has {outputs.Rows} rows{(outputs.Rows == reading.Trace.Rows ? ", as many as the last training batch," : "")} while {judged.Rows} rows were evaluated");
        var claimed = EvaluationAudit.Claimed(evaluation, judged);
        if (claimed is null) return null;
        double agreement = judged.Agreement(claimed);
        return OneAnswer.Read(reading, judged, claimed, where)
            ?? AnswersReadOtherwise.Threshold(reading, judged, claimed, where)
            ?? AnswersOfOtherRows.Read(reading, judged, claimed, where)
            ?? AnswersReadOtherwise.WrongAxis(reading, claimed, where)
            ?? AnswersReadOtherwise.Mapped(judged, claimed, where, agreement)
            ?? AnswersReadOtherwise.Rescaled(reading, claimed, where, agreement)
            ?? AnswersOfOtherRows.Shuffled(judged, claimed, where, agreement)
            ?? Remaining(reading, judged, claimed, where, agreement);
    }

    private static Finding WrongLength(Reading reading, Judged judged, IReadOnlyList<double> predictions, Where where)
    {
        var trace = reading.Trace;
        if (predictions.Count == trace.Outs && predictions.Count != trace.Rows)
            return Faults.WrongMetric.Error(Grade.Strong, where, $"there are {predictions.Count} predictions for {judged.Rows} rows, one per class: the argmax is taken over the rows (axis=0) instead of over the classes (axis=1)");
        if (predictions.Count == trace.Rows)
            return Faults.StaleForwardPass.Error(Grade.Strong, where, $"there are {predictions.Count} predictions, as many as the last training batch has rows, while {judged.Rows} rows were evaluated: the answers are those of the training batch");
        return Faults.WrongDivisor.Error(Grade.Likely, where, $"there are {predictions.Count} predictions for {judged.Rows} evaluated rows", "Predict every evaluated row exactly once.");
    }

    private static Finding? Remaining(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where, double agreement)
    {
        double chance = Judged.ByChance(claimed, Array.ConvertAll(judged.Classes, one => (double)one));
        bool dropout = reading.Trace.Layers.Any(layer => layer.Mask is not null);
        int wrong = Enumerable.Range(0, judged.Rows).Count(row => !judged.Agrees(row, claimed[row]));
        bool related = agreement > chance + Math.Max(0.1, 3 * Math.Sqrt(chance * (1 - chance) / judged.Rows)) || (reading.Trace.Evaluation!.Outputs is { } outputs && Correlation(judged.Outputs, outputs) > 0.5);
        string evidence = $"{wrong} of {judged.Rows} answers differ from a fresh forward pass ({Words.Percent(agreement)} agree)";
        const string advice = "Evaluate the network that was trained, and record the weights that the evaluation uses (eval_w1, …).";
        if (wrong == 0 && reading.Trace.Evaluation!.Outputs is { } unrelated && !(Correlation(judged.Outputs, unrelated) > 0.5))
            reading.Examination.Undecided(Faults.MetricNotReproduced, "eval_outputs has nothing in common with the outputs of the recorded network, although eval_predictions has");
        if (wrong == 0)
            return Faults.MetricNotReproduced.Note(Grade.Weak, where, "the outputs differ from a fresh forward pass, but every answer is the same", "Record the weights that the evaluation uses (eval_w1, …).");
        if (!EvaluationAudit.NetworkIsKnown(reading)) return null;
        if (related && dropout)
            return Faults.TrainingModeInEvaluation.Error(Grade.Strong, where, $"{evidence}, and the network has dropout: the masks are still drawn in evaluation", null, ("agreement", agreement));
        if (!related)
            return Faults.EvaluatedOtherModel.Error(Grade.Likely, where, $"{evidence}, no more than chance ({Words.Percent(chance)}): the answers are not those of the trained weights", null, ("agreement", agreement), ("chance", chance));
        // A step that is reproduced without masks has no dropout, so only other weights are left to explain the answers.
        if (reading.OutputsReproduced != true && reading.GradientsRight != true)
            return Faults.TrainingModeInEvaluation.Error(Grade.Weak, where, $"{evidence}: as if dropout were active, or as if weights of another moment were used", "Switch dropout off when evaluating, and record the weights that the evaluation uses (eval_w1, …).", ("agreement", agreement));
        if (agreement < chance + 0.6 * (1 - chance))
            return Faults.EvaluatedOtherModel.Error(Grade.Likely, where, $"{evidence}, chance alone gives {Words.Percent(chance)}: other weights than those of the step answer", advice, ("agreement", agreement), ("chance", chance));
        // Some more steps between the record and the evaluation do that too.
        return reading.Trace.Evaluation!.Weights is null ? null : Faults.EvaluatedOtherModel.Error(Grade.Weak, where, $"{evidence}, although the weights of the evaluation were recorded", advice, ("agreement", agreement));
    }

    private static double Correlation(Matrix a, Matrix b)
    {
        double meanA = a.Values.Average(), meanB = b.Values.Average(), ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Values.Length; i++)
        {
            double x = a.Values[i] - meanA, y = b.Values[i] - meanB;
            (ab, aa, bb) = (ab + x * y, aa + x * x, bb + y * y);
        }
        return aa * bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}
