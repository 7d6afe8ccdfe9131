using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Benchmarks;

/// <summary>
/// Whether a run keeps its speed: images of each epoch on the digits, for every optimizer, by the processor time of one thread, so that
/// what else the machine does counts little.
/// </summary>
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
        Console.WriteLine("\nImages a processor second of each epoch, 784-200-200-10 on MNIST, batch 128, one thread; the last column is " +
            "the last epoch over the second.");
        Console.WriteLine($"  {"",-18}{string.Concat(Enumerable.Range(2, Epochs - 1).Select(epoch => $"{epoch,9}"))}");
        Dataset data = Digits.Load();
        Workers workers = new(1);
        foreach ((string name, Func<Optimizer> make) in OptimizerCatalogue.Names.Select(name => (name, (Func<Optimizer>)(() => name)))
            .Concat(Forms))
        {
            Network network = new(Digits.Pixels, [new Dense(200, "relu"), new Dense(200, "relu"), new Dense(10, "softmax")], seed: 1);
            Trainer trainer = new(network, "categorical_crossentropy", make(), workers: workers) { Unobserved = true };
            var clock = new ProcessorClock();
            trainer.Fit(data, new FitOptions { BatchSize = 128, Epochs = Epochs, Observers = [clock] });
            double[] speeds = [.. clock.Ends.Zip(clock.Ends.Skip(1), (before, after) => data.Rows / (after - before).TotalSeconds)];
            Console.WriteLine($"  {name,-18}{string.Concat(speeds.Select(speed => $"{speed,9:N0}"))}{speeds[^1] / speeds[0],8:F2}");
        }
    }

    // The processor time of the process at the end of each epoch.
    private sealed class ProcessorClock : ITrainingObserver
    {
        public List<TimeSpan> Ends { get; } = [];

        public bool LooksAtGradients => false;

        public Answer OnStep(Trainer trainer, in StepReport report) => Answer.Continue;

        public Answer OnEpoch(Trainer trainer, EpochReport report)
        {
            Ends.Add(Environment.CpuUsage.TotalTime);
            return Answer.Continue;
        }
    }
}
