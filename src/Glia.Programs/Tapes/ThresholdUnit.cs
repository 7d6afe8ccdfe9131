using Glia.Doctor.Reference;

namespace Glia.Programs.Tapes;

/// <summary>A unit with a threshold, a perceptron, and what its training made of it.</summary>
internal sealed record ThresholdUnit
{
    /// <summary>The different rows that it was trained on.</summary>
    public required Matrix X { get; init; }

    /// <summary>What was wanted of each: 1 above the threshold, 0 below; one column.</summary>
    public required Matrix Y { get; init; }

    /// <summary>The weights in the end.</summary>
    public required double[] Weights { get; init; }

    /// <summary>What is added to the sum of the products in the end: the bias, or the threshold with the other sign.</summary>
    public required double Offset { get; init; }

    /// <summary>How much that changes where the weights move by a row: 0 where it stays as it is.</summary>
    public required double Pull { get; init; }

    /// <summary>The weights at first.</summary>
    public required double[] Start { get; init; }

    /// <summary>By how much of a row the weights move in each step: the learning rate, times two where the targets are -1 and 1.</summary>
    public required double Length { get; init; }

    /// <summary>Up to where a sum is surely low.</summary>
    public required double Low { get; init; }

    /// <summary>From where on it is surely high: what lies between may be either.</summary>
    public required double High { get; init; }

    /// <summary>The threshold, as far as it is known: zero where that may be, as it is mostly.</summary>
    public double Threshold => Low <= 0 && High >= 0 ? 0 : (Low + High) / 2;

    /// <summary>1 where what should be higher is raised, -1 where it is lowered.</summary>
    public required int Direction { get; init; }

    /// <summary>How many units are trained beside it on the same rows, itself included.</summary>
    public required int Units { get; init; }

    /// <summary>How many rows went through it; null where its beginning was not kept.</summary>
    public required long? Passes { get; init; }

    /// <summary>How many rows it answers right in the end, with the threshold that suits it best of those that it may have.</summary>
    public int Right
    {
        get
        {
            double[] sums = [.. Enumerable.Range(0, X.Rows).Select(Sum)];
            double slack = Rounded * (1 + sums.Select(Math.Abs).DefaultIfEmpty().Max());
            return sums.Where(sum => sum > Low - slack && sum < High + slack).Append(High).Append(double.PositiveInfinity)
                .Max(first => Enumerable.Range(0, X.Rows).Count(row => Y[row, 0] > 0 ==
                    (sums[row] >= High + slack || (sums[row] > Low - slack && sums[row] >= first))));
        }
    }

    /// <summary>How many rows should have the more frequent answer.</summary>
    public int MostFrequent => Math.Max(Y.Values.Count(value => value > 0), Y.Values.Count(value => value <= 0));

    /// <summary>Whether an input is the same in every row and not zero: a bias by another name.</summary>
    public bool HasConstant => X.Rows > 1 && Enumerable.Range(0, X.Columns).Any(column =>
        X[0, column] != 0 && Enumerable.Range(1, X.Rows - 1).All(row => X[row, column] == X[0, column]));

    /// <summary>The line that multiplies.</summary>
    public required Statement? Product { get; init; }

    /// <summary>The line that changes the weights.</summary>
    public required Statement? Change { get; init; }

    // What sums round off, as the recorder has it.
    private const double Rounded = 1e-9;

    private double Sum(int row)
    {
        double sum = Offset;
        for (int i = 0; i < Weights.Length; i++) sum += Weights[i] * X[row, i];
        return sum;
    }
}
