using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Outputs of the right network that become answers in another way: another threshold, another axis, other numbers for the classes, another scale of the rows.</summary>
internal static class AnswersReadOtherwise
{
    public static Finding? Threshold(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where)
    {
        if (reading.Trace.Outs != 1 || !reading.Targets.AreClasses || claimed.Any(one => one is not (0 or 1)) || !EvaluationAudit.NetworkIsKnown(reading)) return null;
        double highestZero = double.NegativeInfinity, lowestOne = double.PositiveInfinity;
        var z = judged.Run.Z[^1];
        for (int i = 0; i < judged.Rows; i++)
        {
            if (claimed[i] == 0) highestZero = Math.Max(highestZero, z[i, 0]);
            else lowestOne = Math.Min(lowestOne, z[i, 0]);
        }
        if (highestZero > lowestOne + 1e-5) return null;
        int wrong = Enumerable.Range(0, judged.Rows).Count(row => !judged.Agrees(row, claimed[row]));
        if (wrong == 0) return null;
        if (highestZero <= 0.5 + 1e-5 && lowestOne >= 0.5 - 1e-5)
            return Faults.WrongMetric.Error(Grade.Strong, where, $"the predictions compare the logit, not the probability, with 0.5: {wrong} of {judged.Rows} rows are called 0 that are 1", "Compare the probability with 0.5, or the logit with 0.", ("wrong", wrong));
        return Faults.WrongMetric.Warning(Grade.Likely, where, $"the predictions use a threshold between {Words.Number(Activations.Sigmoid(highestZero))} and {Words.Number(Activations.Sigmoid(lowestOne))} instead of 0.5", "Use 0.5 unless another threshold is meant.");
    }

    public static Finding? WrongAxis(Reading reading, IReadOnlyList<double> claimed, Where where)
    {
        if (reading.OutputActivation is not SoftmaxActivation || reading.Examination.Has(Faults.SoftmaxWrongAxis)) return null;
        foreach (var form in new[] { OutputForm.OverBatch, OutputForm.OverEverything })
        {
            var judged = new Judged(reading, "", reading.Trace.Evaluation!.Weights ?? reading.Trace.After ?? reading.Trace.Before, form);
            var outputs = reading.Trace.Evaluation.Outputs;
            // Dividing everything by one sum moves no argmax, so that form shows only in the outputs.
            if (outputs is null ? form == OutputForm.OverBatch && judged.Agreement(claimed) == 1 : NumericGradient.RelativeError(judged.Outputs.Values, outputs.Values) < 1e-3)
                return Faults.SoftmaxWrongAxis.Error(Grade.Strong, where, "the predictions are those of a softmax that is normalised over the evaluated rows instead of over the classes");
        }
        return null;
    }

    public static Finding? Mapped(Judged judged, IReadOnlyList<double> claimed, Where where, double agreement)
    {
        int classes = judged.Outputs.Columns;
        if (classes < 2 || judged.Rows < 4 * classes || claimed.Any(one => one < 0 || one >= classes || one != Math.Round(one))) return null;
        var together = new double[classes, classes];
        for (int i = 0; i < judged.Rows; i++) together[judged.Classes[i], (int)claimed[i]]++;
        int[] mapping = Assignment.Best(together);
        double mapped = Enumerable.Range(0, classes).Sum(c => together[c, mapping[c]]) / judged.Rows;
        if (mapped < 0.98 || agreement > 0.9 || judged.Classes.Distinct().Count() < 2) return null;
        var moved = Enumerable.Range(0, classes).Where(c => mapping[c] != c && together[c, mapping[c]] > 0).ToList();
        if (moved.Count < 2) return null;
        return Faults.LabelsOutOfOrder.Error(Grade.Strong, where, $"the classes are numbered differently: with {string.Join(", ", moved.Take(4).Select(c => $"{c} called {mapping[c]}"))}{(moved.Count > 4 ? ", …" : "")} {Words.Percent(mapped)} of the answers agree, without it {Words.Percent(agreement)}", null, ("mapped", mapped), ("agreement", agreement));
    }

    public static Finding? Rescaled(Reading reading, IReadOnlyList<double> claimed, Where where, double agreement)
    {
        if (agreement == 1) return null;
        var evaluation = reading.Trace.Evaluation!;
        foreach (double times in new[] { 1 / 255.0, 255 })
        {
            var run = ForwardRun.Of(evaluation.X.Times(times), evaluation.Weights ?? reading.Trace.After ?? reading.Trace.Before, reading.Activations);
            if (Enumerable.Range(0, run.Outputs.Rows).All(row => run.Outputs.ArgMax(row) == claimed[row]) && claimed.Distinct().Count() > 1)
                return Faults.SplitsScaledDifferently.Error(Grade.Strong, where with { Parameter = "eval_x" }, $"the answers are those for eval_x times {Words.Number(times)}");
        }
        return null;
    }
}
