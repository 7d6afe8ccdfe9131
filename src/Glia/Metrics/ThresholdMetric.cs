using Glia.Data;

namespace Glia.Metrics;

/// <summary>What a <see cref="ThresholdMetric"/> makes of its counts.</summary>
public enum ThresholdMeasure
{
    /// <summary>Share of right answers: <c>BinaryAccuracy</c>.</summary>
    Accuracy,

    /// <summary>Share of right ones among the answers of yes; 0 if there is none.</summary>
    Precision,

    /// <summary>Share of found ones among what is yes; 0 if there is none.</summary>
    Recall,
}

/// <summary>
/// Yes or no for every single output, above a threshold or not, over all rows and columns together: Keras' <c>BinaryAccuracy</c>,
/// <c>Precision</c> and <c>Recall</c>.
/// </summary>
/// <param name="name">What a history calls it.</param>
/// <param name="measure">What is made of the counts.</param>
/// <param name="threshold">Above it the answer is yes.</param>
public sealed class ThresholdMetric(string name, ThresholdMeasure measure, float threshold = 0.5f) : Metric
{
    private long _found, _missed, _false, _all;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override double Value => measure switch
    {
        ThresholdMeasure.Precision => Share(_found, _found + _false),
        ThresholdMeasure.Recall => Share(_found, _found + _missed),
        _ => (double)(_all - _false - _missed) / _all,
    };

    /// <inheritdoc/>
    public override void Begin(Targets targets, Shape output) => (_found, _missed, _false, _all) = (0, 0, 0, 0);

    /// <inheritdoc/>
    public override void Add(in Tensor outputs, in Tensor targets)
    {
        ReadOnlySpan<float> answers = outputs.Values, truth = targets.Values;
        for (int i = 0; i < answers.Length; i++)
        {
            bool yes = answers[i] > threshold, right = truth[i] > 0.5f;
            if (yes && right) _found++;
            else if (yes) _false++;
            else if (right) _missed++;
        }
        _all += answers.Length;
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
