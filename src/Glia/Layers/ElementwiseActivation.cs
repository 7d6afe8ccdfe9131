using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Layers;

/// <summary>An activation that turns each number into another on its own.</summary>
/// <typeparam name="TOperation">The kernel's operation: the function and its derivative.</typeparam>
internal sealed class ElementwiseActivation<TOperation>(string name, TOperation operation, JsonObject? config = null)
    : ActivationFunction, IOperation
    where TOperation : struct, IActivation
{
    public override string Name => name;

    public override bool NeedsInput => TOperation.NeedsInput;

    public override JsonObject Config() => (JsonObject?)config?.DeepClone() ?? [];

    RecurrentCell IOperation.GiveTo(IOperationTaker taker) => taker.Take(operation);

    public override void Forward(in Tensor z, in Tensor y, Workers workers) => Elementwise.Activate(operation, z.Values, y.Values, workers);

    public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Workers workers) =>
        Elementwise.ActivateBackward(operation, z.Values, y.Values, dy.Values, dz.Values, workers);
}
