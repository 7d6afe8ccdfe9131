using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// Evaluates the recorded rows independently and compares with what the owner got: first the answers, then the figure made of them, then
/// the labels. The figure the user looks at is suspect before the network is.
/// </summary>
internal static class EvaluationAudit
{
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        var evaluation = trace.Evaluation!;
        if (!evaluation.X.Values.All(double.IsFinite))
        {
            int at = Array.FindIndex(evaluation.X.Values, value => !double.IsFinite(value));
            examination.Report(Faults.NotFiniteData.Error(Grade.Certain, new Where(null, "eval_x", Phases.Evaluation),
                $"eval_x is not finite in row {at / evaluation.X.Columns}, column {at % evaluation.X.Columns}"));
            return;
        }
        if (evaluation.Y is { } y && WrongTargets(reading, y) is { } wrong) examination.Report(wrong);
        WeightsChanged(reading, evaluation);
        bool other = OtherModel(reading, evaluation);
        var judged = Reproduce(reading, evaluation, out bool reproduced);
        if (!judged.Outputs.Values.All(double.IsFinite))
        {
            examination.Skipped(Faults.StaleForwardPass, $"{judged.WeightsName} give outputs that are not finite");
            return;
        }
        bool answers = evaluation.Predictions is not null || evaluation.Outputs is not null;
        if (answers && reproduced)
            examination.Fine(Faults.StaleForwardPass,
                $"all {Words.Count(judged.Rows, "answer")} are those of an independent forward pass with {judged.WeightsName}");
        if (!reproduced && answers)
        {
            if (AnswerAudit.Read(reading, judged) is not { } mismatch)
                NotSeen(reading, judged);
            else if (!(other && mismatch.Fault == Faults.EvaluatedOtherModel)) examination.Report(mismatch);
        }
        MetricAudit.Examine(reading, judged, reproduced);
        if (reproduced || !answers) LabelAudit.Examine(reading, judged);
        TrainingRows.Examine(reading, evaluation);
    }

    // One step, or a few, that were not recorded move few answers.
    private static void NotSeen(Reading reading, RecomputedEvaluation judged)
    {
        double agreement = Claimed(reading.Trace.Evaluation!, judged) is { } claimed ? judged.Agreement(claimed) : 0;
        const string advice = "record the weights that the evaluation uses (eval_w1, …)";
        if (agreement > 0.9)
            reading.Examination.Skipped(Faults.StaleForwardPass,
                $"{Words.Percent(agreement)} of the answers are those of {judged.WeightsName}; to be sure of all {advice}");
        else reading.Examination.Undecided(Faults.StaleForwardPass, $"the answers are not those of {judged.WeightsName}; {advice}");
    }

    private static Finding? WrongTargets(Reading reading, Matrix y)
    {
        var where = new Where(null, "eval_y", Phases.Evaluation);
        int at = Array.FindIndex(y.Values, value => !double.IsFinite(value)), outs = reading.Trace.Outs;
        if (at >= 0)
            return Faults.NotFiniteData.Error(Grade.Certain, where,
                $"eval_y is not finite in row {at / y.Columns}, column {at % y.Columns}");
        if (reading.Targets.Classes() is null || Targets.Of(y, outs).Classes() is not null) return null;
        return y.Columns == 1 && y.Values.Min() == 1 && y.Values.Max() == Math.Max(2, outs)
            ? Faults.LabelsOutOfOrder.Error(Grade.Strong, where,
                $"the classes of eval_y are numbered 1 to {Math.Max(2, outs)}, those of training from 0",
                "Subtract 1 from the labels of the evaluation.")
            : Faults.LabelEncodingMismatch.Error(Grade.Strong, where,
                $"eval_y has {Words.Count(y.Columns, "column")} with values from {Words.Number(y.Values.Min())} to " +
                $"{Words.Number(y.Values.Max())}, which are no classes of {Words.Count(outs, "output")}",
                "Encode the labels of the evaluation as those of the training.");
    }

    /// <summary>
    /// Whether it is known what should answer: not where the step before was not recorded, nor where the activations are mere guesses.
    /// </summary>
    public static bool NetworkIsKnown(Reading reading)
    {
        var trace = reading.Trace;
        bool guessed = trace.Activations.Contains(null) && reading.OutputsReproduced != true && reading.GradientsRight != true;
        return !guessed && (trace.Evaluation!.Weights is not null || trace.After is not null);
    }

    /// <summary>
    /// The user's class per row: as recorded, or the argmax of the recorded outputs; null if there is one for every row in neither.
    /// </summary>
    public static IReadOnlyList<double>? Claimed(RecordedEvaluation evaluation, RecomputedEvaluation judged) =>
        evaluation.Predictions is { } predictions && predictions.Count == judged.Rows ? predictions
        : evaluation.Predictions is null && evaluation.Outputs is { } outputs && outputs.Rows == judged.Rows
            ? [.. Enumerable.Range(0, outputs.Rows).Select(row => (double)judged.Class(outputs, row))]
        : null;

    // An evaluation uses the weights as they are then: after the step, or just before it. Whichever gives the owner's answers is meant.
    private static RecomputedEvaluation Reproduce(Reading reading, RecordedEvaluation evaluation, out bool reproduced)
    {
        var trace = reading.Trace;
        var candidates = new List<(string Name, IReadOnlyList<LayerWeights> Weights)>();
        if (evaluation.Weights is { } own) candidates.Add(("the weights of the evaluation", own));
        if (reading.AfterStep is { } after) candidates.Add(("the weights after the step", after));
        candidates.Add(("the weights before the step", trace.Before));
        candidates.AddRange(candidates.ToList().SelectMany(one => DropoutRate.Scaled(reading.Trace, one.Weights)
            .Select(scaled => ($"{one.Name}, scaled by the share that dropout keeps", scaled))));
        RecomputedEvaluation? first = null;
        foreach (var (name, weights) in candidates)
            foreach (var form in new[] { OutputForm.Proper, OutputForm.Logits, reading.Form }.Distinct())
            {
                if (form == OutputForm.Logits && evaluation.Outputs is null) continue;
                var judged = new RecomputedEvaluation(reading, name, weights, form);
                first ??= judged;
                if (!Reproduces(reading, evaluation, judged)) continue;
                reproduced = true;
                return judged;
            }
        reproduced = false;
        return first!;
    }

    private static bool Reproduces(Reading reading, RecordedEvaluation evaluation, RecomputedEvaluation judged)
    {
        if (evaluation.Outputs is { } outputs)
        {
            if (outputs.Rows != judged.Rows) return false;
            double error = NumericGradient.RelativeError(judged.Outputs.Values, outputs.Values);
            double largest = judged.Outputs.Values.Zip(outputs.Values, (a, b) => Math.Abs(a - b)).Max();
            if (!(error <= Math.Max(1e-3, 10 * Precision.Floor(reading.Single)) || largest < 1e-6)) return false;
        }
        if (evaluation.Predictions is { } predictions)
        {
            if (!reading.Targets.AreClasses && reading.Trace.Outs == 1)
                return evaluation.Outputs is not null || SameValues(predictions, judged);
            return predictions.Count == judged.Rows && judged.Agreement(predictions) == 1;
        }
        return evaluation.Outputs is not null || MetricAudit.Fits(reading, judged);
    }

    private static bool SameValues(IReadOnlyList<double> predictions, RecomputedEvaluation judged) =>
        predictions.Count == judged.Rows && NumericGradient.RelativeError(judged.Outputs.Values, [.. predictions]) < 1e-3;

    private static void WeightsChanged(Reading reading, RecordedEvaluation evaluation)
    {
        var start = evaluation.Weights ?? reading.Trace.After;
        if (start is null || evaluation.WeightsAfter is not { } end) return;
        for (int l = 0; l < start.Count; l++)
        {
            int changed = start[l].Kernel.Values.Zip(end[l].Kernel.Values).Count(pair => pair.First != pair.Second);
            if (changed == 0) continue;
            reading.Examination.Report(Faults.TrainsWhileEvaluating.Error(Grade.Strong,
                new Where(Reading.LayerName(l + 1), $"eval_w{l + 1}", Phases.Evaluation),
                $"{Words.Count(changed, "weight")} of w{l + 1} changed between the start and the end of the evaluation", null,
                    ("changed", changed)));
            return;
        }
        reading.Examination.Fine(Faults.TrainsWhileEvaluating, "every weight is the same to the last bit before and after the evaluation");
    }

    private static bool OtherModel(Reading reading, RecordedEvaluation evaluation)
    {
        if (evaluation.Weights is not { } used) return false;
        var trained = reading.Trace.After ?? reading.Trace.Before;
        double distance = 0, product = 0, normUsed = 0, normTrained = 0;
        for (int l = 0; l < used.Count; l++)
            for (int i = 0; i < used[l].Kernel.Values.Length; i++)
            {
                double u = used[l].Kernel.Values[i], t = trained[l].Kernel.Values[i];
                (distance, product, normUsed, normTrained) = (distance + (u - t) * (u - t), product + u * t, normUsed + u * u,
                    normTrained + t * t);
            }
        double relative = Math.Sqrt(distance / Math.Max(normTrained, 1e-300)),
            cosine = product / Math.Max(Math.Sqrt(normUsed * normTrained), 1e-300);
        if (relative < 1e-6)
        {
            reading.Examination.Fine(Faults.EvaluatedOtherModel, "the evaluation starts with the weights that training left");
            return false;
        }
        var where = new Where(null, "eval_w1", Phases.Evaluation);
        if (cosine < 0.7)
            reading.Examination.Report(Faults.EvaluatedOtherModel.Error(Grade.Strong, where,
                $"the weights of the evaluation are not those of the training step: they differ by {Words.Number(relative)} of their " +
                $"size (cosine {Words.Number(cosine)})",
                null, ("relative_distance", relative), ("cosine", cosine)));
        else
            reading.Examination.Report(Faults.EvaluatedOtherModel.Note(Grade.Weak, where,
                $"the weights of the evaluation differ from those of the step by {Words.Number(relative)} of their size, " +
                "as after some more steps"));
        return cosine < 0.7;
    }
}
