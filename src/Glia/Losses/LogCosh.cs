namespace Glia.Losses;

/// <summary>The mean of <c>ln cosh</c> of the differences of a row: a square near zero, a line far away.</summary>
public sealed class LogCosh : Loss
{
    /// <inheritdoc/>
    public override string Name => "log_cosh";

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Kernels.Losses.LogCosh(outputs, targets, rows, columns, scale, gradient);
}
