using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Benchmarks;

/// <summary>Time of a sample as networks grow, one thread and two: nothing should grow faster than the operations,
/// and a second thread never hurt.</summary>
internal static class ScalingTable
{
    private static readonly int[][] Hidden = [[32], [128], [200, 200], [512], [512, 512], [1024, 1024], [2048, 2048]];

    internal static void Print()
    {
        const int Batch = 128;
        Console.WriteLine($"\nScaling: a step of {Batch} samples of dense numbers, SGD with momentum");
        Dataset data = Digits.Load(dense: true);
        foreach (int[] hidden in Hidden)
        {
            string name = $"784-{string.Join('-', hidden)}-10";
            foreach (int threads in new[] { 1, 2 })
            {
                Workers workers = new(threads);
                Network network =
                    new(Digits.Pixels, [.. hidden.Select(units => new Dense(units, "relu")), new Dense(10, "softmax")], seed: 1);
                Trainer trainer = new(network, "categorical_crossentropy", new SGD(0.01f, momentum: 0.9f),
                    workers: workers)
                { Unobserved = true };
                int[] rows = [.. Enumerable.Range(0, Batch)];
                double flops = Flops(hidden) * Batch;
                Clock.Timing timing = Clock.Measure(workers, flops, () => trainer.Step(data, rows));
                Console.WriteLine(
                    $"  {name,-20} {threads} thread(s) {network.ParameterCount,10:N0} parameters {timing.Seconds / Batch * 1e6,8:F2} " +
                    $"us/sample {flops / timing.Seconds / 1e9,7:F1} GFLOP/s {timing.Share,7:P1} (best {timing.Best:P1})");
            }
        }
    }

    // Forward and two gradients a layer, without the gradient of the pixels.
    private static double Flops(int[] hidden)
    {
        int[] sizes = [Digits.Pixels, .. hidden, 10];
        double flops = -2.0 * sizes[0] * sizes[1];
        for (int i = 1; i < sizes.Length; i++)
            flops += 6.0 * sizes[i - 1] * sizes[i];
        return flops;
    }
}
