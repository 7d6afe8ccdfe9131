using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Benchmarks;

/// <summary>Whether a run keeps its speed: images a second of each epoch on the digits, for every optimizer.</summary>
internal static class EpochSpeed
{
    private const int Epochs = 8;

    // Beside every optimizer of the catalogue: the forms that keep more than its plain one.
    private static readonly (string Name, Func<Optimizer> Make)[] Forms =
    [
        ("SGD momentum", () => new SGD(0.01f, 0.9f)),
        ("SGD Nesterov", () => new SGD(0.01f, 0.9f, nesterov: true)),
        ("Adam amsgrad", () => new Adam(amsgrad: true)),
        ("RMSprop centered", () => new RMSprop(momentum: 0.9f, centered: true)),
    ];

    internal static void Print()
    {
        Console.WriteLine("\nImages/s of each epoch, 784-200-200-10 on MNIST, batch 128, one thread; the last column is the last epoch over the second.");
        Console.WriteLine($"  {"",-18}{string.Concat(Enumerable.Range(2, Epochs - 1).Select(epoch => $"{epoch,9}"))}");
        Dataset data = Digits.Load();
        Workers workers = new(1);
        foreach ((string name, Func<Optimizer> make) in OptimizerCatalogue.Names.Select(name => (name, (Func<Optimizer>)(() => name))).Concat(Forms))
        {
            Network network = new(Digits.Pixels, [new Dense(200, "relu"), new Dense(200, "relu"), new Dense(10, "softmax")], seed: 1);
            Trainer trainer = new(network, "categorical_crossentropy", make(), workers: workers) { Unobserved = true };
            double[] speeds = [.. trainer.Fit(data, new FitOptions { BatchSize = 128, Epochs = Epochs }).Epochs.Skip(1).Select(epoch => epoch.Samples / epoch.Seconds)];
            Console.WriteLine($"  {name,-18}{string.Concat(speeds.Select(speed => $"{speed,9:N0}"))}{speeds[^1] / speeds[0],8:F2}");
        }
    }
}
