using Glia.Data;

namespace Glia.Experiments;

/// <summary>
/// <c>sample_weight</c> of an experiment: the weights go with their rows into the training part, and into the validation part where that
/// has any, as in Keras. The test part is judged without, as <c>glia evaluate</c> judges.
/// </summary>
internal static class Weighed
{
    /// <summary>The rows that count in what is fitted before the training, such as the scale: those without the weight 0.</summary>
    /// <param name="training">The rows that train; null for all.</param>
    /// <param name="weights">The weight of each row of the source; null for none.</param>
    /// <returns>Null for all rows; every row that trains where none has a weight above 0.</returns>
    public static int[]? Counting(int[]? training, float[]? weights)
    {
        if (weights is null) return training;
        int[] rows = training ?? [.. Enumerable.Range(0, weights.Length)];
        int[] counting = Array.FindAll(rows, row => weights[row] != 0);
        return counting.Length == 0 ? training : counting;
    }

    /// <summary>The weights of some rows.</summary>
    /// <param name="weights">The weight of each row of the source; null for none.</param>
    /// <param name="rows">The rows; null for all.</param>
    public static float[]? Of(float[]? weights, int[]? rows) =>
        weights is null || rows is null ? weights : Array.ConvertAll(rows, row => weights[row]);

    /// <summary>The training part with its weights.</summary>
    /// <exception cref="GliaException">Some of its rows have none, or all are 0.</exception>
    public static Dataset Training(Experiment experiment, Dataset part, float[]? weights)
    {
        if (weights is null) return part;
        string name = experiment.Data.SampleWeight!;
        int without = weights.Count(float.IsNaN);
        if (without > 0)
            throw new GliaException($"{without:N0} of the {part.Rows:N0} rows that train come from a part of {experiment.Data.Source} " +
                $"that has no sample weights '{name}'; add them to that part, or let split and validation_data leave it out of the " +
                "training.");
        if (Array.TrueForAll(weights, weight => weight == 0))
            throw new GliaException($"All sample weights ('{name}') of the {part.Rows:N0} rows that train are 0, so nothing would be " +
                "learned; give the rows that count a weight above 0.");
        return part.WithSampleWeights(weights);
    }

    /// <summary>The validation part with its weights; without where it comes without, or where all are 0 and would say nothing.</summary>
    public static Dataset Validation(Dataset part, float[]? weights) =>
        weights is null || weights.Any(float.IsNaN) ? part : part.WithSampleWeights(weights);

    /// <summary>A line about the weights; none where there are none.</summary>
    public static IEnumerable<string> Notes(Experiment experiment, Dataset training)
    {
        if (training.SampleWeights is not { } weights) yield break;
        int zero = weights.Count(weight => weight == 0);
        string left = zero == 0 ? "" : $"; {zero:N0} {(zero == 1 ? "row of weight 0 trains" : "rows of weight 0 train")} nothing";
        yield return $"weights   {experiment.Data.SampleWeight}: {weights.Min():G4} to {weights.Max():G4}, {weights.Average():G4} " +
            $"on average{left}";
    }
}
