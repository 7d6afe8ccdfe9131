namespace Glia.Metrics;

/// <summary>How a network does on a data set.</summary>
public sealed class Evaluation
{
    private readonly int[,] _confusion;

    internal Evaluation(int rows, double loss, int hits, int[,] confusion, double meanAbsoluteError)
    {
        (Rows, Loss, Hits, _confusion, MeanAbsoluteError) = (rows, loss, hits, confusion, meanAbsoluteError);
    }

    /// <summary>Samples evaluated.</summary>
    public int Rows { get; }

    /// <summary>The loss, without penalties on the weights.</summary>
    public double Loss { get; }

    /// <summary>Right answers.</summary>
    public int Hits { get; }

    /// <summary>Share of right answers, 0 to 1.</summary>
    public double Accuracy => (double)Hits / Rows;

    /// <summary>Mean absolute difference between outputs and targets; NaN where the loss takes logits.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes => _confusion.GetLength(0);

    /// <summary>How many samples of one class were given another.</summary>
    public int Confusion(int trueClass, int predictedClass) => _confusion[trueClass, predictedClass];

    /// <summary>How often each class was predicted.</summary>
    public int[] PredictedHistogram() => [.. Enumerable.Range(0, Classes).Select(p => Enumerable.Range(0, Classes).Sum(t => _confusion[t, p]))];

    /// <summary>How often each class is true.</summary>
    public int[] TrueHistogram() => [.. Enumerable.Range(0, Classes).Select(t => Enumerable.Range(0, Classes).Sum(p => _confusion[t, p]))];

    /// <summary>Share of right ones among the samples that were given this class; 0 if none was.</summary>
    public double Precision(int label) => Ratio(_confusion[label, label], PredictedHistogram()[label]);

    /// <summary>Share of found ones among the samples that are of this class; 0 if there is none.</summary>
    public double Recall(int label) => Ratio(_confusion[label, label], TrueHistogram()[label]);

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1(int label) => Precision(label) + Recall(label) is var sum && sum > 0 ? 2 * Precision(label) * Recall(label) / sum : 0;

    /// <summary>The pairs of classes most often taken for one another, in either direction, most first; pairs never confused are left out.</summary>
    public IReadOnlyList<(int First, int Second, int Count)> MostConfused(int most)
    {
        var pairs = new List<(int First, int Second, int Count)>();
        for (int a = 0; a < Classes; a++)
            for (int b = a + 1; b < Classes; b++)
                if (_confusion[a, b] + _confusion[b, a] is var count && count > 0) pairs.Add((a, b, count));
        return [.. pairs.OrderByDescending(p => p.Count).Take(most)];
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
