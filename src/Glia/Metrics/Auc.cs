using Glia.Data;

namespace Glia.Metrics;

/// <summary>
/// The area under the ROC curve: how likely a yes has a larger output than a no, equals counting one half. Exact, by the ranks of all
/// outputs (Mann and Whitney, 1947), where Keras adds up 200 thresholds. Several columns are taken together, as Keras does,
/// or one by one and averaged.
/// </summary>
/// <param name="name">What a history calls it.</param>
/// <param name="multiLabel">Whether each column has a curve of its own and their mean is shown;
/// columns without a yes or without a no are left out.</param>
public sealed class Auc(string name = "auc", bool multiLabel = false) : Metric
{
    // 8 bytes for each output of each row.
    private const long MostOutputs = 100_000_000;

    private List<float>[] _yes = [], _no = [];

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            double[] areas = [.. _yes.Zip(_no, Area).Where(double.IsFinite)];
            return areas.Length == 0 ? double.NaN : areas.Average();
        }
    }

    /// <inheritdoc/>
    public override void Begin(Targets targets, Shape output)
    {
        long outputs = (long)targets.Rows * output.Size;
        if (outputs > MostOutputs)
            throw new GliaException($"The metric {name} would rank {outputs:N0} outputs, more than {MostOutputs:N0}; " +
                "use top_k_categorical_accuracy for so many classes.");
        int curves = multiLabel ? output.Last : 1;
        _yes = [.. Enumerable.Range(0, curves).Select(_ => new List<float>())];
        _no = [.. Enumerable.Range(0, curves).Select(_ => new List<float>())];
    }

    /// <inheritdoc/>
    public override void Add(in Tensor outputs, in Tensor targets)
    {
        ReadOnlySpan<float> answers = outputs.Values, truth = targets.Values;
        for (int i = 0; i < answers.Length; i++) (truth[i] > 0.5f ? _yes : _no)[i % _yes.Length].Add(answers[i]);
    }

    // For each yes the share of the noes below it; both sorted, so one walk through each is enough.
    private static double Area(List<float> yes, List<float> no)
    {
        if (yes.Count == 0 || no.Count == 0 || yes.Exists(float.IsNaN) || no.Exists(float.IsNaN)) return double.NaN;
        yes.Sort();
        no.Sort();
        double pairs = 0;
        int below = 0, notAbove = 0;
        foreach (float score in yes)
        {
            while (below < no.Count && no[below] < score) below++;
            notAbove = Math.Max(notAbove, below);
            while (notAbove < no.Count && no[notAbove] <= score) notAbove++;
            pairs += below + 0.5 * (notAbove - below);
        }
        return pairs / yes.Count / no.Count;
    }
}
