using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Exchanges the dimensions of every sample: the numbers of a transposed array, written in its order.</summary>
public static class Permutation
{
    private const int MostDimensions = 4;

    /// <summary>
    /// y[i_order[0], i_order[1], …] = x[i_0, i_1, …] for every sample; the bits do not depend on the threads, since nothing is
    /// computed.
    /// </summary>
    /// <param name="workers">Threads to share the samples.</param>
    /// <param name="x">All samples, one after the other.</param>
    /// <param name="y">Receives as many numbers; other memory than <paramref name="x"/>.</param>
    /// <param name="sizes">The dimensions of a sample of <paramref name="x"/>, one to four.</param>
    /// <param name="order">Which dimension of <paramref name="x"/>, from 0, each dimension of <paramref name="y"/> is.</param>
    /// <exception cref="ArgumentException">The order does not name every dimension once.</exception>
    public static unsafe void Apply(
        Workers workers, ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<int> sizes, ReadOnlySpan<int> order)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        RequireOrder(sizes.Length, order);
        // Seen as four dimensions, of which the first may have the size 1.
        int missing = MostDimensions - sizes.Length;
        Span<int> strides = stackalloc int[MostDimensions], size = stackalloc int[MostDimensions], stride = stackalloc int[MostDimensions];
        int sample = 1;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = sample;
            sample *= sizes[axis];
        }
        size.Fill(1);
        stride.Clear();
        for (int axis = 0; axis < order.Length; axis++)
        {
            size[missing + axis] = sizes[order[axis]];
            stride[missing + axis] = strides[order[axis]];
        }
        fixed (float* from = x, to = y)
            workers.For(x.Length / sample, new Job(from, to, sample,
                size[0], size[1], size[2], size[3], stride[0], stride[1], stride[2], stride[3]));
    }

    private static void RequireOrder(int dimensions, ReadOnlySpan<int> order)
    {
        int seen = 0;
        foreach (int axis in order)
            if (axis >= 0 && axis < dimensions) seen |= 1 << axis;
        if (dimensions is 0 or > MostDimensions || order.Length != dimensions || seen != (1 << dimensions) - 1)
            throw new ArgumentException($"The order of {dimensions} dimensions names each of them once.", nameof(order));
    }

    // Sizes and strides in the order of what comes out: one sample is a tile.
    private readonly unsafe struct Job(float* x, float* y, int sample, int n0, int n1, int n2, int n3, int s0, int s1, int s2, int s3)
        : IJob
    {
        public void Run(int tile)
        {
            float* from = x + (long)tile * sample, to = y + (long)tile * sample;
            for (int i0 = 0; i0 < n0; i0++)
                for (int i1 = 0; i1 < n1; i1++)
                    for (int i2 = 0; i2 < n2; i2++, to += n3)
                        Line(from + (long)i0 * s0 + (long)i1 * s1 + (long)i2 * s2, to);
        }

        private void Line(float* from, float* to)
        {
            if (s3 == 1) new ReadOnlySpan<float>(from, n3).CopyTo(new Span<float>(to, n3));
            else
                for (int i = 0; i < n3; i++) to[i] = from[(long)i * s3];
        }
    }
}
