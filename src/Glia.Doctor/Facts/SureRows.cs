namespace Glia.Doctor.Facts;

/// <summary>
/// The quarter of the rows of which a model is surest, judged on each row without having seen it. Where classes overlap the model is sure
/// of rows away from the border and right about them; labels that were changed by chance contradict it there as often as anywhere.
/// </summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Contradicted">How many of them carry another label than the model gives.</param>
/// <param name="Evenness">
/// 1 where those labels are as frequent under every given class, as if drawn by chance; towards 0 where each class is taken for particular
/// others.
/// </param>
/// <param name="Example">One contradicted row of the sample; -1 if there is none.</param>
internal sealed record SureRows(int Rows, int Contradicted, double Evenness, int Example)
{
    // Parts from the rows of which the model is least sure to those of which it is surest. Convention.
    private const int Parts = 8;

    /// <summary>The share of labels that contradict the model in eight equal parts of all rows, the least sure first.</summary>
    public IReadOnlyList<double> BySureness { get; private init; } = [];

    internal static SureRows Of(float[] predictions, int rows, int classes, float[] labels)
    {
        var best = new int[rows];
        var margin = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> given = predictions.AsSpan(i * classes, classes);
            float first = float.NegativeInfinity, second = float.NegativeInfinity;
            for (int k = 0; k < classes; k++)
            {
                if (given[k] > first) (first, second, best[i]) = (given[k], first, k);
                else if (given[k] > second) second = given[k];
            }
            margin[i] = first - second;
        }
        int[] order = [.. Enumerable.Range(0, rows).OrderByDescending(i => margin[i])], surest = order[..Math.Max(1, rows / 4)];
        var confusion = new double[classes, classes];
        int contradicted = 0, example = -1;
        foreach (int i in surest)
        {
            int label = LabelOf(i);
            if (label == best[i]) continue;
            contradicted++;
            confusion[best[i], label]++;
            if (example < 0) example = i;
        }
        return new SureRows(surest.Length, contradicted, Alike(confusion), example)
        {
            BySureness =
            [
                .. order.Index().GroupBy(one => (int)((long)one.Index * Parts / rows)).Reverse()
                    .Select(part => part.Average(one => LabelOf(one.Item) == best[one.Item] ? 0.0 : 1)),
            ],
        };

        int LabelOf(int row) => Kernels.Reduce.ArgMax(labels.AsSpan(row * classes, classes));
    }

    // What chi squared says beyond chance against "the wrong label does not depend on the class", per wrong label. Neighbours of an ordered
    // scale are taken for several others, and still for other ones in each class.
    private static double Alike(double[,] confusion)
    {
        int classes = confusion.GetLength(0);
        double all = 0, squares = 0;
        double[] given = new double[classes], carried = new double[classes];
        for (int c = 0; c < classes; c++)
            for (int k = 0; k < classes; k++)
            {
                given[c] += confusion[c, k];
                carried[k] += confusion[c, k];
                all += confusion[c, k];
            }
        if (all == 0) return 0;
        // A class is never its own wrong label, so its rows are shared out among the others.
        double[] share = [.. Enumerable.Range(0, classes).Select(k => all > given[k] ? carried[k] / (all - given[k]) : 0)];
        double total = share.Sum();
        for (int c = 0; c < classes; c++)
            for (int k = 0; k < classes; k++)
            {
                double expected = c == k || total <= share[c] ? 0 : given[c] * share[k] / (total - share[c]);
                if (expected > 0) squares += (confusion[c, k] - expected) * (confusion[c, k] - expected) / expected;
            }
        int rows = given.Count(count => count > 0), columns = carried.Count(count => count > 0);
        double byChance = Math.Max(0, (rows - 1) * (columns - 1) - Math.Min(rows, columns));
        return Math.Clamp(1 - (squares - byChance) / all, 0, 1);
    }
}
