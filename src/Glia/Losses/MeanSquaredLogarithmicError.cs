namespace Glia.Losses;

/// <summary>
/// The mean of <c>(ln(output + 1) - ln(target + 1))^2</c> of a row, both taken as at least 1e-7: for targets from zero up, by their ratio.
/// </summary>
public sealed class MeanSquaredLogarithmicError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_logarithmic_error";

    /// <inheritdoc/>
    public override LossInput Takes => LossInput.Ratios;

    /// <inheritdoc/>
    public override double LeastTarget => 0;

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Kernels.Losses.MeanSquaredLogarithmicError(outputs, targets, rows, columns, scale, gradient);
}
