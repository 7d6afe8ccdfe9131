using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>An average that follows numbers which change, such as the weights of a network in training.</summary>
public static class MovingAverage
{
    // The least numbers in a tile: with fewer, handing them over costs more than adding them up.
    private const int LeastTile = 16384;

    /// <summary>
    /// average += share * (value - average); what has decayed below all that matters becomes zero, as subnormal numbers are slow.
    /// </summary>
    /// <param name="average">The average so far.</param>
    /// <param name="values">What it follows, as many.</param>
    /// <param name="share">How much a value counts, 0 to 1; 1 makes the average equal to the values.</param>
    /// <param name="workers">Threads to share the work with; null for none. The bits are the same.</param>
    public static unsafe void Follow(Span<float> average, ReadOnlySpan<float> values, float share, Workers? workers = null)
    {
        RequireLength(values.Length, average.Length, nameof(values));
        if (share == 1)
        {
            values.CopyTo(average);
            return;
        }
        fixed (float* to = average, from = values)
            (workers ?? Workers.Single).For((average.Length + LeastTile - 1) / LeastTile, new Job(to, from, average.Length, share));
    }

    /// <summary>average += by, for who knows how far it moves; what has decayed below all that matters becomes zero.</summary>
    /// <param name="average">The average so far.</param>
    /// <param name="by">How far, as many.</param>
    public static void Move(Span<float> average, ReadOnlySpan<float> by)
    {
        RequireLength(by.Length, average.Length, nameof(by));
        for (int i = 0; i < average.Length; i += Width)
            StoreUpTo(Decayed.Settle(LoadUpTo(average, i, average.Length) + LoadUpTo(by, i, average.Length), Decayed.Least), average, i,
                average.Length);
    }

    private readonly unsafe struct Job(float* average, float* values, int count, float share) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int tile)
        {
            int start = tile * LeastTile, length = Math.Min(LeastTile, count - start);
            var to = new Span<float>(average + start, length);
            var from = new ReadOnlySpan<float>(values + start, length);
            Vector<float> shares = All(share);
            int i = 0;
            for (; i <= length - Width; i += Width)
                Next(new Vector<float>(to[i..]), new Vector<float>(from[i..]), shares).CopyTo(to[i..]);
            if (i < length) StoreRest(Next(LoadRest(to, i), LoadRest(from, i), shares), to, i);
        }

        private static Vector<float> Next(Vector<float> average, Vector<float> value, Vector<float> share) =>
            Decayed.Settle(average + (share * (value - average)), Decayed.Least);
    }
}
