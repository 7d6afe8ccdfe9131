using Glia.Doctor.Reference;

namespace Glia.Programs.Perceptrons;

/// <summary>
/// The best weights that the perceptron rule finds for some rows (Rosenblatt 1958; the best of all on the way are kept, as Gallant's
/// pocket algorithm does, 1990). Where a hyperplane separates the rows it ends, after (R / margin) squared steps at most (Novikoff 1962).
/// </summary>
/// <param name="Right">How many rows the best weights answer right.</param>
/// <param name="Rounds">How often all rows were gone through.</param>
/// <param name="IsWhole">Whether all rows were right in the end.</param>
/// <param name="Last">How many the last weights of all answer right.</param>
/// <param name="Weights">The best weights.</param>
/// <param name="Offset">Their bias.</param>
internal sealed record Separation(int Right, int Rounds, bool IsWhole, int Last, double[] Weights, double Offset)
{
    /// <summary>Looks for weights.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="y">1 and 0, one column.</param>
    /// <param name="hasBias">Whether it may have a bias.</param>
    /// <param name="rounds">How often all rows are gone through at most.</param>
    public static Separation Of(Matrix x, Matrix y, bool hasBias, int rounds) =>
        From(new double[x.Columns], 0, x, y, hasBias, length: 1, rounds);

    /// <summary>The same from other weights, with steps so long.</summary>
    /// <param name="start">The weights.</param>
    /// <param name="offset">The bias, less the threshold.</param>
    /// <param name="x">The rows.</param>
    /// <param name="y">1 and 0, one column.</param>
    /// <param name="hasBias">Whether the bias changes.</param>
    /// <param name="length">By how much of a row a step moves the weights.</param>
    /// <param name="rounds">How often all rows are gone through at most.</param>
    public static Separation From(double[] start, double offset, Matrix x, Matrix y, bool hasBias, double length, int rounds)
    {
        double[] weights = [.. start];
        int right = CountRight(weights, offset, x, y);
        var best = new Separation(right, 0, false, right, start, offset);
        for (int round = 0; round < rounds; round++)
        {
            if (best.Right == x.Rows) return best with { Rounds = round, IsWhole = true, Last = best.Right };
            for (int row = 0; row < x.Rows; row++)
            {
                double move = y[row, 0] > 0 ? length : -length;
                if (Sum(weights, x, row, offset) * move > 0) continue;
                for (int i = 0; i < weights.Length; i++) weights[i] += move * x[row, i];
                if (hasBias) offset += move;
            }
            right = CountRight(weights, offset, x, y);
            if (right > best.Right) best = best with { Right = right, Weights = [.. weights], Offset = offset };
        }
        return best with { Rounds = rounds, IsWhole = best.Right == x.Rows, Last = right };
    }

    /// <summary>How many rows some weights answer right; a sum that is neither high nor low is no answer.</summary>
    public static int CountRight(double[] weights, double offset, Matrix x, Matrix y) =>
        Enumerable.Range(0, x.Rows).Count(row => Sum(weights, x, row, offset) * (y[row, 0] > 0 ? 1 : -1) > 0);

    private static double Sum(double[] weights, Matrix x, int row, double offset)
    {
        double sum = offset;
        for (int i = 0; i < weights.Length; i++) sum += weights[i] * x[row, i];
        return sum;
    }
}
