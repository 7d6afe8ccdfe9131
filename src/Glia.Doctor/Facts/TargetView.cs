using Glia.Data;
using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>What targets mean.</summary>
internal enum TargetKind
{
    /// <summary>One number a row: which class.</summary>
    ClassNumbers,

    /// <summary>One column a class, one of them higher than the others.</summary>
    OneHot,

    /// <summary>One number a row with two values.</summary>
    Binary,

    /// <summary>Several yes/no answers a row.</summary>
    MultiLabel,

    /// <summary>Rows of probabilities that sum to one.</summary>
    Distribution,

    /// <summary>Numbers.</summary>
    Values,

    /// <summary>The inputs themselves: an autoencoder.</summary>
    Inputs,
}

/// <summary>The targets of a training part, read: what kind they are, and which class each row has.</summary>
/// <param name="Kind">What they mean.</param>
/// <param name="Labels">The class of each row, from 0 in the order of the values; empty where there are no classes.</param>
/// <param name="Values">The value of each class: its number, or its column.</param>
/// <param name="Width">Numbers of one row.</param>
/// <param name="Minimum">The smallest number.</param>
/// <param name="Maximum">The largest number.</param>
/// <param name="Whole">Whether every number is a whole one.</param>
internal sealed record TargetView(TargetKind Kind, IReadOnlyList<int> Labels, IReadOnlyList<float> Values, int Width,
    double Minimum, double Maximum, bool Whole)
{
    // More different numbers than this in one column are measurements, not classes.
    internal const int MostClasses = 1000;

    /// <summary>Whether every row has one class.</summary>
    public bool HasClasses => Labels.Count > 0;

    /// <summary>Whether each number is a yes or no, so that the targets can be mapped to whatever two numbers an output can give.</summary>
    public bool AreAnswers => Kind is TargetKind.Binary or TargetKind.OneHot or TargetKind.MultiLabel;

    /// <summary>What they are in words: <c>3 classes</c> or <c>values</c>.</summary>
    public string Answers => HasClasses ? $"{Classes} classes" : "values";

    /// <summary>How many classes occur.</summary>
    public int Classes => Values.Count;

    /// <summary>How often each class occurs, in the order of <see cref="Values"/>.</summary>
    public int[] Counts()
    {
        var counts = new int[Classes];
        foreach (int label in Labels) counts[label]++;
        return counts;
    }

    /// <summary>The class of a row of any part in the terms of <see cref="Values"/>: its number, or its highest column.</summary>
    public float ClassOf(ReadOnlySpan<float> target)
    {
        if (Width == 1) return target[0];
        int high = 0;
        for (int column = 1; column < target.Length; column++)
            if (target[column] > target[high]) high = column;
        return high;
    }

    /// <summary>Reads the targets of a data set that a network is for.</summary>
    public static TargetView Of(Dataset data, Loss loss, Network network) =>
        Of(data, loss, AnswerAtEachStep.Width(data.Targets, network.OutputShape));

    /// <summary>Reads the targets of a data set.</summary>
    /// <param name="data">Inputs and targets.</param>
    /// <param name="loss">What they are compared by; it decides what a single whole number means.</param>
    /// <param name="outputs">How many numbers the network gives, or 0.</param>
    public static TargetView Of(Dataset data, Loss loss, int outputs)
    {
        Targets targets = data.Targets;
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        bool whole = true;
        foreach (float value in targets.Values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            whole &= value == MathF.Floor(value);
        }
        var view = new TargetView(TargetKind.Values, [], [], targets.Width, minimum, maximum, whole);
        if (AreInputs(data)) return view with { Kind = TargetKind.Inputs };
        return targets.Width == 1 ? view.OneColumn(targets, loss, outputs) : view.ManyColumns(targets);
    }

    private TargetView OneColumn(Targets targets, Loss loss, int outputs)
    {
        var distinct = new SortedSet<float>();
        foreach (float value in targets.Values)
            if (distinct.Add(value) && distinct.Count > MostClasses) return this;
        bool crossEntropy = loss.ProbabilitiesBy is not null;
        bool classes = Whole && (crossEntropy || (outputs > 1 && Minimum >= 0 && Maximum <= outputs));
        bool two = distinct.Count == 2 && ((Maximum == 1 && Minimum is 0 or -1) || (crossEntropy && Whole));
        if (!classes && !two) return this;
        float[] values = [.. distinct];
        var labels = new int[targets.Rows];
        for (int row = 0; row < labels.Length; row++) labels[row] = Array.BinarySearch(values, targets.Values[row]);
        return this with { Kind = two && outputs <= 1 ? TargetKind.Binary : TargetKind.ClassNumbers, Labels = labels, Values = values };
    }

    private TargetView ManyColumns(Targets targets)
    {
        bool twoValues = true, oneHigh = true, sumsToOne = Minimum >= 0;
        var columns = new int[targets.Rows];
        for (int row = 0; row < targets.Rows; row++)
        {
            ReadOnlySpan<float> numbers = targets[row];
            int high = 0;
            double sum = 0;
            for (int column = 0; column < numbers.Length; column++)
            {
                float value = numbers[column];
                sum += value;
                twoValues &= value == (float)Minimum || value == (float)Maximum;
                if (value == (float)Maximum) high++;
                if (value > numbers[columns[row]]) columns[row] = column;
            }
            oneHigh &= high == 1;
            sumsToOne &= Math.Abs(sum - 1) < 1e-3;
        }
        twoValues &= Maximum == 1 && Minimum is 0 or -1;
        TargetKind kind = twoValues && oneHigh ? TargetKind.OneHot
            : sumsToOne ? TargetKind.Distribution
            : twoValues ? TargetKind.MultiLabel
            : TargetKind.Values;
        if (kind is not (TargetKind.OneHot or TargetKind.Distribution)) return this with { Kind = kind };
        int[] present = [.. columns.Distinct().Order()];
        return this with
        {
            Kind = kind,
            Labels = Array.ConvertAll(columns, column => Array.BinarySearch(present, column)),
            Values = Array.ConvertAll(present, column => (float)column),
        };
    }

    private static bool AreInputs(Dataset data)
    {
        int width = data.Targets.Width;
        if (width < 2 || width != data.Inputs.Shape.Size) return false;
        var sample = new float[width];
        int step = Math.Max(1, data.Rows / 100);
        for (int row = 0; row < data.Rows; row += step)
        {
            data.Inputs.Gather([row], sample);
            if (!data.Targets[row].SequenceEqual(sample)) return false;
        }
        return true;
    }
}
