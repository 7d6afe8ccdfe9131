using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>Whether all passes go through the same layers, each of them once: others are no chain of layers.</summary>
internal static class TorchPasses
{
    /// <summary>Refuses a network of which that is not so.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="chain">The layers of the first pass.</param>
    /// <param name="backward">Its backward pass.</param>
    /// <exception cref="NotUnderstood">Layers are used twice in it, or others in the next.</exception>
    public static void Check(TorchRecord record, TorchChain chain, int backward)
    {
        int[] kernels = [.. chain.Layers.Select(layer => layer.Kernel).OfType<int>()];
        if (kernels.Distinct().Count() < kernels.Length)
            throw new NotUnderstood("weights that are used twice in one pass, as recurrent networks do");
        int next = record.Next("backward", backward + 1);
        if (next < 0 || TorchOperation.TensorIn(record.Events[next][1]) is not { } root) return;
        int layers;
        try
        {
            TorchLoss loss = TorchLoss.Read(record, root);
            layers = TorchChain.Of(record, loss.Outputs).Layers.Count(layer => layer.Kernel is not null);
        }
        catch (NotUnderstood)
        {
            // The second pass may have been seen in part.
            return;
        }
        if (layers != kernels.Length)
            throw new NotUnderstood(
                $"a network whose layers change from pass to pass: {kernels.Length} in the first, {layers} in the second");
    }
}
