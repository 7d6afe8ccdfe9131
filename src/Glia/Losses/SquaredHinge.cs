namespace Glia.Losses;

/// <summary>
/// The mean of <c>max(1 - target * output, 0)^2</c> of a row, for targets -1 and 1; 0 and 1 are read as those, as Keras does.
/// </summary>
public sealed class SquaredHinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "squared_hinge";

    /// <inheritdoc/>
    public override LossInput Takes => LossInput.Margins;

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Kernels.Losses.SquaredHinge(outputs, targets, rows, columns, scale, gradient);
}
