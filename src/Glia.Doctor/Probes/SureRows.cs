namespace Glia.Doctor.Probes;

/// <summary>
/// The quarter of the rows of which a model is surest, judged on each row without having seen it. Where classes overlap the model is sure of
/// rows away from the border and right about them; labels that were changed by chance contradict it there as often as anywhere.
/// </summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Contradicted">How many of them carry another label than the model gives.</param>
/// <param name="Evenness">1 where those labels are spread over all other classes alike, 0 where each class is taken for one particular other.</param>
/// <param name="Example">One contradicted row of the sample; -1 if there is none.</param>
public sealed record SureRows(int Rows, int Contradicted, double Evenness, int Example)
{
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
        int[] surest = [.. Enumerable.Range(0, rows).OrderByDescending(i => margin[i]).Take(Math.Max(1, rows / 4))];
        var confusion = new double[classes, classes];
        int contradicted = 0, example = -1;
        foreach (int i in surest)
        {
            int label = Kernels.Reduce.ArgMax(labels.AsSpan(i * classes, classes));
            if (label == best[i]) continue;
            contradicted++;
            confusion[best[i], label]++;
            if (example < 0) example = i;
        }
        return new SureRows(surest.Length, contradicted, MeanEntropy(confusion), example);
    }

    // Mean normalised entropy of the labels that contradict each class, weighted by how many there are.
    private static double MeanEntropy(double[,] confusion)
    {
        int classes = confusion.GetLength(0);
        double sum = 0, weight = 0;
        for (int c = 0; c < classes; c++)
        {
            double total = 0, entropy = 0;
            for (int k = 0; k < classes; k++) total += confusion[c, k];
            if (total < 4) continue;
            for (int k = 0; k < classes; k++)
                if (confusion[c, k] > 0) entropy -= confusion[c, k] / total * Math.Log(confusion[c, k] / total);
            sum += total * entropy / Math.Log(Math.Max(2, Math.Min(classes - 1, total)));
            weight += total;
        }
        return weight == 0 ? 0 : sum / weight;
    }
}
