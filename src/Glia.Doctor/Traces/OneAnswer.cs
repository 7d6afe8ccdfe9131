using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>One answer for every row, where a fresh forward pass gives several.</summary>
internal static class OneAnswer
{
    public static Finding? Read(Reading reading, Judged judged, IReadOnlyList<double> claimed, Where where)
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
                ? Faults.WrongMetric.Error(Grade.Strong, where, $"all {rows} predictions are 0 although {judged.Classes.Count(one => one == 1)} outputs say 1: the argmax over one unit is always 0", "Compare the one output with 0.5: (p > 0.5).")
                : last ? Faults.StaleForwardPass.Error(Grade.Strong, where, what + source + instead)
                : Faults.WrongMetric.Error(Grade.Strong, where, $"all {rows} predictions are 1 although {judged.Classes.Count(one => one == 0)} outputs say 0: the threshold is not 0.5", "Compare the one output with 0.5: (p > 0.5).");
        Grade grade = evaluation.Outputs is null && rows < 5 ? Grade.Likely : Grade.Strong;
        return Faults.StaleForwardPass.Error(grade, where, what + source + instead, null, ("rows", rows), ("class", claimed[0]), ("fresh_classes", distinct));
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
}
