using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>The three products of a layer (forward, weight gradient, input gradient) as shares of the peak, beside OpenBLAS.</summary>
internal static class GemmTable
{
    private static readonly (int Rows, int Units, int Inputs)[] Shapes =
    [
        (128, 200, 784), (512, 200, 784), (1024, 1024, 1024),
        (32, 200, 784), (32, 200, 200), (128, 200, 200), (512, 200, 200), (128, 10, 200), (128, 512, 784),
    ];

    internal static void Print(string only)
    {
        Console.WriteLine($"\nMatrix products of dense numbers, share of the peak. OpenBLAS: {OpenBlas.Description}");
        foreach (int threads in new[] { 1, 2 })
        {
            Workers workers = new(threads);
            if (OpenBlas.IsThere)
                OpenBlas.SetThreads(threads);
            Console.WriteLine($"\n{threads} thread(s), peak {Clock.PeakRate(workers) / 1e9:F1} GFLOP/s");
            Console.WriteLine($"  {"product",-34} {"Glia",36} {"OpenBLAS",38}");
            foreach ((int rows, int units, int inputs) in Shapes)
                PrintLayer(only, workers, rows, units, inputs);
        }
    }

    private static void PrintLayer(string only, Workers workers, int rows, int units, int inputs)
    {
        float[] x = Numbers(rows * inputs), w = Numbers(inputs * units), dy = Numbers(rows * units);
        float[] y = new float[rows * units], dw = new float[inputs * units], dx = new float[rows * inputs];
        Line($"forward   X W   {rows}x{units}x{inputs}",
            () => Gemm.Multiply(workers, new Matrix(x, rows, inputs), new Matrix(w, inputs, units), y),
            () => OpenBlas.Multiply(false, false, rows, units, inputs, x, w, y));
        Line($"weights   X'dY  {inputs}x{units}x{rows}",
            () => Gemm.Multiply(workers, new Matrix(x, rows, inputs).Transpose(), new Matrix(dy, rows, units), dw),
            () => OpenBlas.Multiply(true, false, inputs, units, rows, x, dy, dw));
        Line($"inputs    dY W' {rows}x{inputs}x{units}",
            () => Gemm.Multiply(workers, new Matrix(dy, rows, units), new Matrix(w, inputs, units).Transpose(), dx),
            () => OpenBlas.Multiply(false, true, rows, inputs, units, dy, w, dx));

        void Line(string name, Action glia, Action rival)
        {
            if (!name.Contains(only, StringComparison.Ordinal))
                return;
            Action[] rivals = OpenBlas.IsThere ? [glia, rival] : [glia];
            Console.WriteLine($"  {name,-34} {string.Join("  ", Clock.Measure(workers, 2.0 * rows * units * inputs, rivals))}");
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
