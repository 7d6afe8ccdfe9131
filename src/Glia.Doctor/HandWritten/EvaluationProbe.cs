using System.Numerics;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.HandWritten;

/// <summary>Questions the accuracy routine of a hand-written network.</summary>
internal sealed class EvaluationProbe<T>(IHandWrittenNetwork<T> network, Examination examination, T[][] x, T[][] y)
    where T : struct, IFloatingPointIeee754<T>
{
    private double _reported, _again, _reordered;

    /// <summary>One evaluation, with the weights before and after it and an answer for every row.</summary>
    public RecordedEvaluation Record()
    {
        var before = Weights();
        _reported = Fraction(network.Evaluate(x, y));
        var after = Weights();
        var predictions = network.Predict(x)?.Select(one => (double)one).ToArray() ?? (double.IsFinite(_reported) ? Answers() : null);
        _again = Fraction(network.Evaluate(x, y));
        int[] order = [.. Enumerable.Range(0, x.Length).Reverse()];
        _reordered = Fraction(network.Evaluate([.. order.Select(row => x[row])], [.. order.Select(row => y[row])]));
        return new RecordedEvaluation
        {
            X = HandWrittenLayer.Rows(x),
            Y = HandWrittenLayer.Rows(y),
            Predictions = predictions,
            ReportedAccuracy = _reported,
            Weights = before,
            WeightsAfter = after,
        };
    }

    /// <summary>The same rows again, in another order, and with labels that must give 1 and 0.</summary>
    public void Ask(Examination audited)
    {
        var where = new Where(null, "evaluate", Phases.Evaluation);
        bool known = audited.Findings.Any(finding => finding.Fault.Family == Family.Evaluation && finding.Severity == Severity.Error);
        if (!double.IsFinite(_reported))
        {
            examination.Skipped(Faults.StaleForwardPass, $"the accuracy is {_reported}, which no other can be compared with");
            return;
        }
        if (!(Math.Abs(_again - _reported) <= 1e-9) && !known)
            examination.Report(Faults.TrainingModeInEvaluation.Error(Grade.Strong, where,
                $"the same rows evaluated twice give {Words.Number(_reported)} and {Words.Number(_again)}: " +
                "something random is active in the evaluation", null, ("first", _reported), ("second", _again)));
        else if (!(Math.Abs(_reordered - _reported) <= 1e-9) && !known)
            examination.Report(Faults.StaleForwardPass.Error(Grade.Likely, where,
                $"the accuracy is {Words.Number(_reported)}, and {Words.Number(_reordered)} with the same rows in reverse order: " +
                "an answer depends on the row before it", null, ("forward", _reported), ("reversed", _reordered)));
        else if (!known) examination.Fine(Faults.StaleForwardPass, "the accuracy is the same twice and in reverse order");
        if (known || y[0].Length < 2) return;
        var fresh = Fresh();
        double all = Fraction(network.Evaluate(x, OneHot(fresh, 0))), none = Fraction(network.Evaluate(x, OneHot(fresh, 1)));
        if (!(all >= 0.99 && none <= 0.01))
            examination.Report(Faults.WrongMetric.Error(Grade.Strong, where,
                $"with the network's own answers as labels the accuracy is {Words.Number(all)} instead of 1, " +
                $"and with other labels {Words.Number(none)} instead of 0", null, ("all_right", all), ("all_wrong", none)));
        else examination.Fine(Faults.WrongMetric, "labels that are all right give 1, labels that are all wrong give 0");
    }

    private List<LayerWeights> Weights() => [.. network.Layers.Select(layer => new LayerWeights(layer.Kernel, layer.Bias))];

    // Without a prediction routine the accuracy routine is asked row by row: is it class 0, is it class 1, … A class at a time for all
    // rows, so that an answer left over from the row before is seen as such.
    private double[]? Answers()
    {
        int classes = y[0].Length;
        if (classes < 2) return null;
        var answers = new double[x.Length];
        Array.Fill(answers, -1);
        for (int c = 0; c < classes; c++)
        {
            T[][] label = [new T[classes]];
            label[0][c] = T.One;
            for (int row = 0; row < x.Length; row++)
                if (network.Evaluate([x[row]], label) > 0.5) answers[row] = c;
        }
        return answers;
    }

    private int[] Fresh()
    {
        var layers = network.Layers;
        var activations = layers.Select((_, layer) =>
            Activations.Named(layer == layers.Count - 1 ? network.OutputActivation : network.HiddenActivation)).ToList();
        var outputs = ForwardRun.Of(HandWrittenLayer.Rows(x), Weights(), activations).Outputs;
        return [.. Enumerable.Range(0, outputs.Rows).Select(outputs.ArgMax)];
    }

    private T[][] OneHot(int[] classes, int shift) => [.. classes.Select(one =>
    {
        var row = new T[y[0].Length];
        row[(one + shift) % row.Length] = T.One;
        return row;
    })];

    private static double Fraction(double accuracy) => accuracy > 1 ? accuracy / 100 : accuracy;
}
