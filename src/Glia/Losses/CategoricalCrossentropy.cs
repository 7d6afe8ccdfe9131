using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;

namespace Glia.Losses;

/// <summary>
/// Minus the logarithm of the probability of the right class, for targets in rows of K numbers that sum to one. Probabilities are divided
/// by their sum and clipped to [1e-7, 1 - 1e-7], as Keras does; logits go through log-sum-exp.
/// </summary>
/// <param name="fromLogits">Whether the outputs come before softmax.</param>
/// <param name="labelSmoothing">Share of the target that is spread over all classes, 0 to 1.</param>
public sealed class CategoricalCrossentropy(bool fromLogits = false, float labelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <inheritdoc/>
    public override LossInput Takes => fromLogits ? LossInput.Logits : LossInput.Probabilities;

    /// <inheritdoc/>
    public override string? ProbabilitiesBy => "softmax";

    /// <summary>Share of the target that is spread over all classes.</summary>
    public float LabelSmoothing => labelSmoothing;

    /// <inheritdoc/>
    /// <remarks>The entropy of a smoothed row: 1 - s + s / K for its class and s / K for each of the others.</remarks>
    public override double PerfectFor(int outputs)
    {
        if (labelSmoothing == 0) return 0;
        double other = (double)labelSmoothing / outputs, own = 1 - labelSmoothing + other;
        return -own * Math.Log(own) - (outputs - 1) * other * Math.Log(other);
    }

    /// <inheritdoc/>
    public override Loss? TogetherWith(ActivationFunction? activation) =>
        !fromLogits && activation is SoftmaxActivation ? new CategoricalCrossentropy(true, labelSmoothing) { Reduction = Reduction } : null;

    /// <inheritdoc/>
    public override void Check(Targets targets, Shape output)
    {
        CheckOneHot(targets, output, "use sparse_categorical_crossentropy or one-hot targets");
    }

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) => fromLogits
        ? Kernels.Losses.SoftmaxCrossEntropy(outputs, targets, rows, columns, scale, gradient, labelSmoothing: labelSmoothing)
        : Kernels.Losses.CategoricalCrossEntropy(outputs, targets, rows, columns, scale, gradient, labelSmoothing);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["from_logits"] = fromLogits;
        config["label_smoothing"] = labelSmoothing;
    }
}
