using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Benchmarks;

/// <summary>Whole training steps of 784-200-200-10: gather from bytes, forward, loss, backward, update.</summary>
internal static class StepTable
{
    // Forward and backward of one sample, without the gradient of the pixels: 2 * (2 * 156,800 + 3 * 42,000) operations.
    private const double FlopsPerSample = 2 * 439_600;

    internal static void Print()
    {
        Console.WriteLine("\nWhole training steps of 784-200-200-10, SGD with momentum (batch 1: plain SGD), share of the peak by the " +
            "operations of dense numbers.");
        Console.WriteLine("MNIST pixels are zero to 81 %, and products with zeros are left out: a share may pass 100 %. 'no zeros': the " +
            "same digits with every pixel at least 1.");
        foreach ((string name, Dataset data) in new[] { ("MNIST", Digits.Load()), ("no zeros", Digits.Load(dense: true)) })
        {
            foreach (int threads in new[] { 1, 2 })
            {
                Workers workers = new(threads);
                foreach (int batch in new[] { 1, 32, 128, 512 })
                    PrintLine(name, data, workers, batch);
            }
        }
    }

    private static void PrintLine(string name, Dataset data, Workers workers, int batch)
    {
        Network network = new(Digits.Pixels, [new Dense(200, "relu"), new Dense(200, "relu"), new Dense(10, "softmax")], seed: 1);
        SGD optimizer = batch == 1 ? new SGD(0.01f) : new SGD(0.01f, momentum: 0.9f);
        Trainer trainer = new(network, "categorical_crossentropy", optimizer, workers: workers) { Unobserved = true };
        System.Random random = new(1);
        int[] rows = new int[batch];
        Clock.Timing timing = Clock.Measure(workers, FlopsPerSample * batch, () =>
        {
            for (int i = 0; i < batch; i++)
                rows[i] = random.Next(data.Rows);
            trainer.Step(data, rows);
        });
        Console.WriteLine($"  {name,-9} {workers.Threads} thread(s) batch {batch,4} {timing} {batch / timing.Seconds,10:N0} samples/s");
    }
}
