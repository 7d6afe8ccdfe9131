using Glia;
using Glia.Benchmarks;
using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchBench;

/// <summary>Whole training steps of 784-200-200-10: gather from bytes, forward, loss, backward, update.</summary>
internal static class DenseSteps
{
    // Forward and backward of one sample, without the gradient of the pixels: 2 * (2 * 156,800 + 3 * 42,000) operations.
    private const double FlopsPerSample = 2 * 439_600;

    internal static void Print(Workers workers)
    {
        Console.WriteLine("\nSteps of 784-200-200-10, SGD with momentum (batch 1: plain): Glia, libtorch, ratio, shares of the peak.");
        foreach ((string name, Dataset data) in new[] { ("MNIST", Digits.Load()), ("no zeros", Digits.Load(dense: true)) })
        {
            foreach (int batch in new[] { 1, 32, 128, 512 })
                PrintLine(workers, name, data, batch);
        }
    }

    private static void PrintLine(Workers workers, string name, Dataset data, int batch)
    {
        float momentum = batch == 1 ? 0 : 0.9f;
        Network network = new(Digits.Pixels, [new Dense(200, "relu"), new Dense(200, "relu"), new Dense(10, "softmax")], seed: 1);
        Trainer trainer = new(network, "categorical_crossentropy", new SGD(0.01f, momentum), workers: workers) { Unobserved = true };
        using var module = Sequential(Linear(784, 200), ReLU(), Linear(200, 200), ReLU(), Linear(200, 10));
        using var optimizer = optim.SGD(module.parameters(), 0.01, momentum);
        TorchStep torch = new(module, optimizer, new TorchData(data, Digits.Pixels));
        System.Random random = new(1);
        int[] rows = new int[batch];
        Line.Print(workers, $"{name} batch {batch}", FlopsPerSample * batch, batch,
            () =>
            {
                for (int i = 0; i < batch; i++)
                    rows[i] = random.Next(data.Rows);
                trainer.Step(data, rows);
            },
            () => torch.Run(batch));
    }
}
