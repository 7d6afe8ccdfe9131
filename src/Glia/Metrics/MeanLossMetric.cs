using Glia.Data;
using Glia.Losses;

namespace Glia.Metrics;

/// <summary>A loss as a metric: its mean over all answers, or the root of it. Every loss is one, under its own name, as in Keras.</summary>
/// <param name="name">What a history calls it.</param>
/// <param name="loss">The loss, of probabilities.</param>
/// <param name="root">Whether the root of the mean is shown: <c>RootMeanSquaredError</c>.</param>
/// <param name="negative">Whether its negative is shown: the cosine, of which the loss is minus that.</param>
public sealed class MeanLossMetric(string name, Loss loss, bool root = false, bool negative = false) : Metric
{
    private double _sum;
    private long _rows;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override bool LessIsBetter => !negative;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            double mean = _sum / _rows;
            return root ? Math.Sqrt(mean) : negative ? -mean : mean;
        }
    }

    /// <inheritdoc/>
    public override void Begin(Targets targets, Shape output) => (_sum, _rows) = (0, 0);

    /// <inheritdoc/>
    public override void Add(in Tensor outputs, in Tensor targets)
    {
        _sum += loss.Compute(outputs, targets, default) * outputs.Rows;
        _rows += outputs.Rows;
    }
}
