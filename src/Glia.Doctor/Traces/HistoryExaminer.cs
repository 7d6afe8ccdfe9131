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
        {
            int broken = loss.ToList().FindIndex(value => !double.IsFinite(value));
            if (broken >= 0)
                examination.Report(Faults.NotFinite.Error(Grade.Strong, where, $"the loss is {loss[broken]} at {trace.HistoryPer} {broken + 1}", "Lower the learning rate tenfold and look at the first step whose loss is not finite."));
            else if (loss.Count >= 4) Curve(examination, where, loss, trace.HistoryPer, trace.AccuracyHistory);
        }
        if (trace.AccuracyHistory is { Count: >= 3 } accuracy) Accuracy(reading, accuracy);
        if (examination.Findings.Count == before && trace.LossHistory is { Count: > 0 } fine)
            examination.Fine(Faults.LossConstant, $"the loss goes from {Words.Number(fine[0])} to {Words.Number(fine[^1])} in {Words.Count(fine.Count, trace.HistoryPer)}");
    }

    private static void Curve(Examination examination, Where where, IReadOnlyList<double> loss, string per, IReadOnlyList<double>? accuracy)
    {
        double first = loss[0], last = loss[^1], least = loss.Min(), most = loss.Max();
        int rises = Enumerable.Range(1, loss.Count - 1).Count(i => loss[i] > loss[i - 1]);
        if (most == least) examination.Report(Faults.LossConstant.Error(Grade.Strong, where, $"the loss is {Words.Number(first)} at every one of {loss.Count} {per}s, to the last bit"));
        else if (rises == loss.Count - 1 && last > 1.1 * first + 1e-3) examination.Report(Faults.LossRises.Error(Grade.Strong, where, $"the loss rises at every {per}, from {Words.Number(first)} to {Words.Number(last)}"));
        else if (last > 3 * least + 0.1 && last > 1.5 * first) examination.Report(Faults.LossExplodes.Error(Grade.Strong, where, $"the loss ends at {Words.Number(last)} after a best of {Words.Number(least)}"));
        else if (most - least < 0.002 * Math.Abs(first) && !(accuracy is { Count: > 0 } && accuracy[^1] > 0.9)) examination.Report(Faults.LossConstant.Warning(Grade.Likely, where, $"the loss stays between {Words.Number(least)} and {Words.Number(most)} for {loss.Count} {per}s"));
    }

    private static void Accuracy(Reading reading, IReadOnlyList<double> accuracy)
    {
        var trace = reading.Trace;
        if (trace.Evaluation?.Y is not { } y || Targets.Of(y, trace.Outs).Classes() is not { } classes || classes.Length < 100 || trace.Outs < 3) return;
        // Shares of these rows say nothing about accuracies over other rows: those are no whole number of rows here, save by chance.
        var counts = classes.GroupBy(one => one).Select(group => group.Count()).ToHashSet();
        if (!accuracy.All(value => Math.Abs(value * classes.Length - Math.Round(value * classes.Length)) < 1e-6 * classes.Length && counts.Contains((int)Math.Round(value * classes.Length)))) return;
        string evidence = $"each of {accuracy.Count} accuracies ({string.Join(", ", accuracy.Take(5).Select(value => Words.Number(value)))}{(accuracy.Count > 5 ? ", …" : "")}) is exactly the share of one class among the {Words.Count(classes.Length, "evaluated row")}";
        bool falls = trace.LossHistory is { Count: > 1 } loss && loss[^1] < 0.9 * loss[0];
        bool jumps = accuracy.Distinct().Count() > 1;
        var where = new Where(null, "accuracy_history", Phases.Evaluation);
        // Whether the network has collapsed or the figure is stale is decided by recomputation, if an evaluation was recorded.
        bool recomputed = trace.Evaluation.Predictions is not null || trace.Evaluation.Outputs is not null;
        if (falls && jumps && !recomputed) reading.Examination.Report(Faults.StaleForwardPass.Error(Grade.Strong, where, $"{evidence}, while the loss falls from {Words.Number(trace.LossHistory![0])} to {Words.Number(trace.LossHistory[^1])}"));
        else reading.Examination.Report(Faults.AccuracyIsAClassShare.Error(Grade.Likely, where, evidence));
    }
}
