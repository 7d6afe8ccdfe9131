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
            else if (reading.OtherWeights is not { AreOther: true } || mismatch.Fault != Faults.EvaluatedOtherModel)
                examination.Report(mismatch);
        }
        MetricAudit.Examine(reading, judged, reproduced);
        if (reproduced || !answers) LabelAudit.Examine(reading, judged);
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
}
