using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Losses;

/// <summary>
/// Cross-entropy of yes/no answers in which what is nearly right counts less (Lin, Goyal, Girshick, He and Dollár, ICCV 2017): minus
/// <c>(1 - p)^gamma ln p</c> with <c>p</c> the probability of what is right, averaged over a row's outputs. Probabilities are clipped to
/// [1e-7, 1 - 1e-7], as Keras does. Defaults are Keras'.
/// </summary>
public sealed class BinaryFocalCrossentropy : Loss
{
    private readonly bool _fromLogits;

    /// <summary>A focal loss of yes/no answers.</summary>
    /// <param name="applyClassBalancing">Whether a yes counts <paramref name="alpha"/> and a no 1 minus it, instead of 1 each.</param>
    /// <param name="alpha">The weight of a yes, 0 to 1.</param>
    /// <param name="gamma">How much less counts what is nearly right, at least 0; with 0 it is the cross-entropy.</param>
    /// <param name="fromLogits">Whether the outputs come before sigmoid.</param>
    /// <param name="labelSmoothing">How far targets are drawn towards one half, 0 to 1.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public BinaryFocalCrossentropy(
        bool applyClassBalancing = false, float alpha = Focal.Alpha, float gamma = 2, bool fromLogits = false, float labelSmoothing = 0)
    {
        Focal.Require(gamma, labelSmoothing, [alpha]);
        if (alpha > 1) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The weight of a yes is between 0 and 1.");
        (ApplyClassBalancing, Alpha, Gamma, _fromLogits, LabelSmoothing) = (applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing);
    }

    /// <summary>Whether a yes counts <see cref="Alpha"/> and a no 1 minus it.</summary>
    public bool ApplyClassBalancing { get; }

    /// <summary>The weight of a yes.</summary>
    public float Alpha { get; }

    /// <summary>How much less counts what is nearly right.</summary>
    public float Gamma { get; }

    /// <summary>How far targets are drawn towards one half.</summary>
    public float LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string Name => "binary_focal_crossentropy";

    /// <inheritdoc/>
    public override LossInput Takes => _fromLogits ? LossInput.Logits : LossInput.Probabilities;

    /// <inheritdoc/>
    public override string? ProbabilitiesBy => "sigmoid";

    /// <inheritdoc/>
    /// <remarks>The least that a smoothed target can cost, which is not the cost of the smoothed target itself. With weights it is the mean
    /// of a yes and a no.</remarks>
    public override double PerfectFor(int outputs)
    {
        if (LabelSmoothing == 0) return 0;
        double half = LabelSmoothing / 2.0;
        // A yes and a no cost alike but for the weights, which sum to 1 whatever alpha is.
        double least = Focal.Least(p =>
            Math.Pow((1 - half) * (1 - p) + half * p, Gamma) * -((1 - half) * Math.Log(p) + half * Math.Log(1 - p)));
        return ApplyClassBalancing ? least / 2 : least;
    }

    /// <inheritdoc/>
    public override Loss? TogetherWith(ActivationFunction? activation) => !_fromLogits && activation?.Name == "sigmoid"
        ? new BinaryFocalCrossentropy(ApplyClassBalancing, Alpha, Gamma, true, LabelSmoothing) { Reduction = Reduction }
        : null;

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient)
    {
        float balance = ApplyClassBalancing ? Alpha : float.NaN;
        return _fromLogits
            ? Kernels.Losses.SigmoidFocalCrossEntropy(outputs, targets, rows, columns, scale, gradient, Gamma, balance, LabelSmoothing)
            : Kernels.Losses.BinaryFocalCrossEntropy(outputs, targets, rows, columns, scale, gradient, Gamma, balance, LabelSmoothing);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["apply_class_balancing"] = ApplyClassBalancing;
        config["alpha"] = Alpha;
        config["gamma"] = Gamma;
        config["from_logits"] = _fromLogits;
        config["label_smoothing"] = LabelSmoothing;
    }
}
