namespace Glia.Losses;

/// <summary>The mean of the absolute differences of a row.</summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Kernels.Losses.MeanAbsoluteError(outputs, targets, rows, columns, scale, gradient);
}
