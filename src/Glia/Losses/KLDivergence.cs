namespace Glia.Losses;

/// <summary>
/// The sum of <c>target * ln(target / output)</c> of a row, both clipped to [1e-7, 1] as Keras does:
/// how far one distribution is from another.
/// </summary>
public sealed class KLDivergence : Loss
{
    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    /// <inheritdoc/>
    public override LossInput Takes => LossInput.Probabilities;

    /// <inheritdoc/>
    public override string? ProbabilitiesBy => "softmax";

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Kernels.Losses.KLDivergence(outputs, targets, rows, columns, scale, gradient);
}
