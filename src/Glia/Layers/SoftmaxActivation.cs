using Glia.Kernels;

namespace Glia.Layers;

/// <summary>Softmax over the last dimension: positive numbers that sum to one in every row.</summary>
public sealed class SoftmaxActivation : ActivationFunction
{
    /// <summary>The softmax.</summary>
    public SoftmaxActivation() => (Range, SumsToOne) = ((0, 1), true);

    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override bool NeedsInput => false;

    /// <inheritdoc/>
    public override void Forward(in Tensor z, in Tensor y, Workers workers) => Softmax.Forward(z.Values, y.Values, z.Shape.Last);

    /// <inheritdoc/>
    public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Workers workers) =>
        Softmax.Backward(y.Values, dy.Values, dz.Values, y.Shape.Last);
}
