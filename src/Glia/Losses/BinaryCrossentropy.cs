using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Losses;

/// <summary>
/// Cross-entropy of yes/no answers, averaged over a row's outputs. Probabilities are clipped to [1e-7, 1 - 1e-7], as Keras does.
/// </summary>
/// <param name="fromLogits">Whether the outputs come before sigmoid.</param>
/// <param name="labelSmoothing">How far targets are drawn towards one half, 0 to 1.</param>
public sealed class BinaryCrossentropy(bool fromLogits = false, float labelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    /// <inheritdoc/>
    public override LossInput Takes => fromLogits ? LossInput.Logits : LossInput.Probabilities;

    /// <inheritdoc/>
    public override string? ProbabilitiesBy => "sigmoid";

    /// <summary>How far targets are drawn towards one half.</summary>
    public float LabelSmoothing => labelSmoothing;

    /// <inheritdoc/>
    /// <remarks>The entropy of a smoothed target, which is s / 2 or 1 - s / 2.</remarks>
    public override double PerfectFor(int outputs)
    {
        if (labelSmoothing == 0) return 0;
        double half = labelSmoothing / 2.0;
        return -half * Math.Log(half) - (1 - half) * Math.Log(1 - half);
    }

    /// <inheritdoc/>
    public override Loss? TogetherWith(ActivationFunction? activation) =>
        !fromLogits && activation?.Name == "sigmoid" ? new BinaryCrossentropy(true, labelSmoothing) { Reduction = Reduction } : null;

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) => fromLogits
        ? Kernels.Losses.SigmoidCrossEntropy(outputs, targets, rows, columns, scale, gradient, labelSmoothing: labelSmoothing)
        : Kernels.Losses.BinaryCrossEntropy(outputs, targets, rows, columns, scale, gradient, labelSmoothing);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["from_logits"] = fromLogits;
        config["label_smoothing"] = labelSmoothing;
    }
}
