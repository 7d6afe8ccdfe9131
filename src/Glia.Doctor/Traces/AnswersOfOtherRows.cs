using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Answers that are right, but for other rows than those they stand beside.</summary>
internal static class AnswersOfOtherRows
{
    private const int MostLag = 512;

    public static Finding? Read(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where) => Lagged(reading, judged, claimed, where) ?? LastBatch(reading, judged, claimed, where);

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
            if (lag < 0) return Faults.LabelsOutOfOrder.Error(Grade.Strong, where, $"the answer for row i is that of row i + {-lag} for every row: rows and answers are shifted");
            string which = lag == 1 ? "the row before" : lag == reading.Trace.Rows ? $"the batch before ({lag} rows)" : $"{lag} rows before";
            return Faults.StaleForwardPass.Error(Grade.Strong, where, $"the answer for row i is that of {which}, for all {rows - lag} rows that have one", null, ("lag", lag));
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
                return Faults.StaleForwardPass.Error(Grade.Strong, where, $"the answers are those of the {trace.Rows} rows of the last training batch, over and over");
        }
        return null;
    }

    public static Finding? Shuffled(Judged judged, IReadOnlyList<double> claimed, Where where, double agreement)
    {
        if (judged.Rows < 30 || judged.Classes.Distinct().Count() < 2 || agreement > 0.9) return null;
        int different = claimed.GroupBy(one => one).Sum(group => Math.Abs(group.Count() - judged.Classes.Count(one => one == group.Key)));
        if (different > 0) return null;
        return Faults.LabelsOutOfOrder.Error(Grade.Strong, where, $"each class is predicted exactly as often as by a fresh forward pass, but for other rows ({Words.Percent(agreement)} agree): the rows were shuffled between prediction and record", null, ("agreement", agreement));
    }
}
