using System.Diagnostics;
using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>Times work between two runs of the peak loop, again and again, so that a slow minute of the machine slows both.</summary>
internal static class Clock
{
    /// <summary>What came out: the median time of one repetition in seconds, and the median of the share of the peak.</summary>
    internal readonly record struct Timing(double Seconds, double Share, double Best);

    /// <summary>Measures.</summary>
    /// <param name="workers">The threads that the peak loop runs on.</param>
    /// <param name="flops">Floating-point operations of one repetition.</param>
    /// <param name="work">One repetition.</param>
    /// <param name="rounds">How many pairs are timed.</param>
    internal static Timing Measure(Workers workers, double flops, Action work, int rounds = 41)
    {
        // Long enough for the tiers of the JIT: 30 calls, a compilation in the background, once more.
        long warm = Stopwatch.GetTimestamp();
        for (int i = 0; i < 40 || Stopwatch.GetElapsedTime(warm).TotalSeconds < 0.25; i++)
            work();
        int repeat = Math.Max(1, (int)(0.002 / Time(work, 3)));
        double[] seconds = new double[rounds];
        double[] shares = new double[rounds];
        double bestPeak = 0;
        for (int round = 0; round < rounds; round++)
        {
            double before = PeakRate(workers);
            seconds[round] = Time(work, repeat);
            double after = PeakRate(workers);
            shares[round] = flops / seconds[round] / ((before + after) / 2);
            bestPeak = Math.Max(bestPeak, Math.Max(before, after));
        }

        double best = flops / seconds.Min() / bestPeak;
        Array.Sort(seconds);
        Array.Sort(shares);
        return new Timing(seconds[rounds / 2], shares[rounds / 2], best);
    }

    /// <summary>Floating-point operations a second of the peak loop, all threads together.</summary>
    internal static double PeakRate(Workers workers)
    {
        const int Repeat = 5;
        return workers.Threads * Peak.Flops / Time(() => Peak.Run(workers), Repeat);
    }

    private static double Time(Action work, int repeat)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeat; i++)
            work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeat;
    }
}
