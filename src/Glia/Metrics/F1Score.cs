using Glia.Data;
using Glia.Experiments;
using Glia.Kernels;

namespace Glia.Metrics;

/// <summary>How the scores of several classes become one number, in scikit-learn's and Keras' words.</summary>
public enum Averaging
{
    /// <summary>The mean of the classes, each alike.</summary>
    Macro,

    /// <summary>One score over the counts of all classes together.</summary>
    Micro,

    /// <summary>The mean of the classes, each as often as it is true.</summary>
    Weighted,
}

/// <summary>
/// The harmonic mean of precision and recall of each class, averaged over the classes: Keras' <c>F1Score</c> with an average. Where each
/// row has one class the answer is the largest output; with one output, or several labels a row, it is every output above one half.
/// </summary>
/// <param name="name">What a history calls it.</param>
/// <param name="averaging">How the classes become one number.</param>
/// <param name="threshold">Above it the answer is yes, whatever the targets are; null to choose as said.</param>
public sealed class F1Score(string name, Averaging averaging = Averaging.Macro, float? threshold = null) : Metric
{
    private long[] _found = [], _missed = [], _false = [];
    private float? _threshold;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (averaging == Averaging.Micro) return Score(_found.Sum(), _missed.Sum(), _false.Sum());
            double sum = 0, weights = 0;
            for (int c = 0; c < _found.Length; c++)
            {
                double weight = averaging == Averaging.Weighted ? _found[c] + _missed[c] : 1;
                sum += weight * Score(_found[c], _missed[c], _false[c]);
                weights += weight;
            }
            return weights == 0 ? 0 : sum / weights;
        }
    }

    /// <inheritdoc/>
    public override void Begin(Targets targets, Shape output)
    {
        int columns = output.Last;
        (_found, _missed, _false) = (new long[columns], new long[columns], new long[columns]);
        bool oneClass = columns > 1 && (targets.Width != output.Size || ClassTargets.AreOneHot(targets, columns));
        _threshold = threshold ?? (oneClass ? null : 0.5f);
    }

    /// <inheritdoc/>
    public override void Add(in Tensor outputs, in Tensor targets)
    {
        int columns = _found.Length;
        for (int at = 0; at < outputs.Values.Length; at += columns)
        {
            ReadOnlySpan<float> output = outputs.Values.Slice(at, columns), target = targets.Values.Slice(at, columns);
            int largest = _threshold is null ? Reduce.ArgMax(output) : -1;
            for (int c = 0; c < columns; c++)
            {
                bool yes = _threshold is { } limit ? output[c] > limit : c == largest, right = target[c] > 0.5f;
                if (yes && right) _found[c]++;
                else if (yes) _false[c]++;
                else if (right) _missed[c]++;
            }
        }
    }

    private static double Score(long found, long missed, long wrong) =>
        2 * found + missed + wrong is > 0 and var all ? 2.0 * found / all : 0;
}
