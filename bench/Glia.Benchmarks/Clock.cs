using System.Diagnostics;
using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>Times rivals in turn, each between two runs of the peak loop, so that a slow minute of the machine slows all of them.</summary>
internal static class Clock
{
    private const int RoundsAtATime = 7, Rounds = 42, MostRounds = 126, LeastCalm = 15;

    /// <summary>What came out of many rounds.</summary>
    /// <param name="Seconds">Median time of one repetition.</param>
    /// <param name="Share">Median share of the peak.</param>
    /// <param name="Best">The shortest time against the fastest peak: what is left when nobody else uses the machine.</param>
    /// <param name="Calm">Rounds that counted.</param>
    /// <param name="Rounds">Rounds run.</param>
    internal readonly record struct Timing(double Seconds, double Share, double Best, int Calm, int Rounds)
    {
        public override string ToString() => $"{Seconds * 1e6,10:F1} us {Share,8:P1} (best {Best:P1}, {Calm}/{Rounds})";
    }

    /// <summary>Measures one piece of work.</summary>
    internal static Timing Measure(Workers workers, double flops, Action work) => Measure(workers, flops, [work])[0];

    /// <summary>Measures rivals.</summary>
    /// <param name="workers">The threads that the peak loop runs on.</param>
    /// <param name="flops">Floating-point operations of one repetition.</param>
    /// <param name="rivals">One repetition of each.</param>
    internal static Timing[] Measure(Workers workers, double flops, Action[] rivals)
    {
        int[] repeats = [.. rivals.Select(Warm)];
        List<Round>[] rounds = [.. rivals.Select(_ => new List<Round>())];
        double peak = 0;
        while (rounds[0].Count < Rounds || (rounds[0].Count < MostRounds && rounds.Any(r => r.Count(one => one.IsCalm(peak)) < LeastCalm)))
        {
            for (int i = 0; i < rivals.Length; i++)
            {
                double before = Settle(workers, rivals.Length);
                for (int round = 0; round < RoundsAtATime; round++)
                {
                    // Once untimed: while the peak was measured, other users of the cache may have emptied it.
                    Time(rivals[i], repeats[i]);
                    double time = Time(rivals[i], repeats[i]), after = Settle(workers, rivals.Length);
                    rounds[i].Add(new Round(time, before, after));
                    peak = Math.Max(peak, after);
                    before = after;
                }
            }
        }

        return [.. rounds.Select(r => Sum(r, flops, peak))];
    }

    /// <summary>Where too few rounds were calm, all count.</summary>
    private static Timing Sum(List<Round> rounds, double flops, double peak)
    {
        List<Round> calm = rounds.FindAll(one => one.IsCalm(peak)), counted = calm.Count >= LeastCalm ? calm : rounds;
        return new Timing(
            Median([.. counted.Select(one => one.Seconds)]),
            Median([.. counted.Select(one => flops / one.Seconds / one.Peak)]),
            flops / rounds.Min(one => one.Seconds) / peak,
            counted.Count,
            rounds.Count);
    }

    /// <summary>One timing between two runs of the peak loop.</summary>
    private readonly record struct Round(double Seconds, double Before, double After)
    {
        internal double Peak => (Before + After) / 2;

        /// <summary>
        /// Whether the peak was the same before and after and near the highest: where the machine changes its speed meanwhile, or somebody
        /// else holds one of the processors while the peak is measured, a share of the peak says nothing.
        /// </summary>
        internal bool IsCalm(double highest) => Math.Abs((After / Before) - 1) < 0.03 && Peak > 0.85 * highest;
    }

    /// <summary>Floating-point operations a second of the peak loop, all threads together.</summary>
    internal static double PeakRate(Workers workers)
    {
        const int Repeat = 3;
        return workers.Threads * Peak.Flops / Time(() => Peak.Run(workers), Repeat);
    }

    /// <summary>The peak rate when no thread of a rival is in its way any more: OpenBLAS' go on looking for work for 2^26 cycles.</summary>
    private static double Settle(Workers workers, int rivals)
    {
        const int LookingForWork = 45, Most = 100;
        long start = Stopwatch.GetTimestamp();
        double rate = PeakRate(workers), last = 0;
        if (workers.Threads == 1 || rivals == 1)
            return rate;
        for (double passed = 0; passed < LookingForWork || (passed < Most && Math.Abs((rate / last) - 1) > 0.02);
            passed = Stopwatch.GetElapsedTime(start).TotalMilliseconds)
            (last, rate) = (rate, PeakRate(workers));
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
