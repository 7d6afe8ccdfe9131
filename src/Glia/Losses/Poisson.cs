namespace Glia.Losses;

/// <summary>The mean of <c>output - target * ln(output + 1e-7)</c>: minus the log-likelihood of counts, less a constant.</summary>
public sealed class Poisson : Loss
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    /// <inheritdoc/>
    public override LossInput Takes => LossInput.Counts;

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Kernels.Losses.Poisson(outputs, targets, rows, columns, scale, gradient);
}
