namespace Glia.Metrics;

/// <summary>How a network does on a data set.</summary>
public sealed class Evaluation
{
    private readonly ConfusionMatrix _confusion;

    internal Evaluation(int rows, double loss, int hits, int[,] confusion, double meanAbsoluteError)
        : this(rows, rows, loss, hits, Counted(confusion), meanAbsoluteError) { }

    internal Evaluation(int rows, int answers, double loss, int hits, ConfusionMatrix confusion, double meanAbsoluteError)
    {
        (Rows, Answers, Loss, Hits, _confusion, MeanAbsoluteError) = (rows, answers, loss, hits, confusion, meanAbsoluteError);
    }

    /// <summary>Samples evaluated.</summary>
    public int Rows { get; }

    /// <summary>Answers evaluated: one a sample, or one a position of an output with more than one dimension.</summary>
    public int Answers { get; }

    /// <summary>The loss, without penalties on the weights.</summary>
    public double Loss { get; }

    /// <summary>The loss as the training sees it: where targets are scaled, that of the scaled ones; else <see cref="Loss"/>.</summary>
    public double ScaledLoss { get; internal init; } = double.NaN;

    /// <summary>
    /// The share of the targets' variance that is explained, scikit-learn's <c>r2_score</c>: 1 is perfect, 0 as good as their mean; NaN
    /// where they do not vary or are no numbers.
    /// </summary>
    public double R2 { get; internal init; } = double.NaN;

    /// <summary>Whether the targets are numbers and all rows have the same.</summary>
    public bool TargetsAreConstant { get; internal init; }

    /// <summary>The answers label by label; null where rows have no labels of their own.</summary>
    public LabelCounts? Labels { get; internal init; }

    /// <summary>Rows whose outputs are NaN or infinite. They have no answer: none that is right, and none of any class.</summary>
    public int UnansweredRows { get; internal init; }

    /// <summary>How many views of each row the network was asked about, the mean of whose answers counts; 1 for the row as it is.</summary>
    public int Views { get; internal init; } = 1;

    /// <summary>Right answers.</summary>
    public int Hits { get; }

    /// <summary>Share of right answers, 0 to 1.</summary>
    public double Accuracy => (double)Hits / Answers;

    /// <summary>Mean absolute difference between outputs and targets; NaN where the loss takes logits.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>What was measured besides, by name, in the order asked for. A value is NaN where the rows do not say.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    /// <summary>How many classes there are.</summary>
    public int Classes => _confusion.Classes;

    /// <summary>How many answers of one class were given another.</summary>
    /// <param name="trueClass">The class that they are, from 0.</param>
    /// <param name="predictedClass">The class that they were taken for, from 0.</param>
    public int Confusion(int trueClass, int predictedClass) => _confusion[trueClass, predictedClass];

    /// <summary>
    /// The pairs of classes that occur, by true class and then by predicted class; the other counts of <see cref="Confusion"/> are zero.
    /// </summary>
    public IEnumerable<(int TrueClass, int PredictedClass, int Count)> ConfusionPairs => _confusion.Pairs;

    /// <summary>How often each class was predicted.</summary>
    public int[] PredictedHistogram() => _confusion.Predicted.ToArray();

    /// <summary>How often each class is true.</summary>
    public int[] TrueHistogram() => _confusion.Actual.ToArray();

    /// <summary>Share of right ones among the answers that were given this class; 0 if none was.</summary>
    /// <param name="label">Which class, from 0.</param>
    public double Precision(int label) => Ratio(_confusion[label, label], _confusion.Predicted[label]);

    /// <summary>Share of found ones among the answers that are of this class; 0 if there is none.</summary>
    /// <param name="label">Which class, from 0.</param>
    public double Recall(int label) => Ratio(_confusion[label, label], _confusion.Actual[label]);

    /// <summary>Harmonic mean of precision and recall; 0 if the class neither occurs nor was predicted.</summary>
    /// <param name="label">Which class, from 0.</param>
    public double F1(int label) => Ratio(2 * _confusion[label, label], _confusion.Actual[label] + _confusion.Predicted[label]);

    /// <summary>
    /// The pairs of classes most often taken for one another, in either direction, most first; pairs never confused are left out.
    /// </summary>
    /// <param name="most">How many pairs at the most.</param>
    public IReadOnlyList<(int First, int Second, int Count)> MostConfused(int most)
    {
        var pairs = new Dictionary<(int First, int Second), int>();
        foreach ((int actual, int predicted, int count) in _confusion.Pairs)
        {
            if (actual == predicted) continue;
            (int, int) pair = (Math.Min(actual, predicted), Math.Max(actual, predicted));
            pairs[pair] = pairs.GetValueOrDefault(pair) + count;
        }
        return [.. pairs.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(most).Select(p => (p.Key.First, p.Key.Second, p.Value))];
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static ConfusionMatrix Counted(int[,] counts)
    {
        var confusion = new ConfusionMatrix(counts.GetLength(0));
        for (int actual = 0; actual < confusion.Classes; actual++)
            for (int predicted = 0; predicted < confusion.Classes; predicted++)
                if (counts[actual, predicted] > 0) confusion.Add(actual, predicted, counts[actual, predicted]);
        return confusion;
    }
}
