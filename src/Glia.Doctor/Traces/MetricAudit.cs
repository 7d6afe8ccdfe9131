using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Recomputes the reported accuracy and reads a difference.</summary>
internal static class MetricAudit
{
    private static readonly int[] s_batches = [10, 16, 20, 25, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 1024];

    /// <summary>Whether the reported accuracy is that of these answers, or none was reported.</summary>
    public static bool Fits(Reading reading, Judged judged)
    {
        var evaluation = reading.Trace.Evaluation!;
        if (evaluation.ReportedAccuracy is not { } reported || Labels(reading) is not { } labels) return true;
        return Near(reported, Accuracy(judged.Classes, labels), labels.Length);
    }

    public static int[]? Labels(Reading reading) =>
        reading.Targets.AreClasses && reading.Trace.Evaluation!.Y is { } y ? Targets.Of(y, reading.Trace.Outs, reading.Trace.Y).Classes() : null;

    public static void Examine(Reading reading, Judged judged, bool reproduced)
    {
        var (examination, evaluation) = (reading.Examination, reading.Trace.Evaluation!);
        if (evaluation.ReportedAccuracy is not { } reported)
        {
            examination.Skipped(Faults.WrongMetric, "no reported_accuracy was recorded");
            return;
        }
        if (Labels(reading) is not { } labels)
        {
            if (evaluation.Y is { } marks && reading.Targets.AreManyLabels && marks.Columns == judged.Outputs.Columns) SeveralLabels(examination, judged, marks, reported);
            else if (evaluation.Y is not null && !reading.Targets.AreClasses && !reading.Targets.AreManyLabels)
                examination.Report(Faults.WrongMetric.Warning(Grade.Likely, new Where(null, "reported_accuracy", Phases.Evaluation), "an accuracy is reported for targets that are values, not classes", "Report the mean absolute or squared error."));
            else examination.Skipped(Faults.WrongMetric, "eval_y holds no class per row");
            return;
        }
        double fresh = Accuracy(judged.Classes, labels);
        var claimed = EvaluationAudit.Claimed(evaluation, judged);
        double own = claimed is null ? fresh : Accuracy(claimed, labels);
        string both = $"the reported accuracy is {Words.Number(reported)}, an independent evaluation of {Words.Count(labels.Length, "row")} gives {Words.Number(fresh)}";
        var where = new Where(null, "reported_accuracy", Phases.Evaluation);
        if (Near(reported, own, labels.Length))
        {
            if (reproduced || claimed is null || Near(reported, fresh, labels.Length)) examination.Fine(Faults.WrongMetric, both);
            else if (examination.Findings.Any(finding => finding.Fault.Family == Family.Evaluation && finding.Severity == Severity.Error) || EvaluationAudit.NetworkIsKnown(reading))
                examination.Report(Faults.MetricNotReproduced.Error(Grade.Strong, where, both, null, ("reported", reported), ("recomputed", fresh)));
            return;
        }
        bool answersExplained = claimed is not null && !reproduced;
        if (answersExplained && Near(reported, fresh, labels.Length))
        {
            examination.Fine(Faults.WrongMetric, both);
            return;
        }
        // A step that was not recorded can move a few answers, so only what is far off says anything.
        if (!reproduced && !EvaluationAudit.NetworkIsKnown(reading) && Math.Abs(reported - fresh) < 0.25)
        {
            examination.Undecided(Faults.WrongMetric, $"{both}, but what answered is not known for sure; record w1_after, … and the activations");
            return;
        }
        var finding = Read(reading, judged, reproduced, claimed, labels, reported, own);
        if (finding is not null) examination.Report(finding with { Where = where, Evidence = $"{both}: {finding.Evidence}" });
        else examination.Report(Faults.MetricNotReproduced.Error(Grade.Strong, where, $"{both}, and no usual mistake gives that figure", "Count by hand on ten rows: print row, label, outputs and prediction.", ("reported", reported), ("recomputed", fresh)));
    }

    // With several labels a row an accuracy counts labels, or rows whose labels are all right, or something else.
    private static void SeveralLabels(Examination examination, Judged judged, Matrix marks, double reported)
    {
        var right = judged.Outputs.Zip(marks, (output, mark) => output > judged.Threshold == (mark == 1) ? 1 : 0);
        double labels = right.Values.Average(), rows = Enumerable.Range(0, right.Rows).Average(row => right.Row(row).Contains(0) ? 0.0 : 1);
        string both = $"the reported accuracy is {Words.Number(reported)}, an independent evaluation gives {Words.Number(labels)} of the labels and {Words.Number(rows)} of the rows";
        if (Near(reported, labels, right.Values.Length) || Near(reported, rows, right.Rows)) examination.Fine(Faults.WrongMetric, both);
        else examination.Skipped(Faults.WrongMetric, both);
    }

    private static Finding? Read(Reading reading, Judged judged, bool reproduced, IReadOnlyList<double>? claimed, int[] labels, double reported, double own)
    {
        var trace = reading.Trace;
        int rows = labels.Length, outs = Math.Max(2, trace.Outs);
        double[] answers = claimed?.ToArray() ?? [.. judged.Classes.Select(one => (double)one)];
        var where = Where.Everywhere;
        Grade sure = rows >= 30 ? Grade.Strong : Grade.Likely, less = rows >= 100 ? Grade.Strong : rows >= 30 ? Grade.Likely : Grade.Weak;
        bool answersKnown = claimed is not null && reproduced;
        bool Is(double figure) => Near(reported, figure, rows);
        double hits = own * rows;
        if (reported == 0 && own > 0.05)
            return Faults.WrongMetric.Error(Grade.Strong, where, "nothing ever counts as equal, as when an output is compared with a label instead of its class", "Compare argmax(outputs) with the class number, one output with 0.5.");
        // Answers that are seen to differ from row to row are not those of one row.
        if (answersKnown && OtherDivisor(reported, hits, rows, less, [(trace.Rows, "the size of the training batch"), (rows * trace.Outs, "the number of outputs")]) is { } divided) return divided;

        if (Uncounted(reading, hits, rows) is { } above) return above;
        bool seen = claimed is not null && reproduced;
        if (trace.Outs == 1 && Is(Accuracy(new double[rows], labels))) return Faults.WrongMetric.Error(sure, where, "it is the share of class 0, because the argmax over one unit is always 0", "Compare the one output with 0.5: (p > 0.5).");
        if (trace.Outs == 1 && Is(Accuracy([.. Enumerable.Range(0, rows).Select(row => judged.Run.Z[^1][row, 0] > 0.5 ? 1.0 : 0)], labels))) return Faults.WrongMetric.Error(sure, where, "it compares the logit, not the probability, with 0.5", "Compare the probability with 0.5, or the logit with 0.");
        for (int c = 0; c < outs && !seen; c++)
        {
            double share = (double)labels.Count(label => label == c) / rows;
            if (share is 0 or 1 || !Is(share)) continue;
            bool last = reading.Run.Outputs.ArgMax(trace.Rows - 1) == c;
            return Faults.StaleForwardPass.Error(sure, where, $"it is exactly the share of class {c}{(last ? ", the class of the last training sample" : "")}, as if every row got the same answer", null, ("reported", reported), ("share", share));
        }
        if (!seen && rows > 2 && Enumerable.Range(0, outs).Any(first => Is(Accuracy([first, .. answers.SkipLast(1)], labels)))) return Faults.StaleForwardPass.Error(less, where, "it is the accuracy of each row's answer against the next row's label: the answer is one row old");
        if (!seen && trace.Rows > 1 && Enumerable.Range(0, trace.Rows).Select(row => judged.Class(reading.Run.Outputs, row)).Distinct().Count() > 1 && Is(Accuracy([.. Enumerable.Range(0, rows).Select(row => judged.Class(reading.Run.Outputs, row % trace.Rows))], labels)))
            return Faults.StaleForwardPass.Error(less, where, $"it is the accuracy of the answers to the {trace.Rows} rows of the last training batch, over and over");
        if (Is(1 - own)) return Faults.WrongMetric.Error(sure, where, "it is one minus the accuracy: the errors are counted");
        foreach (int batch in new[] { trace.Rows }.Concat(s_batches).Where(batch => batch > 1 && batch < rows && rows % batch != 0))
        {
            int full = rows / batch * batch;
            double inFull = Enumerable.Range(0, full).Count(row => answers[row] == labels[row]);
            double means = Enumerable.Range(0, (rows + batch - 1) / batch).Average(b => Enumerable.Range(b * batch, Math.Min(batch, rows - b * batch)).Average(row => answers[row] == labels[row] ? 1.0 : 0));
            if (Is(inFull / rows)) return Faults.WrongDivisor.Error(less, where, $"the last {rows - full} rows, which do not fill a batch of {batch}, are not counted, but the divisor is all {rows}", null, ("batch", batch));
            if (Is(means)) return Faults.WrongDivisor.Error(less, where, $"it is the mean of the accuracies of batches of {batch}, in which the last {rows - full} rows count as much as {batch}", null, ("batch", batch));
            if (Is(inFull / full)) return Faults.WrongDivisor.Note(Grade.Likely, where, $"the last {rows - full} rows, which do not fill a batch of {batch}, are left out", null, ("batch", batch));
        }
        if (OtherDivisor(reported, hits, rows, less, Divisors(trace, rows)) is { } known) return known;
        if (trace.Outs > 1 && Is(Elementwise(judged.Outputs, labels)))
            return Faults.BinaryLossForClasses.Error(sure, where, $"it compares all {rows * trace.Outs} outputs one by one with 0.5, which gives {Words.Number(1 - 1.0 / trace.Outs)} for predicting nothing", "Compare the argmax of each row with its class.");
        if (trace.Rows >= 2 && reading.Targets.Classes() is { } batchLabels && Is(Accuracy([.. Enumerable.Range(0, trace.Rows).Select(row => (double)judged.Class(reading.Run.Outputs, row))], batchLabels)))
            return Faults.EvaluatedOnTrainingData.Error(Grade.Likely, where, $"it is the accuracy on the {trace.Rows} rows of the training batch");
        foreach (int shift in new[] { 1, -1 })
            if (Is(Accuracy(answers, [.. Enumerable.Range(0, rows).Select(row => labels[(row + shift + rows) % rows])]))) return Faults.LabelsOutOfOrder.Error(less, where, "it compares every answer with the label of the neighbouring row");
        // With the answers at hand only the divisor is left; without them a whole number of rows may be anything.
        if ((answersKnown || !IsWhole(reported * rows)) && UnknownDivisor(reported, hits, rows) is { } unknown) return unknown;
        if (reported > 1) return Faults.WrongDivisor.Error(Grade.Strong, where, "an accuracy above 1 counts rows that were not divided by, as when the counter is never reset");
        double chance = Judged.ByChance(answers, Array.ConvertAll(labels, label => (double)label));
        if (Math.Abs(reported - chance) < 3 * Math.Sqrt(chance * (1 - chance) / rows) && own > chance + 0.2)
            return Faults.LabelsOutOfOrder.Error(Grade.Likely, where, $"it is what chance gives ({Words.Number(chance)}), as if answers and labels were in different order");
        return null;
    }

    // What is above 1 is read as a percentage, unless it is no percentage of these rows and a count divided by too little.
    private static Finding? Uncounted(Reading reading, double hits, int rows)
    {
        double written = reading.Trace.Evaluation!.ReportedAsWritten ?? 0, percent = written / 100;
        if (written <= 1 || hits == 0) return null;
        int batch = reading.Trace.Rows;
        if (batch > 1 && batch < rows && Near(written, hits / batch, batch)) return Divided(Grade.Strong, hits, rows, "the size of the training batch ", batch);
        if (Near(percent, Math.Round(percent * rows) / rows, rows) || !Near(written, Math.Round(written * rows) / rows, rows)) return null;
        return Faults.WrongDivisor.Error(Grade.Strong, Where.Everywhere, $"{Words.Number(written)} is {Math.Round(written * rows):0} hits over {rows} rows, more than there are: the counter is never reset, or counts a row more than once", null, ("hits", Math.Round(written * rows)));
    }

    private static Finding? OtherDivisor(double reported, double hits, int rows, Grade grade, IEnumerable<(int Divisor, string Name)> divisors)
    {
        foreach (var (divisor, name) in divisors)
            if (divisor != rows && hits > 0 && Near(reported, hits / divisor, divisor) && !(IsWhole(reported * rows) && Math.Abs(reported - (hits / divisor)) > 1e-6)) return Divided(grade, hits, rows, name + " ", divisor);
        return null;
    }

    // Only where one divisor gives the figure exactly, or a single one as it was rounded.
    private static Finding? UnknownDivisor(double reported, double hits, int rows)
    {
        if (hits == 0 || rows < 20 || reported is not (> 0 and < 1) || hits / reported > 1e7) return null;
        int divisor = (int)Math.Round(hits / reported);
        bool exact = Math.Abs(reported - (hits / divisor)) < 1e-12;
        return divisor != rows && (exact || (Near(reported, hits / divisor, divisor) && !Near(reported, hits / (divisor + 1), divisor + 1))) ? Divided(Grade.Likely, hits, rows, "", divisor) : null;
    }

    private static Finding Divided(Grade grade, double hits, int rows, string name, int divisor) =>
        Faults.WrongDivisor.Error(grade, Where.Everywhere, $"{hits:0} correct rows are divided by {name}{divisor} instead of by {rows}", null, ("divisor", divisor));

    private static IEnumerable<(int Divisor, string Name)> Divisors(Trace trace, int rows)
    {
        yield return (trace.Rows, "the size of the training batch");
        yield return (rows * trace.Outs, "the number of outputs");
        yield return (rows - 1, "the rows minus one,");
        yield return (rows + 1, "the rows plus one,");
        foreach (int batch in new[] { trace.Rows }.Concat(s_batches))
            if (batch > 1) yield return ((rows + batch - 1) / batch * batch, $"the rows rounded up to batches of {batch},");
        foreach (int usual in new[] { 1000, 5000, 10000, 50000, 60000, 70000 }) yield return (usual, "the number");
    }

    private static double Elementwise(Matrix outputs, int[] labels)
    {
        int right = 0;
        for (int i = 0; i < outputs.Rows; i++)
            for (int j = 0; j < outputs.Columns; j++)
                if (outputs[i, j] > 0.5 == (labels[i] == j)) right++;
        return (double)right / outputs.Values.Length;
    }

    private static double Accuracy(IReadOnlyList<int> answers, int[] labels) => Accuracy([.. answers.Select(one => (double)one)], labels);

    private static double Accuracy(IReadOnlyList<double> answers, int[] labels)
    {
        int right = 0;
        for (int i = 0; i < labels.Length; i++)
            if (answers[i] == labels[i]) right++;
        return (double)right / labels.Length;
    }

    private static bool IsWhole(double rows) => Math.Abs(rows - Math.Round(rows)) < 1e-9 * Math.Max(1, rows);

    // Within half a row, or within the digits the owner kept.
    private static bool Near(double reported, double figure, int rows)
    {
        double difference = Math.Abs(reported - figure);
        if (difference < 0.5 / rows * 0.02) return true;
        // A whole number of rows was not rounded.
        if (IsWhole(reported * rows)) return false;
        foreach (int digits in new[] { 2, 3, 4, 5, 6 })
            if (Math.Abs(reported - Math.Round(reported, digits)) < 1e-12) return difference <= 0.5 * Math.Pow(10, -digits) + 1e-12;
        return difference < 1e-6;
    }
}
