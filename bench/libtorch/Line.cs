using Glia.Benchmarks;
using Glia.Kernels;

namespace TorchBench;

/// <summary>One row of a table: the same work by Glia and by libtorch, in turn.</summary>
internal static class Line
{
    /// <summary>Measures both and prints what came out.</summary>
    /// <param name="workers">Glia's threads; libtorch has as many.</param>
    /// <param name="name">What the work is.</param>
    /// <param name="flops">Floating-point operations of one repetition.</param>
    /// <param name="samples">Samples of one repetition, or 0 where a number of them says nothing.</param>
    /// <param name="glia">One repetition by Glia.</param>
    /// <param name="torch">One repetition by libtorch.</param>
    internal static void Print(Workers workers, string name, double flops, int samples, Action glia, Action torch)
    {
        Clock.Timing[] both = Clock.Measure(workers, flops, [glia, torch]);
        string rates = samples == 0
            ? $"{flops / both[0].Seconds / 1e9,8:F1} {flops / both[1].Seconds / 1e9,8:F1} GFLOP/s"
            : $"{samples / both[0].Seconds,10:N0} {samples / both[1].Seconds,10:N0} samples/s";
        double ratio = both[1].Seconds / both[0].Seconds;
        Console.WriteLine($"  {workers.Threads} thread(s) {name,-32} {rates}  {ratio,6:F2}   {both[0].Share,8:P1} {both[1].Share,8:P1}");
    }
}
