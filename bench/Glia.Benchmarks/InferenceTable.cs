using Glia.Data;
using Glia.Kernels;
using Glia.Layers;

namespace Glia.Benchmarks;

/// <summary>Answers of 784-200-200-10: one picture, and a thousand at once.</summary>
internal static class InferenceTable
{
    private const double FlopsPerSample = 2 * 198_800;

    internal static void Print()
    {
        Console.WriteLine("\nInference with 784-200-200-10");
        Dataset data = Digits.Load();
        Network network = new(Digits.Pixels, [new Dense(200, "relu"), new Dense(200, "relu"), new Dense(10, "softmax")], seed: 1);
        const int Batch = 1000;
        float[] pictures = new float[Batch * Digits.Pixels], answer = new float[10];
        data.Inputs.Gather([.. Enumerable.Range(0, Batch)], pictures);
        int next = 0;
        Console.WriteLine("  one picture        " + Clock.Measure(Workers.Single, FlopsPerSample, () =>
        {
            next = (next + 1) % Batch;
            network.Predict(pictures.AsSpan(next * Digits.Pixels, Digits.Pixels), answer);
        }));
        foreach (int threads in new[] { 1, 2 })
        {
            Workers workers = new(threads);
            Workspace workspace = new(network, Batch, workers);
            pictures.CopyTo(workspace.Input.Values);
            Console.WriteLine($"  1000, {threads} thread(s)  " + Clock.Measure(workers, FlopsPerSample * Batch, () =>
                workspace.Forward(Batch)));
        }
    }
}
