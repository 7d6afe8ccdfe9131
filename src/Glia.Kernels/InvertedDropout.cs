using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia.Kernels;

/// <summary>
/// Inverted dropout (Srivastava et al., JMLR 2014). Which numbers fall depends on (seed, step, layer, position) alone, so nothing is
/// stored: the backward pass applies the same call to the gradient, and any split over threads gives the same bits.
/// </summary>
public static class InvertedDropout
{
    /// <summary>
    /// y = 0 with probability <paramref name="rate"/>, x / (1 - rate) otherwise. The two may be the same memory.
    /// Forward and backward alike.
    /// </summary>
    /// <param name="x">The outputs of a layer, or their gradient.</param>
    /// <param name="y">Receives as many numbers.</param>
    /// <param name="rate">The share that falls, from 0 to below 1.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="step">The number of the training step.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="first">The position of the first number among those of the whole batch, where these are a part of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(ReadOnlySpan<float> x, Span<float> y, float rate, ulong seed, long step, int layer, long first = 0)
    {
        Lanes.RequireLength(y.Length, x.Length, nameof(y));
        // A word below the threshold falls.
        var threshold = new Vector<uint>((uint)Math.Min(uint.MaxValue, Math.Round(rate * 4294967296.0)));
        Vector<float> scale = Lanes.All(1 / (1 - rate));
        var random = new RandomWords(seed, (ulong)step, (uint)layer);
        // Room behind the group, so that its last words can be read as a whole vector.
        Span<uint> words = stackalloc uint[RandomWords.GroupSize + Vector<uint>.Count];
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        // A part may begin in the middle of a group: of its words those from there on are used.
        int used = (int)(first % RandomWords.GroupSize);
        long group = first / RandomWords.GroupSize;
        for (int start = 0; start < x.Length; start += RandomWords.GroupSize - used, used = 0)
        {
            random.Group((uint)group++, words);
            int end = Math.Min(x.Length, start + RandomWords.GroupSize - used);
            for (int i = start; i < end; i += Lanes.Width)
            {
                int word = used + i - start;
                if (i <= end - Lanes.Width)
                    Lanes.Store(Lanes.Where(Stay(words, word, threshold), Lanes.Load(ref from, i) * scale, Vector<float>.Zero), ref to, i);
                else
                    Lanes.StoreRest(Lanes.Where(Stay(words, word, threshold), Lanes.LoadRest(x[..end], i) * scale, Vector<float>.Zero),
                        y[..end], i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Stay(ReadOnlySpan<uint> words, int word, Vector<uint> threshold) =>
        Vector.AsVectorInt32(Vector.GreaterThanOrEqual(new Vector<uint>(words[word..]), threshold));

    /// <summary>
    /// y[row, position, channel] = x[row, position, channel] * factors[row, channel]; a factor of 0 gives 0 whatever x is. The two may be
    /// the same memory. Forward and backward alike.
    /// </summary>
    /// <param name="workers">Threads to share the rows; the bits are the same.</param>
    /// <param name="x">Rows of positions of channels, or their gradient.</param>
    /// <param name="y">Receives as many numbers.</param>
    /// <param name="factors">One number for each channel of each row.</param>
    /// <param name="channels">How many channels there are.</param>
    public static unsafe void Channels(
        Workers workers, ReadOnlySpan<float> x, Span<float> y, ReadOnlySpan<float> factors, int channels)
    {
        Lanes.RequireLength(y.Length, x.Length, nameof(y));
        int rows = factors.Length / channels;
        Lanes.RequireLength(factors.Length, rows * channels, nameof(factors));
        if (rows == 0) return;
        int row = x.Length / rows;
        Lanes.RequireLength(x.Length, row / channels * channels * rows, nameof(x));
        fixed (float* from = x, to = y, f = factors) workers.For(rows, new ChannelsJob(from, to, f, row, channels));
    }

    private readonly unsafe struct ChannelsJob(float* x, float* y, float* factors, int row, int channels) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int tile)
        {
            float* from = x + (long)tile * row, to = y + (long)tile * row, f = factors + (long)tile * channels;
            for (int start = 0; start < row; start += channels)
            {
                int c = 0;
                for (; c <= channels - Lanes.Width; c += Lanes.Width)
                {
                    Vector<float> factor = Vector.Load(f + c);
                    Lanes.Where(Vector.Equals(factor, Vector<float>.Zero), Vector<float>.Zero, factor * Vector.Load(from + start + c))
                        .Store(to + start + c);
                }
                for (; c < channels; c++) to[start + c] = f[c] == 0 ? 0 : f[c] * from[start + c];
            }
        }
    }
}
