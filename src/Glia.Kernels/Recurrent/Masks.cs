using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Which steps of sequences count: one number a step, 1 where it does and 0 where it is only there to fill up.</summary>
public static class Masks
{
    /// <summary>mask[i] = 1 where any of the numbers of step i is another than the value, else 0.</summary>
    /// <param name="x">Steps of features.</param>
    /// <param name="features">Numbers in a step.</param>
    /// <param name="value">What fills up.</param>
    /// <param name="mask">Receives one number a step.</param>
    public static void Find(ReadOnlySpan<float> x, int features, float value, Span<float> mask)
    {
        RequireLength(x.Length, mask.Length * features, nameof(x));
        for (int i = 0; i < mask.Length; i++) mask[i] = x.Slice(i * features, features).ContainsAnyExcept(value) ? 1 : 0;
    }

    /// <summary>y = x where the step counts, else 0. The two may be the same memory. Forward and backward alike.</summary>
    /// <param name="x">Steps of features, or their gradient.</param>
    /// <param name="y">Receives as many numbers.</param>
    /// <param name="mask">One number a step.</param>
    public static void Apply(ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> mask)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        int features = mask.IsEmpty ? 0 : x.Length / mask.Length;
        RequireLength(x.Length, mask.Length * features, nameof(x));
        for (int i = 0; i < mask.Length; i++)
        {
            Span<float> to = y.Slice(i * features, features);
            if (mask[i] == 0) to.Clear();
            else if (x != y) x.Slice(i * features, features).CopyTo(to);
        }
    }

    /// <summary>The mean of each feature over the steps that count; 0 where none does.</summary>
    /// <param name="workers">Threads to share the rows; the bits are the same.</param>
    /// <param name="x">Rows of steps of features.</param>
    /// <param name="y">Receives rows of features.</param>
    /// <param name="mask">One number for each step of each row.</param>
    /// <param name="rows">How many rows there are.</param>
    public static unsafe void Mean(Workers workers, ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> mask, int rows)
    {
        (int steps, int features) = Sizes(x.Length, y.Length, mask.Length, rows);
        fixed (float* from = x, to = y, m = mask) workers.For(rows, new MeanJob(from, to, m, steps, features));
    }

    /// <summary>The gradient of <see cref="Mean"/>.</summary>
    /// <param name="workers">Threads to share the rows; the bits are the same.</param>
    /// <param name="dy">Rows of features.</param>
    /// <param name="dx">Receives rows of steps of features.</param>
    /// <param name="mask">One number for each step of each row.</param>
    /// <param name="rows">How many rows there are.</param>
    public static unsafe void MeanBackward(Workers workers, ReadOnlySpan<float> dy, Span<float> dx, ReadOnlySpan<float> mask, int rows)
    {
        (int steps, int features) = Sizes(dx.Length, dy.Length, mask.Length, rows);
        fixed (float* from = dy, to = dx, m = mask) workers.For(rows, new MeanBackwardJob(from, to, m, steps, features));
    }

    private static (int Steps, int Features) Sizes(int whole, int means, int mask, int rows)
    {
        if (rows == 0) return (0, 0);
        int steps = mask / rows, features = means / rows;
        RequireLength(mask, rows * steps, nameof(mask));
        RequireLength(whole, rows * steps * features, "x");
        return (steps, features);
    }

    private static unsafe int Count(float* mask, int steps)
    {
        int count = 0;
        for (int step = 0; step < steps; step++)
            if (mask[step] != 0) count++;
        return count;
    }

    private readonly unsafe struct MeanJob(float* x, float* y, float* mask, int steps, int features) : IJob
    {
        public void Run(int row)
        {
            float* m = mask + (long)row * steps;
            var mean = new Span<float>(y + (long)row * features, features);
            mean.Clear();
            for (int step = 0; step < steps; step++)
                if (m[step] != 0)
                    Elementwise.Add(mean, new ReadOnlySpan<float>(x + ((long)row * steps + step) * features, features), mean);
            Elementwise.Scale(1f / Math.Max(1, Count(m, steps)), mean, mean);
        }
    }

    private readonly unsafe struct MeanBackwardJob(float* dy, float* dx, float* mask, int steps, int features) : IJob
    {
        public void Run(int row)
        {
            float* m = mask + (long)row * steps;
            float share = 1f / Math.Max(1, Count(m, steps));
            var above = new ReadOnlySpan<float>(dy + (long)row * features, features);
            for (int step = 0; step < steps; step++)
            {
                var below = new Span<float>(dx + ((long)row * steps + step) * features, features);
                if (m[step] != 0) Elementwise.Scale(share, above, below);
                else below.Clear();
            }
        }
    }
}
