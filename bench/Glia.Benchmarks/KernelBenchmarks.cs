using BenchmarkDotNet.Attributes;
using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>The products of the first layer, for BenchmarkDotNet.</summary>
public class KernelBenchmarks
{
    private const int Inputs = 784, Units = 200;
    private float[] _x = [], _w = [], _y = [], _dw = [];

    [Params(1, 32, 128, 512)]
    public int Batch { get; set; }

    /// <summary>Share of zeros in the input; MNIST has 0.81.</summary>
    [Params(0, 0.81)]
    public double Zeros { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        System.Random random = new(1);
        _x = [.. Enumerable.Range(0, Batch * Inputs).Select(_ => random.NextDouble() < Zeros ? 0 : random.NextSingle())];
        _w = [.. Enumerable.Range(0, Inputs * Units).Select(_ => random.NextSingle() - 0.5f)];
        _y = new float[Batch * Units];
        _dw = new float[Inputs * Units];
    }

    [Benchmark(Baseline = true)]
    public void PeakLoop() => Peak.Run(Workers.Single);

    [Benchmark]
    public void Forward() => Gemm.Multiply(Workers.Single, new Matrix(_x, Batch, Inputs), new Matrix(_w, Inputs, Units), _y);

    [Benchmark]
    public void WeightGradient() =>
        Gemm.Multiply(Workers.Single, new Matrix(_x, Batch, Inputs).Transpose(), new Matrix(_y, Batch, Units), _dw);
}
