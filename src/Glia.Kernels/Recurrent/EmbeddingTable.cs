using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Rows of a table that are looked up by their numbers, and the gradient that only these rows get.</summary>
public static class EmbeddingTable
{
    // The gradient is shared out by the row of the table, so that all that is added to a row is added by one thread, in order.
    private const int Shares = 16;

    // Fewer numbers are added faster by one thread than they are handed over.
    private const int WorthSharing = 65_536;

    /// <summary>Where the first number stands that is not whole or no row of the table; -1 where there is none.</summary>
    /// <param name="indices">The numbers of rows, as float32 holds them.</param>
    /// <param name="count">Rows of the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FirstOutside(ReadOnlySpan<float> indices, int count)
    {
        int i = 0;
        Vector<float> end = All(count);
        for (; i <= indices.Length - Width; i += Width)
        {
            var index = new Vector<float>(indices[i..]);
            Vector<int> inside = Vector.Equals(index, Vector.Floor(index)) & Vector.GreaterThanOrEqual(index, Vector<float>.Zero)
                & Vector.LessThan(index, end);
            if (!Vector.EqualsAll(inside, Vector<int>.AllBitsSet)) break;
        }
        for (; i < indices.Length; i++)
            if (!(indices[i] >= 0 && indices[i] < count && indices[i] == MathF.Floor(indices[i]))) return i;
        return -1;
    }

    /// <summary>y[i] = table[indices[i]], whole rows.</summary>
    /// <param name="workers">Threads to share the rows.</param>
    /// <param name="indices">Numbers of rows, each of which <see cref="FirstOutside"/> has seen.</param>
    /// <param name="table">The table, row by row.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="y">Receives one row for each index.</param>
    public static unsafe void Lookup(Workers workers, ReadOnlySpan<float> indices, ReadOnlySpan<float> table, int width, Span<float> y)
    {
        RequireLength(y.Length, indices.Length * width, nameof(y));
        if (y.Length < WorthSharing) workers = Workers.Single;
        fixed (float* which = indices, from = table, to = y)
            workers.For((indices.Length + Shares - 1) / Shares, new LookupJob(which, indices.Length, from, width, to));
    }

    /// <summary>
    /// gradient[indices[i]] += dy[i], in the order of i; no other row of the gradient is touched. The bits do not depend on the threads.
    /// </summary>
    /// <param name="workers">Threads to share the rows of the table.</param>
    /// <param name="indices">Numbers of rows, each of which <see cref="FirstOutside"/> has seen.</param>
    /// <param name="dy">One row for each index.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="gradient">The gradient of the table.</param>
    public static unsafe void AddGradient(
        Workers workers, ReadOnlySpan<float> indices, ReadOnlySpan<float> dy, int width, Span<float> gradient)
    {
        RequireLength(dy.Length, indices.Length * width, nameof(dy));
        bool shared = workers.Threads > 1 && dy.Length >= WorthSharing;
        fixed (float* which = indices, from = dy, to = gradient)
            workers.For(shared ? Shares : 1, new AddJob(which, indices.Length, from, width, to, shared ? Shares : 1));
    }

    private readonly unsafe struct LookupJob(float* indices, int count, float* table, int width, float* y) : IJob
    {
        public void Run(int tile)
        {
            for (int i = tile * Shares; i < Math.Min(count, (tile + 1) * Shares); i++)
                new ReadOnlySpan<float>(table + (long)indices[i] * width, width).CopyTo(new Span<float>(y + (long)i * width, width));
        }
    }

    private readonly unsafe struct AddJob(float* indices, int count, float* dy, int width, float* gradient, int shares) : IJob
    {
        public void Run(int share)
        {
            for (int i = 0; i < count; i++)
            {
                long row = (long)indices[i];
                if (row % shares != share) continue;
                var sum = new Span<float>(gradient + row * width, width);
                Elementwise.Add(sum, new ReadOnlySpan<float>(dy + (long)i * width, width), sum);
            }
        }
    }
}
