using Glia.Kernels;

namespace Glia.Doctor.Facts;

/// <summary>What a learner found, judged on rows it had not seen.</summary>
/// <param name="Z">Deviations between its explained variance and that of the same learner on shuffled targets.</param>
/// <param name="Skill">Share of the targets' variance that it explains.</param>
/// <param name="Accuracy">Share of right classes; NaN for values.</param>
/// <param name="Chance">Deviation of the explained variance over shuffled targets.</param>
/// <param name="Predictions">What it gave for each row; for classes one number a class.</param>
internal sealed record Learned(double Z, double Skill, double Accuracy, double Chance, float[] Predictions)
{
    internal const int Shuffles = 20;

    /// <summary>Lets a model predict centred targets and shuffles of them.</summary>
    /// <param name="model">The model over the features.</param>
    /// <param name="y">Centred targets, [rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="classes">The targets before centring if they are one column a class; null for values.</param>
    internal static Learned From(Ridge model, float[] y, int rows, int columns, float[]? classes)
    {
        int width = columns * (1 + Shuffles);
        float[] wanted = WithShuffles(y, rows, columns);
        float[] given = model.LeftOut(wanted, width);
        var skill = new double[1 + Shuffles];
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < width; k++)
            {
                double miss = wanted[i * width + k] - given[i * width + k];
                skill[k / columns] += miss * miss;
            }
        double all = Reduce.SumOfSquares(y);
        for (int s = 0; s <= Shuffles; s++) skill[s] = 1 - skill[s] / all;

        var predictions = new float[rows * columns];
        int hits = 0;
        for (int i = 0; i < rows; i++)
        {
            Span<float> prediction = predictions.AsSpan(i * columns, columns);
            given.AsSpan(i * width, columns).CopyTo(prediction);
            if (classes is null) continue;
            // The mean that was taken off comes back: wanted - centred.
            for (int k = 0; k < columns; k++) prediction[k] += classes[i * columns + k] - y[i * columns + k];
            if (Reduce.ArgMax(classes.AsSpan(i * columns, columns)) == Reduce.ArgMax(prediction)) hits++;
        }
        var (z, chance) = Deviations(skill);
        return new Learned(z, skill[0], classes is null ? double.NaN : (double)hits / rows, chance, predictions);
    }

    /// <summary>How far the first figure lies from the others, in their deviations.</summary>
    internal static (double Z, double Deviation) Deviations(double[] figures)
    {
        double mean = figures.Skip(1).Average();
        double deviation = Math.Max(1e-9, Math.Sqrt(figures.Skip(1).Sum(f => (f - mean) * (f - mean)) / (figures.Length - 2)));
        return ((figures[0] - mean) / deviation, deviation);
    }

    // The columns as they are, then the same rows in other orders: [rows, columns * (1 + Shuffles)].
    private static float[] WithShuffles(float[] y, int rows, int columns)
    {
        var random = new SplitMix(2);
        int width = columns * (1 + Shuffles);
        var all = new float[rows * width];
        for (int s = 0; s <= Shuffles; s++)
        {
            int[]? order = s == 0 ? null : random.Permutation(rows);
            for (int i = 0; i < rows; i++) y.AsSpan((order?[i] ?? i) * columns, columns).CopyTo(all.AsSpan(i * width + s * columns));
        }
        return all;
    }
}
