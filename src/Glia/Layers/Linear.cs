using Glia.Kernels;

namespace Glia.Layers;

/// <summary>The activation that changes nothing. The network runs no step for it.</summary>
public sealed class Linear : ActivationFunction
{
    /// <summary>The identity.</summary>
    public Linear() => Range = (double.NegativeInfinity, double.PositiveInfinity);

    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override bool NeedsInput => false;

    /// <inheritdoc/>
    public override void Forward(in Tensor z, in Tensor y, Workers workers) => z.Values.CopyTo(y.Values);

    /// <inheritdoc/>
    public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Workers workers) => dy.Values.CopyTo(dz.Values);
}
