using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>What the targets are, and what they mean as one column per output.</summary>
internal sealed class Targets
{
    private Targets(Matrix given, int outs, Matrix? evaluated)
    {
        Given = given;
        bool oneColumn = given.Columns == 1;
        Integers = given.Values.All(value => value == Math.Round(value));
        AllFinite = given.Values.All(double.IsFinite);
        if (oneColumn && outs > 1)
        {
            AreClassNumbers = true;
            InRange = Integers && given.Values.All(value => value >= 0 && value < outs);
            if (InRange)
            {
                Wide = new Matrix(given.Rows, outs);
                for (int i = 0; i < given.Rows; i++) Wide[i, (int)given[i, 0]] = 1;
            }
        }
        else if (given.Columns == outs)
        {
            Wide = given;
            InRange = true;
            // The rows of a small batch may all bear one mark; together with the evaluated ones they show what the other is.
            var together = evaluated?.Columns == outs ? Levels([.. given.Values, .. evaluated.Values], outs) : null;
            (Low, High) = together ?? Levels(given.Values, outs) ?? (0, 1);
            AreOneHot = outs > 1 && Enumerable.Range(0, given.Rows).All(row => IsOneHot(given.Row(row)));
            // A few rows may have one label each by chance.
            if (evaluated?.Columns == outs && Of(evaluated, outs).AreManyLabels) AreOneHot = false;
            AreBinary = Low == 0 && given.Values.All(value => value is 0 or 1);
            AreSigns = outs == 1 && Low == -1;
            AreSoft = outs == 1 && Low > 0;
        }
    }

    /// <summary>As recorded.</summary>
    public Matrix Given { get; }

    /// <summary>A column per output, or null where the targets cannot mean that.</summary>
    public Matrix? Wide { get; }

    /// <summary>One column of class numbers for several outputs.</summary>
    public bool AreClassNumbers { get; }

    /// <summary>What stands for "not this class" and for "this class": 0 and 1, or what people write instead.</summary>
    public double Low { get; }

    /// <inheritdoc cref="Low"/>
    public double High { get; } = 1;

    /// <summary>One output that is to be -1 or 1.</summary>
    public bool AreSigns { get; }

    /// <summary>One output whose targets are two probabilities such as .1 and .9.</summary>
    public bool AreSoft { get; }

    /// <summary>One 1 per row.</summary>
    public bool AreOneHot { get; }

    /// <summary>Nothing but 0 and 1.</summary>
    public bool AreBinary { get; }

    /// <summary>Class numbers that the outputs have.</summary>
    public bool InRange { get; }

    /// <summary>Nothing but whole numbers.</summary>
    public bool Integers { get; }

    /// <summary>No NaN or infinity.</summary>
    public bool AllFinite { get; }

    /// <summary>A 0 or 1 for every output, several of which may be 1.</summary>
    public bool AreManyLabels => AreBinary && !AreClasses;

    /// <summary>Whether each row belongs to exactly one of several classes.</summary>
    public bool Exclusive => AreOneHot || AreClassNumbers;

    /// <summary>Whether the task is to choose a class (of two, if there is one output).</summary>
    public bool AreClasses => Exclusive || (AreBinary && Given.Columns == 1) || AreSigns || AreSoft;

    public static Targets Of(Matrix given, int outs, Matrix? evaluated = null) => new(given, outs, evaluated);

    /// <summary>The class of each row; a single output counts as classes 0 and 1.</summary>
    public int[]? Classes()
    {
        if (Wide is null || !AreClasses) return null;
        return [.. Enumerable.Range(0, Given.Rows)
            .Select(row => Wide.Columns > 1 ? Wide.ArgMax(row) : Wide[row, 0] > (Low + High) / 2 ? 1 : 0)];
    }

    // -1 and 1, two probabilities that add up to 1 (.01 and .99) or, where there are rows enough to be sure, any other two numbers;
    // null where it is neither.
    private static (double Low, double High)? Levels(double[] marks, int outs)
    {
        double low = marks.Min(), high = marks.Max();
        bool two = marks.All(value => value == low || value == high) && low < high;
        bool soft = low > 0 && Math.Abs(low + high - 1) < 1e-9;
        return two && ((low, high) is (-1, 1) || soft || (outs > 1 && marks.Length >= 8 * outs)) ? (low, high) : null;
    }

    private bool IsOneHot(ReadOnlySpan<double> row)
    {
        int ones = 0;
        foreach (double value in row)
        {
            if (value == High) ones++;
            else if (value != Low) return false;
        }
        return ones == 1;
    }
}
