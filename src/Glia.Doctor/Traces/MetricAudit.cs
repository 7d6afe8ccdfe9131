using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Recomputes the reported accuracy and reads a difference.</summary>
internal static class MetricAudit
{
    /// <summary>Whether the reported accuracy is that of these answers, or none was reported.</summary>
    public static bool Fits(Reading reading, RecomputedEvaluation judged) =>
        reading.Trace.Evaluation!.ReportedAccuracy is not { } reported || Labels(reading) is not { } labels
            || Figure(judged, labels, reported, null, false) is var figure && figure.Is(figure.Own);

    public static int[]? Labels(Reading reading) =>
        reading.Targets.AreClasses && reading.Trace.Evaluation!.Y is { } y ? Targets.Of(y, reading.Trace.Outs, reading.Trace.Y).Classes()
            : null;

    public static void Examine(Reading reading, RecomputedEvaluation judged, bool reproduced)
    {
        var (examination, evaluation) = (reading.Examination, reading.Trace.Evaluation!);
        var where = new Where(null, "reported_accuracy", Phases.Evaluation);
        if (evaluation.ReportedAccuracy is not { } reported)
        {
            examination.Skipped(Faults.WrongMetric, "no reported_accuracy was recorded");
            return;
        }
        if (Labels(reading) is not { } labels)
        {
            if (evaluation.Y is { } marks && reading.Targets.AreManyLabels && marks.Columns == judged.Outputs.Columns)
                SeveralLabels(examination, judged, marks, reported);
            else if (evaluation.Y is not null && !reading.Targets.AreClasses && !reading.Targets.AreManyLabels)
                examination.Report(Faults.WrongMetric.Warning(Grade.Likely, where,
                    "an accuracy is reported for targets that are values, not classes", "Report the mean absolute or squared error."));
            else examination.Skipped(Faults.WrongMetric, "eval_y holds no class per row");
            return;
        }
        var claimed = EvaluationAudit.Claimed(evaluation, judged);
        var figure = Figure(judged, labels, reported, claimed, claimed is not null && reproduced);
        double fresh = Figure(judged, labels, reported, null, false).Own;
        string both = $"the reported accuracy is {Words.Number(reported)}, " +
            $"an independent evaluation of {Words.Count(labels.Length, "row")} gives {Words.Number(fresh)}";
        (string, double)[] numbers = [("reported", reported), ("recomputed", fresh)];
        bool ofAnswers = figure.Is(figure.Own), ofFresh = figure.Is(fresh);
        // Answers that are wrong are a finding of their own; the figure is then what follows from them, or right beside them.
        if (ofAnswers && claimed is not null && !reproduced && !ofFresh)
        {
            if (examination.Findings.Any(finding => finding.Fault.Family == Family.Evaluation && finding.Severity == Severity.Error)
                || EvaluationAudit.NetworkIsKnown(reading))
                examination.Report(Faults.MetricNotReproduced.Error(Grade.Strong, where, both, null, numbers));
        }
        else if (ofAnswers || (claimed is not null && !reproduced && ofFresh)) examination.Fine(Faults.WrongMetric, both);
        // A step that was not recorded can move a few answers, so only what is far off says anything.
        else if (!reproduced && !EvaluationAudit.NetworkIsKnown(reading) && Math.Abs(reported - fresh) < 0.25)
            examination.Undecided(Faults.WrongMetric,
                $"{both}, but what answered is not known for sure; record w1_after, … and the activations");
        else if (Read(figure, where, both, numbers) is { } finding) examination.Report(finding);
        else
            examination.Report(Faults.MetricNotReproduced.Error(Grade.Strong, where, $"{both}, and no usual mistake gives that figure",
                "Count by hand on ten rows: print row, label, outputs and prediction.", numbers));
    }

    private static ReportedFigure Figure(RecomputedEvaluation judged, int[] labels, double reported, IReadOnlyList<double>? claimed,
        bool known) =>
        new(judged, claimed ?? [.. judged.Classes.Select(one => (double)one)], labels, reported, known);

    // With several labels a row an accuracy counts labels, or rows whose labels are all right, or something else.
    private static void SeveralLabels(Examination examination, RecomputedEvaluation judged, Matrix marks, double reported)
    {
        var right = judged.Outputs.Zip(marks, (output, mark) => output > judged.Threshold == (mark == 1) ? 1 : 0);
        double labels = right.Values.Average(), rows = Enumerable.Range(0, right.Rows).Average(row => right.Row(row).Contains(0) ? 0.0 : 1);
        string both = $"the reported accuracy is {Words.Number(reported)}, an independent evaluation gives {Words.Number(labels)} of the " +
            $"labels and {Words.Number(rows)} of the rows";
        if (ReportedFigure.Is(reported, labels, right.Values.Length) || ReportedFigure.Is(reported, rows, right.Rows))
            examination.Fine(Faults.WrongMetric, both);
        else examination.Skipped(Faults.WrongMetric, both);
    }

    private static Finding? Read(ReportedFigure figure, Where where, string both, (string, double)[] numbers)
    {
        Finding Error(Fault fault, Grade grade, string says, string? advice = null) =>
            fault.Error(grade, where, $"{both}: {says}", advice, numbers);
        if (Uncounted(figure) is { } above) return Error(Faults.WrongDivisor, Grade.Strong, above);
        int tried = 0;
        foreach (var mistake in EvaluationMistakes.OfFigure(figure))
        {
            tried++;
            if (mistake.Predict(figure) is { } predicted && figure.Is(predicted[0, 0]))
                return Error(mistake.Fault!, figure.GradeAfter(tried), mistake.Says, mistake.Advice) with { Severity = mistake.Severity };
        }
        if (figure.Reported > 1)
            return Error(Faults.WrongDivisor, Grade.Strong,
                "an accuracy above 1 counts rows that were not divided by, as when the counter is never reset");
        double chance = RecomputedEvaluation.ByChance(figure.Answers, Array.ConvertAll(figure.Labels, label => (double)label));
        bool byChance = Math.Abs(figure.Reported - chance) < 3 * Math.Sqrt(chance * (1 - chance) / figure.Rows)
            && figure.Own > chance + 0.2;
        return byChance ? Error(Faults.LabelsOutOfOrder, Grade.Likely,
            $"it is what chance gives ({Words.Number(chance)}), as if answers and labels were in different order") : null;
    }

    // What is above 1 is read as a percentage, unless it is no percentage of these rows and a count divided by too little.
    private static string? Uncounted(ReportedFigure figure)
    {
        double written = figure.Reading.Trace.Evaluation!.ReportedAsWritten ?? 0, hits = figure.RightRows;
        int batch = figure.Reading.Trace.Rows, rows = figure.Rows;
        if (written <= 1 || hits == 0) return null;
        if (batch > 1 && batch < rows && ReportedFigure.Is(written, hits / batch, batch))
            return $"{hits:0} correct rows are divided by the size of the training batch {batch} instead of by {rows}";
        double counted = Math.Round(written * rows), percent = written / 100;
        bool isPercentage = ReportedFigure.Is(percent, Math.Round(percent * rows) / rows, rows);
        return isPercentage || !ReportedFigure.Is(written, counted / rows, rows) ? null
            : $"{Words.Number(written)} is {counted:0} hits over {rows} rows, more than there are: the counter is never reset, " +
                "or counts a row more than once";
    }
}
