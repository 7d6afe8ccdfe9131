using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Mistakes.ReportedFigure>;

namespace Glia.Doctor.Mistakes;

internal static partial class EvaluationMistakes
{
    // Outside of these hardly anybody makes batches, and a round divisor is a slip of a count of rows.
    private const int SmallestBatch = 8, LargestBatch = 1024, SmallestRound = 100;

    /// <summary>What accuracies are computed instead of the share of right answers. Each predicts one number.</summary>
    public static IEnumerable<Mistake> OfFigure(ReportedFigure figure)
    {
        var (trace, judged, labels, rows) = (figure.Reading.Trace, figure.Judged, figure.Labels, figure.Rows);
        if (figure.Own > 0.05)
            yield return Of(Faults.WrongMetric,
                "nothing ever counts as equal, as when an output is compared with a label instead of its class",
                _ => 0) with
            { Advice = "Compare argmax(outputs) with the class number, one output with 0.5." };
        // Answers that are seen to differ from row to row are not those of one row.
        if (figure.AnswersKnown)
            foreach (var mistake in OfDivisors(figure, UsualCounts(trace, rows))) yield return mistake;
        if (trace.Outs == 1)
        {
            yield return Of(Faults.WrongMetric, "it is the share of class 0, because the argmax over one unit is always 0",
                one => one.Share(_ => 0)) with
            { Advice = UseHalf };
            yield return Of(Faults.WrongMetric, "it compares the logit, not the probability, with 0.5",
                one => one.Share(row => one.Judged.Run.Z[^1][row, 0] > 0.5 ? 1 : 0)) with
            { Advice = NotTheLogit };
        }
        if (!figure.AnswersKnown)
            foreach (var mistake in OfStaleAnswers(figure)) yield return mistake;
        yield return Of(Faults.WrongMetric, "it is one minus the accuracy: the errors are counted", one => 1 - one.Own);
        if (trace.Outs > 1)
            yield return Of(Faults.BinaryLossForClasses,
                $"it compares all {rows * trace.Outs} outputs one by one with 0.5, " +
                $"which gives {Words.Number(1 - (1.0 / trace.Outs))} for predicting nothing",
                OutputByOutput) with
            { Advice = "Compare the argmax of each row with its class." };
        yield return Of(Faults.WrongMetric,
            "every answer is compared with every label, as where one of the two is a column: [n, 1] == [n] is a table of n times n",
            EveryWithEvery) with
        { Advice = "Give both the same shape before you compare them: predictions.ravel() == labels." };
        foreach (int shift in new[] { 1, -1 })
            yield return Of(Faults.LabelsOutOfOrder, "it compares every answer with the label of the neighbouring row",
                one => one.ShareOf(row => one.Answers[row] == labels[(row + shift + rows) % rows]));
        // What has many forms comes last: the more are tried, the more of them chance fits.
        foreach (int batch in Batches(trace, rows).Where(batch => batch < rows && rows % batch != 0))
        {
            int full = rows / batch * batch;
            string last = $"the last {rows - full} rows, which do not fill a batch of {batch}, are";
            yield return Of(Faults.WrongDivisor, $"{last} not counted, but the divisor is all {rows}", one => one.Hits(0, full) / rows);
            yield return Of(Faults.WrongDivisor,
                $"it is the mean of the accuracies of batches of {batch}, in which the last {rows - full} rows count as much as {batch}",
                one => MeanOverBatches(one, batch));
            yield return Of(Faults.WrongDivisor, $"{last} left out", one => one.Hits(0, full) / full) with { Severity = Severity.Note };
        }
        foreach (var mistake in OfDivisors(figure, Counts(trace, rows))) yield return mistake;
        if (ShownDivisor(figure) is >= SmallestRound and var round && IsRound(round)) yield return Divided(figure, round, "the number ");
        // Every row of a small batch may be right, as may every row that is counted, which is no mistake; so that goes before.
        if (trace.Rows > 1 && figure.Reading.Targets.Classes() is { } ofBatch)
            yield return Of(Faults.EvaluatedOnTrainingData, $"it is the accuracy on the {trace.Rows} rows of the training batch",
                one => judged.ClassesOf(one.Reading.Run.Outputs).Zip(ofBatch).Average(pair => pair.First == pair.Second ? 1.0 : 0));
        // With the answers at hand only the divisor is left; without them a whole number of rows may be anything.
        if ((figure.AnswersKnown || !figure.IsWholeRows) && ShownDivisor(figure) is > 0 and var any && IsOnly(figure, any))
            yield return Divided(figure, any, "");
    }

    private static Mistake Of(Fault fault, string says, Func<ReportedFigure, double> figure) =>
        new(fault, says, one => new(1, 1, [figure(one)]));

    private static IEnumerable<Mistake> OfStaleAnswers(ReportedFigure figure)
    {
        var (reading, judged, rows) = (figure.Reading, figure.Judged, figure.Rows);
        int batch = reading.Trace.Rows, classes = Math.Max(2, reading.Trace.Outs), last = reading.Run.Outputs.ArgMax(batch - 1);
        for (int c = 0; c < classes; c++)
        {
            int answer = c;
            string whose = last == c ? $"{c}, the class of the last training sample" : $"{c}";
            yield return Of(Faults.StaleForwardPass, $"it is exactly the share of class {whose}, as if every row got the same answer",
                one => one.Labels.Distinct().Count() > 1 ? one.Share(_ => answer) : double.NaN);
        }
        for (int c = 0; c < classes && rows > 2; c++)
        {
            int first = c;
            yield return Of(Faults.StaleForwardPass,
                "it is the accuracy of each row's answer against the next row's label: the answer is one row old", one =>
                one.Share(row => row == 0 ? first : one.Answers[row - 1]));
        }
        int[] ofBatch = judged.ClassesOf(reading.Run.Outputs);
        if (ofBatch.Distinct().Count() > 1)
            yield return Of(Faults.StaleForwardPass,
                $"it is the accuracy of the answers to the {batch} rows of the last training batch, over and over", one =>
                one.Share(row => ofBatch[row % batch]));
    }

    private static IEnumerable<Mistake> OfDivisors(ReportedFigure figure, IEnumerable<(int Divisor, string Name)> divisors) =>
        divisors.Where(one => one.Divisor != figure.Rows && figure.RightRows > 0).Select(one => Divided(figure, one.Divisor, one.Name));

    private static Mistake Divided(ReportedFigure figure, int divisor, string name) =>
        Of(Faults.WrongDivisor, $"{figure.RightRows:0} correct rows are divided by {name}{divisor} instead of by {figure.Rows}",
            one => one.RightRows / divisor);

    // Counts that a program has at hand: those of the trace, and the rows filled up to whole batches.
    private static IEnumerable<(int Divisor, string Name)> Counts(Trace trace, int rows)
    {
        foreach (var usual in UsualCounts(trace, rows)) yield return usual;
        if (trace.TrainX is { } training) yield return (training.Rows, "the number of training rows ");
        yield return (rows - 1, "the rows minus one, ");
        yield return (rows + 1, "the rows plus one, ");
        foreach (int batch in Batches(trace, rows))
            yield return ((rows + batch - 1) / batch * batch, $"the rows rounded up to batches of {batch}, ");
    }

    private static (int Divisor, string Name)[] UsualCounts(Trace trace, int rows) =>
        [(trace.Rows, "the size of the training batch "), (rows * trace.Outs, "the number of outputs ")];

    // The whole number by which the right rows are divided, if it is not that of all rows; else 0.
    private static int ShownDivisor(ReportedFigure figure)
    {
        double shown = figure.RightRows / figure.Reported;
        return shown is > 0 and < 1e7 && (int)Math.Round(shown) is var divisor && divisor != figure.Rows ? divisor : 0;
    }

    // Only where one divisor gives the figure exactly, or a single one as it was rounded.
    private static bool IsOnly(ReportedFigure figure, int divisor) => figure.Rows >= 20 && figure.Reported < 1
        && (Math.Abs(figure.Reported - (figure.RightRows / divisor)) < 1e-12 || !figure.Is(figure.RightRows / (divisor + 1)));

    // That of the training, then round ones: powers of two, and numbers of one digit and noughts, or 25 and noughts.
    private static IEnumerable<int> Batches(Trace trace, int rows)
    {
        if (trace.Rows > 1) yield return trace.Rows;
        for (int batch = SmallestBatch; batch <= Math.Max(rows, LargestBatch); batch++)
            if (batch != trace.Rows && IsRound(batch)) yield return batch;
    }

    private static bool IsRound(int number) =>
        int.IsPow2(number) || (number >= 10 && Words.Rounded(number, 1) == number) || (number % 25 == 0 && IsPowerOfTen(number / 25));

    private static bool IsPowerOfTen(int number) => number > 0 && Math.Pow(10, Math.Round(Math.Log10(number))) == number;

    private static double MeanOverBatches(ReportedFigure one, int batch) =>
        Enumerable.Range(0, one.Rows).Chunk(batch).Average(rows => one.Hits(rows[0], rows[^1] + 1) / rows.Length);

    private static double EveryWithEvery(ReportedFigure one) => one.Answers.CountBy(answer => answer)
        .Sum(answer => (double)answer.Value / one.Rows * one.Share(_ => answer.Key));

    private static double OutputByOutput(ReportedFigure one)
    {
        var outputs = one.Judged.Outputs;
        int right = 0;
        for (int i = 0; i < outputs.Rows; i++)
            for (int j = 0; j < outputs.Columns; j++)
                if (outputs[i, j] > 0.5 == (one.Labels[i] == j)) right++;
        return (double)right / outputs.Values.Length;
    }
}
