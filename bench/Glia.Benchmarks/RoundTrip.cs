using System.Diagnostics;

namespace Glia.Benchmarks;

/// <summary>
/// How far apart two processors are: the time in which one tells the other a number and hears it back. Some 100 ns where they share a
/// cache; several times that where they do not, and then the second thread gains little in short steps, since every weight that one thread
/// changed has to travel to the other.
/// </summary>
internal static class RoundTrip
{
    private const int Times = 100_000;
    private static int s_ball;

    /// <summary>Nanoseconds of one round trip, the median of several rounds.</summary>
    internal static double Nanoseconds() => Enumerable.Range(0, 9).Select(_ => Once()).Order().ElementAt(4);

    private static double Once()
    {
        s_ball = 0;
        Thread other = new(Answer) { IsBackground = true };
        other.Start();
        long start = Stopwatch.GetTimestamp();
        for (int i = 1; i < 2 * Times; i += 2)
        {
            Volatile.Write(ref s_ball, i);
            Await(i + 1);
        }

        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Times;
        other.Join();
        return nanoseconds;
    }

    private static void Answer()
    {
        for (int i = 1; i < 2 * Times; i += 2)
        {
            Await(i);
            Volatile.Write(ref s_ball, i + 1);
        }
    }

    private static void Await(int value)
    {
        while (Volatile.Read(ref s_ball) != value)
        {
        }
    }
}
