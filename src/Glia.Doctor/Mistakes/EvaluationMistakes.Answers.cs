using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Traces.RecomputedEvaluation>;

namespace Glia.Doctor.Mistakes;

/// <summary>
/// Where answers and accuracies come from that an independent forward pass does not give. What a hypothesis says is the whole sentence.
/// </summary>
internal static partial class EvaluationMistakes
{
    // Further back than this nobody's answers are.
    private const int MostLag = 512;

    private const string UseHalf = "Compare the one output with 0.5: (p > 0.5).",
        NotTheLogit = "Compare the probability with 0.5, or the logit with 0.";

    /// <summary>Answers of one unit that is read otherwise. Each predicts the answers, and says nothing of the outputs.</summary>
    public static IEnumerable<Mistake> OfOneUnit(RecomputedEvaluation evaluation, IReadOnlyList<double> claimed)
    {
        if (evaluation.Reading.Trace.Outs != 1 || !evaluation.Reading.Targets.AreClasses || claimed.Any(one => one is not (0 or 1)))
            yield break;
        int rows = evaluation.Rows, ones = evaluation.Classes.Sum(),
            wrong = Enumerable.Range(0, rows).Count(row => !evaluation.Agrees(row, claimed[row]));
        if (wrong == 0) yield break;
        bool read = evaluation.Reading.Trace.Evaluation!.Outputs is null || !IsOneRow(evaluation.Reading.Trace.Evaluation, claimed);
        if (ones > 0 && read)
            yield return new(Faults.WrongMetric,
                $"all {rows} predictions are 0 although {ones} outputs say 1: the argmax over one unit is always 0", _ =>
                new Matrix(rows, 1))
            { Advice = UseHalf };
        bool last = evaluation.Class(evaluation.Reading.Run.Outputs, evaluation.Reading.Trace.Rows - 1) == 1;
        if (ones < rows && !last && read)
            yield return new(Faults.WrongMetric,
                $"all {rows} predictions are 1 although {rows - ones} outputs say 0: the threshold is not 0.5",
                _ => new Matrix(rows, 1).Map(_ => 1))
            { Advice = UseHalf };
        if (!EvaluationReproduction.NetworkIsKnown(evaluation.Reading) || claimed.Distinct().Count() < 2) yield break;
        var z = evaluation.Run.Z[^1].Values;
        yield return new(Faults.WrongMetric,
            $"the predictions compare the logit, not the probability, with 0.5: {wrong} of {rows} rows are called 0 that are 1", one =>
            one.Run.Z[^1].Map(logit => logit > 0.5 ? 1 : 0))
        {
            Advice = NotTheLogit,
        };
        // The threshold that the answers show, if one does.
        double below = z.Where((_, row) => claimed[row] == 0).Max(), above = z.Where((_, row) => claimed[row] == 1).Min();
        string between = $"{Words.Number(Activations.Sigmoid(below))} and {Words.Number(Activations.Sigmoid(above))}";
        yield return new(Faults.WrongMetric, $"the predictions use a threshold between {between} instead of 0.5",
            one => one.Run.Z[^1].Map(logit => logit >= above ? 1 : 0))
        {
            Severity = Severity.Warning,
            Advice = "Use 0.5 unless another threshold is meant.",
        };
    }

    /// <summary>
    /// Outputs of other rows, or of rows that are looked at otherwise. Each predicts the outputs; a row that it says nothing about is NaN.
    /// </summary>
    public static IEnumerable<Mistake> OfOutputs(RecomputedEvaluation evaluation, IReadOnlyList<double> claimed) =>
        OfOneRow(evaluation, claimed).Concat(OfOtherRows(evaluation)).Concat(OfOtherPasses(evaluation));

    /// <summary>Whether every row has one answer, and the same outputs where those were recorded.</summary>
    public static bool IsOneRow(RecordedEvaluation evaluation, IReadOnlyList<double> claimed) =>
        claimed.Count > 1 && claimed.All(one => one == claimed[0])
            && (evaluation.Outputs is not { } outputs
            || Enumerable.Range(1, outputs.Rows - 1).All(row => outputs.Row(row).SequenceEqual(outputs.Row(0))));

    private static IEnumerable<Mistake> OfOneRow(RecomputedEvaluation evaluation, IReadOnlyList<double> claimed)
    {
        var (trace, recorded) = (evaluation.Reading.Trace, evaluation.Reading.Trace.Evaluation!);
        if (!IsOneRow(recorded, claimed)) yield break;
        int rows = evaluation.Rows, kinds = evaluation.Classes.Distinct().Count();
        bool outputs = recorded.Outputs is not null;
        if (kinds == 1 && !outputs) yield break;
        string what = outputs ? $"all {rows} rows of eval_outputs are the same to the last bit"
            : $"all {Words.Count(rows, "prediction")} are class {Words.Number(claimed[0])}";
        string instead = kinds > 1 ? $"a fresh forward pass gives {kinds} classes"
            : "a fresh forward pass gives different outputs for different rows";
        string source = $"{what}, the {(outputs ? "output" : "class")} of the last training sample; {instead}";
        Mistake Last(Func<Reading, Matrix?> run) =>
            new(Faults.StaleForwardPass, source, one => run(one.Reading)?.Take([.. Enumerable.Repeat(trace.Rows - 1, rows)]));

        yield return Last(reading => reading.Run.Outputs);
        yield return Last(reading => reading.Trace.Outputs);
        yield return Last(reading => reading.Trace.After is { } after ? reading.Forward(after).Outputs : null);
        yield return new(Faults.StaleForwardPass, $"{what}; {instead}", one => outputs ? recorded.Outputs : one.Saying(claimed));
    }

    private static IEnumerable<Mistake> OfOtherRows(RecomputedEvaluation evaluation)
    {
        var trace = evaluation.Reading.Trace;
        int rows = evaluation.Rows;
        for (int lag = 1; lag <= Math.Min(MostLag, rows - 2); lag++)
        {
            int by = lag;
            string which = lag == trace.Rows ? $"the batch before ({lag} rows)" : $"{lag} rows before";
            yield return new(Faults.StaleForwardPass,
                $"the answer for row i is that of {(lag == 1 ? "the row before" : which)}, for all {rows - lag} rows that have one", one =>
                Moved(one.Outputs, by));
            yield return new(Faults.LabelsOutOfOrder,
                $"the answer for row i is that of row i + {lag} for every row: rows and answers are shifted", one =>
                Moved(one.Outputs, -by));
        }
        // Whoever evaluates the batch itself gets its answers.
        bool same = Enumerable.Range(0, Math.Min(trace.Rows, rows))
            .All(row => trace.Evaluation!.X.Row(row).SequenceEqual(trace.X.Row(row)));
        if (trace.Rows < 3 || same) yield break;
        string batch = $"the answers are those of the {trace.Rows} rows of the last training batch, over and over";
        yield return new(Faults.StaleForwardPass, batch, one => OverAndOver(one.Reading.Run.Outputs, rows));
        if (trace.After is { } after)
            yield return new(Faults.StaleForwardPass, batch, one => OverAndOver(one.Reading.Forward(after).Outputs, rows));
    }

    private static IEnumerable<Mistake> OfOtherPasses(RecomputedEvaluation evaluation)
    {
        var reading = evaluation.Reading;
        var recorded = reading.Trace.Evaluation!;
        if (reading.OutputActivation is SoftmaxActivation && !reading.Recorded.Any(one => one.Finding?.Fault == Faults.SoftmaxWrongAxis))
            foreach (var form in new[] { OutputForm.OverBatch, OutputForm.OverEverything })
                // Dividing everything by one sum moves no argmax, so that form shows only in the outputs.
                if (form == OutputForm.OverBatch || recorded.Outputs is not null)
                    yield return new(Faults.SoftmaxWrongAxis,
                        "the predictions are those of a softmax that is normalised over the evaluated rows instead of over the classes",
                        one => ForwardRun.Output(one.Run.Z[^1], reading.OutputActivation, form));
        // The largest byte: images are divided by it in one place and not in the other.
        foreach (double times in new[] { 1 / 255.0, 255 })
            yield return new(Faults.SplitsScaledDifferently, $"the answers are those for eval_x times {Words.Number(times)}",
                one => ForwardRun.Of(recorded.X.Times(times), one.Weights, reading.Activations).Outputs);
    }

    /// <summary>Classes under other numbers, or in another order. Each predicts the answers.</summary>
    public static IEnumerable<Mistake> OfClasses(RecomputedEvaluation evaluation, IReadOnlyList<double> claimed)
    {
        double agreement = evaluation.Agreement(claimed);
        int rows = evaluation.Rows, classes = evaluation.Outputs.Columns;
        if (agreement > 0.9 || evaluation.Classes.Distinct().Count() < 2) yield break;
        if (classes > 1 && rows >= 4 * classes && claimed.All(one => one >= 0 && one < classes && one == Math.Round(one)))
        {
            int[] mapping = Assignment.Between(evaluation.Classes, [.. claimed.Select(one => (int)one)], classes);
            int[] moved = [.. Enumerable.Range(0, classes).Where(c => mapping[c] != c && evaluation.Classes.Contains(c))];
            string how = string.Join(", ", moved.Take(4).Select(c => $"{c} called {mapping[c]}")) + (moved.Length > 4 ? ", …" : "");
            if (moved.Length > 1)
                yield return new(Faults.LabelsOutOfOrder,
                    $"the classes are numbered differently, {how}; as they stand {Words.Percent(agreement)} of the answers agree", one =>
                    new(rows, 1, [.. one.Classes.Select(c => (double)mapping[c])]));
        }
        bool asOften = claimed.GroupBy(one => one).All(group => group.Count() == evaluation.Classes.Count(one => one == group.Key));
        if (rows >= 30 && asOften)
            yield return new(Faults.LabelsOutOfOrder,
                $"each class is predicted exactly as often as by a fresh forward pass, but for other rows " +
                $"({Words.Percent(agreement)} agree): the rows were shuffled between prediction and record",
                _ => new(rows, 1, [.. claimed]));
    }

    private static Matrix Moved(Matrix outputs, int by)
    {
        var moved = outputs.Rolled(by);
        for (int row = 0; row < moved.Rows; row++)
            if (row - by < 0 || row - by >= moved.Rows) moved.Row(row).Fill(double.NaN);
        return moved;
    }

    private static Matrix OverAndOver(Matrix outputs, int rows) =>
        outputs.Take([.. Enumerable.Range(0, rows).Select(row => row % outputs.Rows)]);
}
