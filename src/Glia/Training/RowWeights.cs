using Glia.Data;

namespace Glia.Training;

/// <summary>What the loss of each row is multiplied by: Keras' <c>sample_weight</c> and <c>class_weight</c>.</summary>
internal static class RowWeights
{
    /// <summary>The weights of some rows; empty where there are none.</summary>
    /// <param name="weights">One a row of the data; null for none.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="destination">Room for as many.</param>
    public static ReadOnlySpan<float> Gather(float[]? weights, ReadOnlySpan<int> rows, float[] destination)
    {
        if (weights is null) return default;
        Span<float> some = destination.AsSpan(0, rows.Length);
        Kernels.Gather.Floats(weights, 1, rows, some);
        return some;
    }

    /// <summary>The weight of every row in training: that of its class, times its own where it has one.</summary>
    /// <param name="data">The rows; their classes are the largest number of a row, or the number of a row of one.</param>
    /// <param name="byClass">The weight of a class, by its number; a class that is not there has 1, as in Keras.</param>
    /// <param name="output">What the network gives for a sample.</param>
    /// <exception cref="GliaException">A row has no class or several, or a weight makes no sense.</exception>
    public static float[] ByClass(Dataset data, IReadOnlyDictionary<int, float> byClass, Shape output)
    {
        if (output.Positions > 1)
            throw new GliaException($"class_weight needs one class a row, but the network gives {output.Positions} answers a row; " +
                "use sample weights.");
        int[] classes = Classes(data.Targets);
        int count = Math.Max(2, output.Last);
        foreach ((int label, float weight) in byClass)
        {
            if (label < 0 || label >= count)
                throw new GliaException($"class_weight names class {label}, but the classes are 0 to {count - 1}.");
            if (!(weight >= 0) || float.IsInfinity(weight))
                throw new GliaException($"The class_weight of class {label} is {weight}; it must be a number of at least 0.");
        }
        var weights = new float[data.Rows];
        for (int row = 0; row < weights.Length; row++)
            weights[row] = byClass.GetValueOrDefault(classes[row], 1) * (data.SampleWeights?[row] ?? 1);
        return weights;
    }

    /// <summary>
    /// Weights under which every class counts alike: rows / (classes * rows of the class), scikit-learn's <c>balanced</c>.
    /// </summary>
    public static IReadOnlyDictionary<int, float> Balanced(Targets targets)
    {
        var counts = Classes(targets).CountBy(label => label).ToDictionary();
        return counts.ToDictionary(pair => pair.Key, pair => (float)(targets.Rows / ((double)counts.Count * pair.Value)));
    }

    private static int[] Classes(Targets targets)
    {
        // Keras would take the first of several classes without a word.
        for (int row = 0; row < targets.Rows && targets.Width > 1; row++)
            if (targets[row].Count(Kernels.Reduce.Max(targets[row])) > 1)
                throw new GliaException($"class_weight needs one class a row, but row {row} of the training data has several or none; " +
                    "use sample weights.");
        return targets.ToClasses();
    }
}
