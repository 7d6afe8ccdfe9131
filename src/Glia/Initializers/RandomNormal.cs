using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Initializers;

/// <summary>
/// Normally distributed start, optionally cut off at two standard deviations (Keras' <c>TruncatedNormal</c>,
/// which redraws what lies beyond).
/// </summary>
/// <param name="mean">What the numbers lie around.</param>
/// <param name="stddev">Standard deviation (before the cut).</param>
/// <param name="truncated">Whether numbers beyond two standard deviations are redrawn.</param>
public sealed class RandomNormal(float mean = 0, float stddev = 0.05f, bool truncated = false) : Initializer
{
    /// <inheritdoc/>
    public override string Name => truncated ? "truncated_normal" : "random_normal";

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["mean"] = mean, ["stddev"] = stddev };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
    {
        if (truncated) RandomFill.TruncatedNormal(values, mean, stddev, draw.Seed, (ulong)draw.Parameter);
        else RandomFill.Normal(values, mean, stddev, draw.Seed, (ulong)draw.Parameter);
    }
}
