using Glia.Kernels;

namespace Glia.Initializers;

/// <summary>
/// How PyTorch's <c>nn.Linear</c> starts: weights and biases alike uniform within <c>1 / sqrt(in)</c>, <c>in</c> the inputs of the layer
/// (<c>kaiming_uniform_(a=sqrt(5))</c> comes to that). A third of the variance of <c>lecun_uniform</c>.
/// </summary>
public sealed class TorchLinear : Initializer
{
    /// <inheritdoc/>
    public override string Name => "torch_linear";

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
    {
        float limit = (float)(1 / Math.Sqrt(draw.FanIn));
        RandomFill.Uniform(values, -limit, limit, draw.Seed, (ulong)draw.Parameter);
    }
}
