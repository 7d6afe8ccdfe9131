using Glia.Data;
using Glia.Kernels;

namespace Glia.Metrics;

/// <summary>
/// Whether the right class is the largest output, or among the k largest: Keras' <c>categorical_accuracy</c> and
/// <c>top_k_categorical_accuracy</c>, and the same with <c>sparse_</c> before them for class numbers.
/// </summary>
/// <param name="name">What a history calls it.</param>
/// <param name="k">Among how many of the largest outputs.</param>
public sealed class CategoricalAccuracy(string name, int k = 1) : Metric
{
    private long _hits, _answers;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override double Value => (double)_hits / _answers;

    /// <inheritdoc/>
    public override void Begin(Targets targets, Shape output)
    {
        if (output.Last == 1)
            throw new GliaException($"The metric {name} compares the outputs of several classes, but the network has one output; " +
                "use binary_accuracy.");
        (_hits, _answers) = (0, 0);
    }

    /// <inheritdoc/>
    public override void Add(in Tensor outputs, in Tensor targets)
    {
        int columns = outputs.Shape.Last;
        for (int at = 0; at < outputs.Values.Length; at += columns)
        {
            ReadOnlySpan<float> output = outputs.Values.Slice(at, columns);
            int expected = Reduce.ArgMax(targets.Values.Slice(at, columns));
            // Among equals Keras takes the first as the largest, and all of them as among the k largest.
            if (k == 1 ? Reduce.ArgMax(output) == expected : TopK.Hit(output, expected, k)) _hits++;
            _answers++;
        }
    }
}
