using System.Diagnostics;
using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>Times rivals in turn, each between two runs of the peak loop, so that a slow minute of the machine slows all of them.</summary>
internal static class Clock
{
    /// <summary>What came out of many rounds.</summary>
    /// <param name="Seconds">Median time of one repetition.</param>
    /// <param name="Share">Median share of the peak.</param>
    /// <param name="Best">The shortest time against the fastest peak: what is left when nobody else uses the machine.</param>
    internal readonly record struct Timing(double Seconds, double Share, double Best)
    {
        public override string ToString() => $"{Seconds * 1e6,10:F1} us {Share,8:P1} (best {Best:P1})";
    }

    /// <summary>Measures one piece of work.</summary>
    internal static Timing Measure(Workers workers, double flops, Action work) => Measure(workers, flops, [work])[0];

    /// <summary>Measures rivals.</summary>
    /// <param name="workers">The threads that the peak loop runs on.</param>
    /// <param name="flops">Floating-point operations of one repetition.</param>
    /// <param name="rivals">One repetition of each.</param>
    internal static Timing[] Measure(Workers workers, double flops, Action[] rivals)
    {
        const int Rounds = 41;
        int[] repeats = [.. rivals.Select(Warm)];
        double[][] seconds = [.. rivals.Select(_ => new double[Rounds])], shares = [.. rivals.Select(_ => new double[Rounds])];
        double peak = 0;
        for (int round = 0; round < Rounds; round++)
        {
            double before = 0;
            for (int i = 0; i < rivals.Length; i++)
            {
                if (i == 0 || rivals.Length > 1)
                    before = Settle(workers);
                double time = Time(rivals[i], repeats[i]);
                double after = PeakRate(workers);
                seconds[i][round] = time;
                shares[i][round] = flops / time / ((before + after) / 2);
                peak = Math.Max(peak, after);
            }
        }

        return [.. rivals.Select((_, i) => new Timing(Median(seconds[i]), Median(shares[i]), flops / seconds[i].Min() / peak))];
    }

    /// <summary>Floating-point operations a second of the peak loop, all threads together.</summary>
    internal static double PeakRate(Workers workers)
    {
        const int Repeat = 3;
        return workers.Threads * Peak.Flops / Time(() => Peak.Run(workers), Repeat);
    }

    /// <summary>Runs the peak loop until no thread of a rival is in its way: OpenBLAS' go on looking for work for 2^26 cycles.</summary>
    private static double Settle(Workers workers)
    {
        long start = Stopwatch.GetTimestamp();
        double rate = PeakRate(workers);
        while (workers.Threads > 1 && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 30)
            rate = PeakRate(workers);
        return rate;
    }

    /// <summary>Runs until the JIT has had time for its last tier, and says how often two milliseconds hold the work.</summary>
    private static int Warm(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 60 || Stopwatch.GetElapsedTime(start).TotalSeconds < 0.6; i++)
            work();
        return Math.Max(1, (int)(0.002 / Time(work, 3)));
    }

    private static double Time(Action work, int repeat)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeat; i++)
            work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeat;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
