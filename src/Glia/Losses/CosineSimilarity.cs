namespace Glia.Losses;

/// <summary>Minus the cosine of the angle between outputs and targets of a row, -1 to 1: only the direction counts.</summary>
public sealed class CosineSimilarity : Loss
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    public override LossInput Takes => LossInput.Directions;

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Kernels.Losses.CosineSimilarity(outputs, targets, rows, columns, scale, gradient);
}
