using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Reads answers that an independent forward pass does not give.</summary>
internal static class PredictionMismatch
{
    private const int MostLag = 512;

    /// <summary>The reading, or null if weights that were not recorded may explain the answers.</summary>
    public static Finding? Read(Reading reading, Judged judged)
    {
        var evaluation = reading.Trace.Evaluation!;
        var where = new Where(null, evaluation.Predictions is not null ? "eval_predictions" : "eval_outputs", Phases.Evaluation);
        if (evaluation.Predictions is { } all && all.Count != judged.Rows) return WrongLength(reading, judged, all, where);
        if (evaluation.Outputs is { } outputs && outputs.Rows != judged.Rows)
            return Faults.StaleForwardPass.Error(outputs.Rows == reading.Trace.Rows ? 0.93 : 0.7, where with { Parameter = "eval_outputs" }, $"eval_outputs has {outputs.Rows} rows{(outputs.Rows == reading.Trace.Rows ? ", as many as the last training batch," : "")} while {judged.Rows} rows were evaluated");
        var claimed = EvaluationAudit.Claimed(evaluation, judged);
        if (claimed is null) return null;
        double agreement = judged.Agreement(claimed);
        return Identical(reading, judged, claimed, where)
            ?? Threshold(reading, judged, claimed, where)
            ?? Lagged(reading, judged, claimed, where)
            ?? LastBatch(reading, judged, claimed, where)
            ?? WrongAxis(reading, claimed, where)
            ?? Mapped(judged, claimed, where, agreement)
            ?? Rescaled(reading, claimed, where, agreement)
            ?? Shuffled(judged, claimed, where, agreement)
            ?? Remaining(reading, judged, claimed, where, agreement);
    }

    private static Finding WrongLength(Reading reading, Judged judged, IReadOnlyList<double> predictions, Where where)
    {
        var trace = reading.Trace;
        if (predictions.Count == trace.Outs && predictions.Count != trace.Rows)
            return Faults.WrongMetric.Error(0.95, where, $"there are {predictions.Count} predictions for {judged.Rows} rows, one per class: the argmax is taken over the rows (axis=0) instead of over the classes (axis=1)");
        if (predictions.Count == trace.Rows)
            return Faults.StaleForwardPass.Error(0.93, where, $"there are {predictions.Count} predictions, as many as the last training batch has rows, while {judged.Rows} rows were evaluated: the answers are those of the training batch");
        return Faults.WrongDivisor.Error(0.6, where, $"there are {predictions.Count} predictions for {judged.Rows} evaluated rows", "Predict every evaluated row exactly once.");
    }

    private static Finding? Identical(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where)
    {
        var (trace, evaluation) = (reading.Trace, reading.Trace.Evaluation!);
        int rows = judged.Rows;
        if (rows < 2) return null;
        int distinct = judged.Classes.Distinct().Count();
        bool onlyAnswers = evaluation.Outputs is null || (trace.Outs == 1 && evaluation.Predictions is not null && !IsOneRow(evaluation.Outputs));
        if (onlyAnswers ? claimed.Any(one => one != claimed[0]) : !IsOneRow(evaluation.Outputs!)) return null;
        if (onlyAnswers && distinct == 1) return null;
        string what = evaluation.Outputs is null ? $"all {Words.Count(rows, "prediction")} are class {Words.Number(claimed[0])}" : $"all {rows} rows of eval_outputs are the same to the last bit";
        string instead = distinct > 1 ? $"; a fresh forward pass gives {distinct} classes" : "; a fresh forward pass gives different outputs for different rows";
        string source = trace.Outs == 1 && evaluation.Outputs is null ? OfLastRow(reading, judged, claimed[0], out bool last) : Source(reading, claimed[0], evaluation.Outputs, out last);
        if (trace.Outs == 1 && onlyAnswers && claimed[0] is 0 or 1)
            return claimed[0] == 0
                ? Faults.WrongMetric.Error(0.93, where, $"all {rows} predictions are 0 although {judged.Classes.Count(one => one == 1)} outputs say 1: the argmax over one unit is always 0", "Compare the one output with 0.5: (p > 0.5).")
                : last ? Faults.StaleForwardPass.Error(0.88, where, what + source + instead)
                : Faults.WrongMetric.Error(0.85, where, $"all {rows} predictions are 1 although {judged.Classes.Count(one => one == 0)} outputs say 0: the threshold is not 0.5", "Compare the one output with 0.5: (p > 0.5).");
        double confidence = evaluation.Outputs is not null ? 0.98 : rows < 5 ? 0.6 : last ? 0.97 : 0.88;
        return Faults.StaleForwardPass.Error(confidence, where, what + source + instead, null, ("rows", rows), ("class", claimed[0]), ("fresh_classes", distinct));
    }

    private static bool IsOneRow(Matrix outputs) => Enumerable.Range(1, outputs.Rows - 1).All(row => outputs.Row(row).SequenceEqual(outputs.Row(0)));

    // One unit says its class by a threshold, not by an argmax.
    private static string OfLastRow(Reading reading, Judged judged, double claimed, out bool last)
    {
        last = judged.Class(reading.Run.Outputs, reading.Trace.Rows - 1) == claimed;
        return last ? ", the class of the last training sample" : "";
    }

    private static string Source(Reading reading, double claimed, Matrix? outputs, out bool last)
    {
        var trace = reading.Trace;
        int end = trace.Rows - 1;
        bool Is(Matrix run) => outputs is null ? run.ArgMax(end) == claimed : NumericGradient.RelativeError(run.Row(end), outputs.Row(0)) < 1e-3;
        last = Is(reading.Run.Outputs) || (trace.Outputs is { } recorded && Is(recorded)) || (trace.After is { } after && Is(reading.Forward(after).Outputs));
        return !last ? "" : outputs is null ? ", the class of the last training sample" : ", the output of the last training sample";
    }

    private static Finding? Threshold(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where)
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
            return Faults.WrongMetric.Error(0.93, where, $"the predictions compare the logit, not the probability, with 0.5: {wrong} of {judged.Rows} rows are called 0 that are 1", "Compare the probability with 0.5, or the logit with 0.", ("wrong", wrong));
        return Faults.WrongMetric.Warning(0.6, where, $"the predictions use a threshold between {Words.Number(Activations.Sigmoid(highestZero))} and {Words.Number(Activations.Sigmoid(lowestOne))} instead of 0.5", "Use 0.5 unless another threshold is meant.");
    }

    private static Finding? Lagged(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where)
    {
        int rows = judged.Rows;
        var outputs = reading.Trace.Evaluation!.Outputs;
        if (rows < (outputs is null ? 12 : 3)) return null;
        foreach (int lag in Enumerable.Range(1, Math.Min(MostLag, rows - 2)).SelectMany(lag => new[] { lag, -lag }))
        {
            if (rows - Math.Abs(lag) < Math.Max(outputs is null ? 10 : 2, rows / 4) || judged.Agreement(claimed, lag) < 0.995) continue;
            if (outputs is not null && (!SameOutputs(judged, outputs, lag) || SameOutputs(judged, outputs, 0))) continue;
            if (outputs is null && judged.Classes.Distinct().Count() < 2) return null;
            if (lag < 0) return Faults.LabelsOutOfOrder.Error(0.9, where, $"the answer for row i is that of row i + {-lag} for every row: rows and answers are shifted");
            string which = lag == 1 ? "the row before" : lag == reading.Trace.Rows ? $"the batch before ({lag} rows)" : $"{lag} rows before";
            return Faults.StaleForwardPass.Error(0.96, where, $"the answer for row i is that of {which}, for all {rows - lag} rows that have one", null, ("lag", lag));
        }
        return null;
    }

    private static bool SameOutputs(Judged judged, Matrix outputs, int lag)
    {
        for (int i = Math.Max(0, lag); i < Math.Min(judged.Rows, judged.Rows + lag); i++)
            if (!(NumericGradient.RelativeError(judged.Outputs.Row(i - lag), outputs.Row(i)) < 5e-3)) return false;
        return true;
    }

    private static Finding? LastBatch(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where)
    {
        var trace = reading.Trace;
        if (trace.Rows < 3 || judged.Rows < Math.Min(trace.Rows, 12)) return null;
        // Whoever evaluates the batch itself gets its answers.
        if (Enumerable.Range(0, Math.Min(trace.Rows, judged.Rows)).All(row => trace.Evaluation!.X.Row(row).SequenceEqual(trace.X.Row(row)))) return null;
        foreach (var run in new[] { reading.Run.Outputs, trace.After is { } after ? reading.Forward(after).Outputs : reading.Run.Outputs })
        {
            int same = Enumerable.Range(0, judged.Rows).Count(row => claimed[row] == judged.Class(run, row % trace.Rows));
            if (same == judged.Rows && Enumerable.Range(0, trace.Rows).Select(row => judged.Class(run, row)).Distinct().Count() > 1)
                return Faults.StaleForwardPass.Error(0.95, where, $"the answers are those of the {trace.Rows} rows of the last training batch, over and over");
        }
        return null;
    }

    private static Finding? WrongAxis(Reading reading, IReadOnlyList<double> claimed, Where where)
    {
        if (reading.OutputActivation is not SoftmaxActivation || reading.Examination.Has(Faults.SoftmaxWrongAxis)) return null;
        foreach (var form in new[] { OutputForm.OverBatch, OutputForm.OverEverything })
        {
            var judged = new Judged(reading, "", reading.Trace.Evaluation!.Weights ?? reading.Trace.After ?? reading.Trace.Before, form);
            var outputs = reading.Trace.Evaluation.Outputs;
            // Dividing everything by one sum moves no argmax, so that form shows only in the outputs.
            if (outputs is null ? form == OutputForm.OverBatch && judged.Agreement(claimed) == 1 : NumericGradient.RelativeError(judged.Outputs.Values, outputs.Values) < 1e-3)
                return Faults.SoftmaxWrongAxis.Error(0.93, where, "the predictions are those of a softmax that is normalised over the evaluated rows instead of over the classes");
        }
        return null;
    }

    private static Finding? Mapped(Judged judged, IReadOnlyList<double> claimed, Where where, double agreement)
    {
        int classes = judged.Outputs.Columns;
        if (classes < 2 || judged.Rows < 4 * classes || claimed.Any(one => one < 0 || one >= classes || one != Math.Round(one))) return null;
        var together = new double[classes, classes];
        for (int i = 0; i < judged.Rows; i++) together[judged.Classes[i], (int)claimed[i]]++;
        int[] mapping = Assignment.Best(together);
        double mapped = Enumerable.Range(0, classes).Sum(c => together[c, mapping[c]]) / judged.Rows;
        if (mapped < 0.98 || agreement > 0.9 || judged.Classes.Distinct().Count() < 2) return null;
        var moved = Enumerable.Range(0, classes).Where(c => mapping[c] != c && together[c, mapping[c]] > 0).ToList();
        return Faults.LabelsOutOfOrder.Error(0.94, where, $"the classes are numbered differently: with {string.Join(", ", moved.Take(4).Select(c => $"{c} called {mapping[c]}"))}{(moved.Count > 4 ? ", …" : "")} {Words.Percent(mapped)} of the answers agree, without it {Words.Percent(agreement)}", null, ("mapped", mapped), ("agreement", agreement));
    }

    private static Finding? Rescaled(Reading reading, IReadOnlyList<double> claimed, Where where, double agreement)
    {
        if (agreement == 1) return null;
        var evaluation = reading.Trace.Evaluation!;
        foreach (double times in new[] { 1 / 255.0, 255 })
        {
            var run = ForwardRun.Of(evaluation.X.Times(times), evaluation.Weights ?? reading.Trace.After ?? reading.Trace.Before, reading.Activations);
            if (Enumerable.Range(0, run.Outputs.Rows).All(row => run.Outputs.ArgMax(row) == claimed[row]) && claimed.Distinct().Count() > 1)
                return Faults.SplitsScaledDifferently.Error(0.9, where with { Parameter = "eval_x" }, $"the answers are those for eval_x times {Words.Number(times)}");
        }
        return null;
    }

    private static Finding? Shuffled(Judged judged, IReadOnlyList<double> claimed, Where where, double agreement)
    {
        if (judged.Rows < 30 || judged.Classes.Distinct().Count() < 2 || agreement > 0.9) return null;
        int different = claimed.GroupBy(one => one).Sum(group => Math.Abs(group.Count() - judged.Classes.Count(one => one == group.Key)));
        if (different > 0) return null;
        return Faults.LabelsOutOfOrder.Error(0.9, where, $"each class is predicted exactly as often as by a fresh forward pass, but for other rows ({Words.Percent(agreement)} agree): the rows were shuffled between prediction and record", null, ("agreement", agreement));
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
            return Faults.MetricNotReproduced.Note(0.5, where, "the outputs differ from a fresh forward pass, but every answer is the same", "Record the weights that the evaluation uses (eval_w1, …).");
        if (!EvaluationAudit.NetworkIsKnown(reading)) return null;
        if (related && dropout)
            return Faults.TrainingModeInEvaluation.Error(0.88, where, $"{evidence}, and the network has dropout: the masks are still drawn in evaluation", null, ("agreement", agreement));
        if (!related)
            return Faults.EvaluatedOtherModel.Error(0.72, where, $"{evidence}, no more than chance ({Words.Percent(chance)}): the answers are not those of the trained weights", null, ("agreement", agreement), ("chance", chance));
        // A step that is reproduced without masks has no dropout, so only other weights are left to explain the answers.
        if (reading.OutputsReproduced != true && reading.GradientsRight != true)
            return Faults.TrainingModeInEvaluation.Error(0.55, where, $"{evidence}: as if dropout were active, or as if weights of another moment were used", "Switch dropout off when evaluating, and record the weights that the evaluation uses (eval_w1, …).", ("agreement", agreement));
        if (agreement < chance + 0.6 * (1 - chance))
            return Faults.EvaluatedOtherModel.Error(0.65, where, $"{evidence}, chance alone gives {Words.Percent(chance)}: other weights than those of the step answer", advice, ("agreement", agreement), ("chance", chance));
        // Some more steps between the record and the evaluation do that too.
        return reading.Trace.Evaluation!.Weights is null ? null : Faults.EvaluatedOtherModel.Error(0.55, where, $"{evidence}, although the weights of the evaluation were recorded", advice, ("agreement", agreement));
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
