namespace Glia.Metrics;

/// <summary>How a network answers several yes/no questions a row, or a step (multilabel), question by question.</summary>
/// <param name="labels">How many questions there are.</param>
public sealed class LabelCounts(int labels)
{
    private readonly int[] _yes = new int[labels], _said = new int[labels], _found = new int[labels];
    private int _rows;

    /// <summary>How many labels there are.</summary>
    public int Count => labels;

    /// <summary>Share of right answers to one label, 0 to 1.</summary>
    /// <param name="label">Which label, from 0.</param>
    public double Accuracy(int label) => Ratio(_rows - _yes[label] - _said[label] + 2 * _found[label], _rows);

    /// <summary>Share of right ones among the rows that were given the label; 0 if none was.</summary>
    /// <param name="label">Which label, from 0.</param>
    public double Precision(int label) => Ratio(_found[label], _said[label]);

    /// <summary>Share of found ones among the rows that have the label; 0 if none has.</summary>
    /// <param name="label">Which label, from 0.</param>
    public double Recall(int label) => Ratio(_found[label], _yes[label]);

    /// <summary>Harmonic mean of precision and recall; 0 if the label neither occurs nor was given.</summary>
    /// <param name="label">Which label, from 0.</param>
    public double F1(int label) => Ratio(2 * _found[label], _yes[label] + _said[label]);

    /// <summary>The mean of the labels' F1, scikit-learn's <c>f1_score(average="macro")</c>.</summary>
    public double MacroF1 => labels == 0 ? 0 : Enumerable.Range(0, labels).Average(F1);

    /// <summary>The share of right answers of always giving each label its more frequent answer.</summary>
    public double Guessing => labels == 0
        ? 0
        : Enumerable.Range(0, labels).Average(GuessingOf);

    /// <summary>The share of right answers of always giving one label its more frequent answer.</summary>
    /// <param name="label">Which label, from 0.</param>
    public double GuessingOf(int label) => Ratio(Math.Max(_yes[label], _rows - _yes[label]), _rows);

    /// <summary>How many rows have a label.</summary>
    /// <param name="label">Which label, from 0.</param>
    public int Yes(int label) => _yes[label];

    /// <summary>How many rows were given a label.</summary>
    /// <param name="label">Which label, from 0.</param>
    public int Said(int label) => _said[label];

    internal void AddRows(int rows) => _rows += rows;

    internal void Add(int label, bool yes, bool said)
    {
        if (yes) _yes[label]++;
        if (said) _said[label]++;
        if (yes && said) _found[label]++;
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
