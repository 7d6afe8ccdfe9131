using Glia.Kernels;

namespace Glia.Layers;

/// <summary>The logarithm of softmax over the last dimension: <c>z - ln(sum e^z)</c>.</summary>
public sealed class LogSoftmaxActivation : ActivationFunction
{
    /// <summary>The logarithm of softmax.</summary>
    public LogSoftmaxActivation() => Range = (double.NegativeInfinity, 0);

    /// <inheritdoc/>
    public override string Name => "log_softmax";

    /// <inheritdoc/>
    public override bool NeedsInput => false;

    /// <inheritdoc/>
    public override void Forward(in Tensor z, in Tensor y, Workers workers) => Softmax.Logarithm(z.Values, y.Values, z.Shape.Last);

    /// <inheritdoc/>
    public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Workers workers) =>
        Softmax.LogarithmBackward(y.Values, dy.Values, dz.Values, y.Shape.Last);
}
