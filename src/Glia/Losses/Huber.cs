using System.Text.Json.Nodes;

namespace Glia.Losses;

/// <summary>Half the square of a difference up to delta, a line beyond (Huber, 1964); averaged over a row.</summary>
/// <param name="delta">Where the square turns into a line.</param>
public sealed class Huber(float delta = 1) : Loss
{
    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Kernels.Losses.Huber(outputs, targets, rows, columns, scale, gradient, delta);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config) => config["delta"] = delta;
}
