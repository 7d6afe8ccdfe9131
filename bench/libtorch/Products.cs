using Glia.Kernels;
using static TorchSharp.torch;

namespace TorchBench;

/// <summary>The three products of a dense layer, dense numbers, against the product that libtorch calls (MKL on x86).</summary>
internal static class Products
{
    private static readonly (int Rows, int Units, int Inputs)[] Shapes =
        [(128, 200, 784), (512, 200, 784), (1024, 1024, 1024), (32, 200, 784), (128, 512, 784)];

    internal static void Print(Workers workers)
    {
        Console.WriteLine($"\nProducts: Glia, libtorch, ratio, shares of the peak. {workers.Threads} thread(s)");
        foreach ((int rows, int units, int inputs) in Shapes)
            PrintLayer(workers, rows, units, inputs);
    }

    private static void PrintLayer(Workers workers, int rows, int units, int inputs)
    {
        float[] x = Numbers(rows * inputs), w = Numbers(inputs * units), dy = Numbers(rows * units);
        float[] y = new float[rows * units], dw = new float[inputs * units], dx = new float[rows * inputs];
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor tx = tensor(x, rows, inputs), tw = tensor(w, inputs, units), tdy = tensor(dy, rows, units);
        Tensor ty = zeros(rows, units), tdw = zeros(inputs, units), tdx = zeros(rows, inputs);
        Tensor xTransposed = tx.t(), wTransposed = tw.t();
        double flops = 2.0 * rows * units * inputs;
        Line.Print(workers, $"X W   {rows}x{units}x{inputs}", flops, 0,
            () => Gemm.Multiply(workers, new Matrix(x, rows, inputs), new Matrix(w, inputs, units), y),
            () => ty.addmm_(tx, tw, 0, 1));
        Line.Print(workers, $"X'dY  {inputs}x{units}x{rows}", flops, 0,
            () => Gemm.Multiply(workers, new Matrix(x, rows, inputs).Transpose(), new Matrix(dy, rows, units), dw),
            () => tdw.addmm_(xTransposed, tdy, 0, 1));
        Line.Print(workers, $"dY W' {rows}x{inputs}x{units}", flops, 0,
            () => Gemm.Multiply(workers, new Matrix(dy, rows, units), new Matrix(w, inputs, units).Transpose(), dx),
            () => tdx.addmm_(tdy, wTransposed, 0, 1));
    }

    private static float[] Numbers(int count)
    {
        float[] numbers = new float[count];
        RandomFill.Uniform(numbers, -0.5f, 0.5f, 1, 1);
        return numbers;
    }
}
