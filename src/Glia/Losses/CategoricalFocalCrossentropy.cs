using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;

namespace Glia.Losses;

/// <summary>
/// Cross-entropy of classes that exclude each other in which what is nearly right counts less (Lin, Goyal, Girshick, He and Dollár, ICCV
/// 2017): minus <c>alpha (1 - p)^gamma ln p</c> of the right class, for targets in rows of K numbers that sum to one. Probabilities are
/// divided by their sum and clipped to [1e-7, 1 - 1e-7], as Keras does; logits go through log-sum-exp. Defaults are Keras'.
/// </summary>
public sealed class CategoricalFocalCrossentropy : Loss
{
    private readonly float[] _alpha;
    private readonly bool _fromLogits;

    /// <summary>A focal loss of classes.</summary>
    /// <param name="alpha">What each class is multiplied by: a weight for each, or one for all; null for 0.25.</param>
    /// <param name="gamma">How much less counts what is nearly right, at least 0; with 0 it is the cross-entropy times alpha.</param>
    /// <param name="fromLogits">Whether the outputs come before softmax.</param>
    /// <param name="labelSmoothing">Share of the target that is spread over all classes, 0 to 1.</param>
    /// <exception cref="ArgumentException">Gamma, the smoothing or a weight is out of its range, or there is no weight.</exception>
    public CategoricalFocalCrossentropy(
        IReadOnlyList<float>? alpha = null, float gamma = 2, bool fromLogits = false, float labelSmoothing = 0)
    {
        _alpha = [.. alpha ?? [Focal.Alpha]];
        Focal.Require(gamma, labelSmoothing, _alpha);
        (Gamma, _fromLogits, LabelSmoothing) = (gamma, fromLogits, labelSmoothing);
    }

    /// <summary>What each class is multiplied by, or one number for all.</summary>
    public IReadOnlyList<float> Alpha => _alpha;

    /// <summary>How much less counts what is nearly right.</summary>
    public float Gamma { get; }

    /// <summary>Share of the target that is spread over all classes.</summary>
    public float LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string Name => "categorical_focal_crossentropy";

    /// <inheritdoc/>
    public override LossInput Takes => _fromLogits ? LossInput.Logits : LossInput.Probabilities;

    /// <inheritdoc/>
    public override string? ProbabilitiesBy => "softmax";

    /// <inheritdoc/>
    /// <remarks>The mean over the classes, as if all were as frequent: the least that a smoothed row can cost, which is not the cost of
    /// the smoothed row itself, since the loss counts the larger probabilities less.</remarks>
    public override double PerfectFor(int outputs)
    {
        if (LabelSmoothing == 0 || outputs < 2) return 0;
        double other = (double)LabelSmoothing / outputs, own = 1 - LabelSmoothing + other;
        // With one weight for all the rest of the row has one probability each; with several that is the least up to a little.
        double weight = _alpha.Average(a => (double)a);
        return weight * Focal.Least(p => own * Focal.Of(p, Gamma) + (outputs - 1) * other * Focal.Of((1 - p) / (outputs - 1), Gamma));
    }

    /// <inheritdoc/>
    public override Loss? TogetherWith(ActivationFunction? activation) => !_fromLogits && activation is SoftmaxActivation
        ? new CategoricalFocalCrossentropy(_alpha, Gamma, true, LabelSmoothing) { Reduction = Reduction }
        : null;

    /// <inheritdoc/>
    public override void Check(Targets targets, Shape output)
    {
        CheckOneHot(targets, output, "use one-hot targets");
        if (_alpha.Length != 1 && _alpha.Length != output.Last)
            throw new GliaException($"The loss {Name} has {_alpha.Length} weights in 'alpha' but the network gives " +
                $"{Numbers(output.Last)}; give one weight a class, or one for all.");
    }

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) => _fromLogits
        ? Kernels.Losses.SoftmaxFocalCrossEntropy(outputs, targets, rows, columns, scale, gradient, _alpha, Gamma, LabelSmoothing)
        : Kernels.Losses.CategoricalFocalCrossEntropy(outputs, targets, rows, columns, scale, gradient, _alpha, Gamma, LabelSmoothing);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["alpha"] = _alpha.Length == 1 ? _alpha[0] : new JsonArray([.. _alpha.Select(weight => (JsonNode)weight)]);
        config["gamma"] = Gamma;
        config["from_logits"] = _fromLogits;
        config["label_smoothing"] = LabelSmoothing;
    }
}
