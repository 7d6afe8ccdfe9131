using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>
/// The ceiling of what a processor computes: multiply-adds that touch registers only, in twelve independent chains. No product of matrices
/// is faster.
/// </summary>
public static class Peak
{
    // Some 50 microseconds: shorter than what the system gives a thread at a time, so that runs between two interruptions are whole.
    private const int Steps = 20_000;

    // The highest of so many is that of a moment in which nobody else had a thread; a loop of the first few finds the threads asleep.
    private const int Runs = 40;

    private static readonly bool s_wide = Gemm.Path == KernelPath.Avx512;
    private static float s_sink;

    /// <summary>
    /// Measures the most floating-point operations a second of some threads together, a multiply-add counted as two; takes two or three
    /// milliseconds.
    /// </summary>
    /// <param name="workers">The threads.</param>
    public static double Rate(Workers workers)
    {
        long least = long.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            long began = Stopwatch.GetTimestamp();
            Run(workers);
            least = Math.Min(least, Stopwatch.GetTimestamp() - began);
        }
        return workers.Threads * Flops * Stopwatch.Frequency / least;
    }

    /// <summary>Floating-point operations of one <see cref="Run"/> on one thread, with the vectors that the matrix product uses.</summary>
    internal static double Flops => 2.0 * 12 * Steps * (s_wide ? 16 : 8);

    /// <summary>Runs the loop once on every thread.</summary>
    internal static void Run(Workers workers) => workers.For(workers.Threads, default(Job));

    private readonly struct Job : IJob
    {
        public void Run(int tile) => s_sink = s_wide ? Chains512(Steps, 1e-9f) : Chains256(Steps, 1e-9f);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains256(int steps, float seed)
    {
        Vector256<float> x = Vector256.Create(seed), y = Vector256.Create(0.5f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (; steps > 0; steps--)
        {
            a = Vector256.MultiplyAddEstimate(x, y, a);
            b = Vector256.MultiplyAddEstimate(x, y, b);
            c = Vector256.MultiplyAddEstimate(x, y, c);
            d = Vector256.MultiplyAddEstimate(x, y, d);
            e = Vector256.MultiplyAddEstimate(x, y, e);
            f = Vector256.MultiplyAddEstimate(x, y, f);
            g = Vector256.MultiplyAddEstimate(x, y, g);
            h = Vector256.MultiplyAddEstimate(x, y, h);
            i = Vector256.MultiplyAddEstimate(x, y, i);
            j = Vector256.MultiplyAddEstimate(x, y, j);
            k = Vector256.MultiplyAddEstimate(x, y, k);
            l = Vector256.MultiplyAddEstimate(x, y, l);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains512(int steps, float seed)
    {
        Vector512<float> x = Vector512.Create(seed), y = Vector512.Create(0.5f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (; steps > 0; steps--)
        {
            a = Vector512.MultiplyAddEstimate(x, y, a);
            b = Vector512.MultiplyAddEstimate(x, y, b);
            c = Vector512.MultiplyAddEstimate(x, y, c);
            d = Vector512.MultiplyAddEstimate(x, y, d);
            e = Vector512.MultiplyAddEstimate(x, y, e);
            f = Vector512.MultiplyAddEstimate(x, y, f);
            g = Vector512.MultiplyAddEstimate(x, y, g);
            h = Vector512.MultiplyAddEstimate(x, y, h);
            i = Vector512.MultiplyAddEstimate(x, y, i);
            j = Vector512.MultiplyAddEstimate(x, y, j);
            k = Vector512.MultiplyAddEstimate(x, y, k);
            l = Vector512.MultiplyAddEstimate(x, y, l);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }
}
