namespace Glia.Losses;

/// <summary>The mean of <c>100 * |output - target| / max(|target|, 1e-7)</c> of a row: targets near zero make it huge.</summary>
public sealed class MeanAbsolutePercentageError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_percentage_error";

    /// <inheritdoc/>
    public override LossInput Takes => LossInput.Ratios;

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Kernels.Losses.MeanAbsolutePercentageError(outputs, targets, rows, columns, scale, gradient);
}
