using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Initializers;

/// <summary>Uniformly distributed start in <c>[minval, maxval)</c>.</summary>
/// <param name="minval">The least number.</param>
/// <param name="maxval">The largest.</param>
public sealed class RandomUniform(float minval = -0.05f, float maxval = 0.05f) : Initializer
{
    /// <inheritdoc/>
    public override string Name => "random_uniform";

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["minval"] = minval, ["maxval"] = maxval };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw) =>
        RandomFill.Uniform(values, minval, maxval, draw.Seed, (ulong)draw.Parameter);
}
