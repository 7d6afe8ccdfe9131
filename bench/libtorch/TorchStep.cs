using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchBench;

/// <summary>One training step as PyTorch's tutorials write it.</summary>
internal sealed class TorchStep(Module<Tensor, Tensor> network, optim.Optimizer optimizer, TorchData data)
{
    private readonly Module<Tensor, Tensor, Tensor> loss = CrossEntropyLoss();

    internal void Run(int batch)
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = data.Batch(batch);
        optimizer.zero_grad();
        loss.call(network.call(x), y).backward();
        optimizer.step();
    }
}
