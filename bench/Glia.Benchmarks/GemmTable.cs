using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>The matrix products of the training step and two large ones, as shares of the peak.</summary>
internal static class GemmTable
{
    private static readonly (int M, int N, int K)[] Shapes =
    [
        (128, 200, 784), (512, 200, 784), (1024, 1024, 1024),
        (32, 200, 784), (128, 200, 200), (512, 200, 200), (128, 10, 200), (128, 512, 784),
    ];

    internal static void Print(string only)
    {
        foreach (int threads in new[] { 1, 2 })
        {
            Workers workers = new(threads);
            Console.WriteLine($"{threads} thread(s): {Clock.PeakRate(workers) / 1e9:F1} GFLOP/s peak");
            foreach ((int m, int n, int k) in Shapes)
            {
                float[] x = Numbers(m * k), w = Numbers(k * n), y = Numbers(m * n);
                float[] dx = new float[m * k], dw = new float[k * n];
                Line($"forward  X W    {m}x{n}x{k}", () => Gemm.Multiply(workers, new Matrix(x, m, k), new Matrix(w, k, n), y));
                Line($"weights  X'dY   {k}x{n}x{m}", () => Gemm.Multiply(workers, new Matrix(x, m, k).Transpose(), new Matrix(y, m, n), dw));
                Line($"input    dY W'  {m}x{k}x{n}", () => Gemm.Multiply(workers, new Matrix(y, m, n), new Matrix(w, k, n).Transpose(), dx));

                void Line(string name, Action work)
                {
                    if (!name.Contains(only, StringComparison.Ordinal))
                        return;
                    Clock.Timing timing = Clock.Measure(workers, 2.0 * m * n * k, work);
                    Console.WriteLine($"  {name,-34} {timing.Seconds * 1e6,9:F1} us {timing.Share,7:P1} (best {timing.Best:P1})");
                }
            }
        }
    }

    private static float[] Numbers(int count)
    {
        System.Random random = new(1);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
            numbers[i] = random.NextSingle() - 0.5f;
        return numbers;
    }
}
