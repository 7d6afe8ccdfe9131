using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>The recorded curves. A curve shows symptoms; the findings of the other examiners explain them.</summary>
internal static class HistoryExaminer
{
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        var where = new Where(null, "loss_history", Phases.Training);
        int before = examination.Findings.Count;
        if (trace.LossHistory is { Count: > 0 } loss)
            Loss(examination, where, new Curve([.. loss]) { Per = trace.HistoryPer, Accuracy = [.. trace.AccuracyHistory ?? []] });
        if (trace.AccuracyHistory is { Count: >= 3 } accuracy) Accuracy(reading, accuracy);
        if (examination.Findings.Count == before && trace.LossHistory is { Count: > 0 } fine)
            examination.Fine(Faults.LossConstant,
                $"the loss goes from {Words.Number(fine[0])} to {Words.Number(fine[^1])} in {Words.Count(fine.Count, trace.HistoryPer)}");
    }

    // Whoever recorded a curve asks about it: what it shows is an error, but for a loss that does move a little.
    private static void Loss(Examination examination, Where where, Curve curve)
    {
        Finding[] all = [.. AllRules.Judge(new RunFacts { Epochs = curve }).Select(judgement => judgement.Finding).OfType<Finding>()];
        if (Array.Find(all, finding => finding.Fault == Faults.NotFinite) is { } broken)
        {
            examination.Report(broken with
            {
                Severity = Severity.Error,
                Grade = Grade.Strong,
                Where = where,
                Prescription = "Lower the learning rate tenfold and look at the first step whose loss is not finite.",
            });
            return;
        }
        Fault[] told = [Faults.LossRises, Faults.LossExplodes, Faults.LossConstant];
        foreach (Finding other in all.Where(finding => !told.Contains(finding.Fault))) examination.Report(other with { Where = where });
        if (Array.Find(all, finding => told.Contains(finding.Fault)) is not { } seen) return;
        bool moves = seen.Fault == Faults.LossConstant && seen.Numbers["moved"] > 0;
        examination.Report(seen with
        {
            Where = where,
            Severity = moves ? Severity.Warning : Severity.Error,
            Grade = moves ? Grade.Likely : Grade.Strong,
        });
    }

    private static void Accuracy(Reading reading, IReadOnlyList<double> accuracy)
    {
        var trace = reading.Trace;
        if (trace.Evaluation?.Y is not { } y || Targets.Of(y, trace.Outs).Classes() is not { } classes
            || classes.Length < 100 || trace.Outs < 3)
            return;
        // Shares of these rows say nothing about accuracies over other rows: those are no whole number of rows here, save by chance.
        var counts = classes.GroupBy(one => one).Select(group => group.Count()).ToHashSet();
        bool IsShare(double value)
        {
            double hits = value * classes.Length;
            return Math.Abs(hits - Math.Round(hits)) < 1e-6 * classes.Length && counts.Contains((int)Math.Round(hits));
        }
        if (!accuracy.All(IsShare)) return;
        string first = string.Join(", ", accuracy.Take(5).Select(value => Words.Number(value)));
        string evidence = $"each of {accuracy.Count} accuracies ({first}{(accuracy.Count > 5 ? ", …" : "")}) is exactly " +
            $"the share of one class among the {Words.Count(classes.Length, "evaluated row")}";
        bool falls = trace.LossHistory is { Count: > 1 } loss && loss[^1] < 0.9 * loss[0];
        bool jumps = accuracy.Distinct().Count() > 1;
        var where = new Where(null, "accuracy_history", Phases.Evaluation);
        // Whether the network has collapsed or the figure is stale is decided by recomputation, if an evaluation was recorded.
        bool recomputed = trace.Evaluation.Predictions is not null || trace.Evaluation.Outputs is not null;
        if (falls && jumps && !recomputed)
            reading.Examination.Report(Faults.StaleForwardPass.Error(Grade.Strong, where,
                $"{evidence}, while the loss falls from {Words.Number(trace.LossHistory![0])} to {Words.Number(trace.LossHistory[^1])}"));
        else reading.Examination.Report(Faults.AccuracyIsAClassShare.Error(Grade.Likely, where, evidence));
    }
}
