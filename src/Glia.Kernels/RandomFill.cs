using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Fills arrays with random numbers that depend on (seed, stream, position) alone.</summary>
public static class RandomFill
{
    // Keeps the numbers of initializers apart from those of dropout under the same seed.
    private const uint Domain = 0x696E6974;

    /// <summary>Uniform on low..high, the upper end excluded up to rounding.</summary>
    /// <param name="numbers">Receives the numbers.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">Different for every array that shall differ: the number of the parameter slot.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniform(Span<float> numbers, float low, float high, ulong seed, ulong stream)
    {
        var random = new RandomWords(seed, stream, Domain);
        Span<uint> words = stackalloc uint[RandomWords.GroupSize];
        Span<float> group = stackalloc float[RandomWords.GroupSize];
        Vector<float> range = All(high - low), start = All(low);
        for (int at = 0; at < numbers.Length; at += RandomWords.GroupSize)
        {
            random.Group((uint)(at / RandomWords.GroupSize), words);
            for (int i = 0; i < RandomWords.GroupSize; i += Width)
                (start + range * Unit(new Vector<uint>(words[i..]))).CopyTo(group[i..]);
            Copy(group, numbers[at..]);
        }
    }

    /// <summary>
    /// Normal with the given mean and deviation, by the transform of Box and Muller (1958); never further out than 5.8 deviations.
    /// </summary>
    /// <param name="numbers">Receives the numbers.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">Different for every array that shall differ.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normal(Span<float> numbers, float mean, float deviation, ulong seed, ulong stream)
    {
        var random = new RandomWords(seed, stream, Domain);
        // Room behind the group: numbers are made of pairs of eight words, and a wider vector reaches beyond the last eight.
        Span<uint> words = stackalloc uint[RandomWords.GroupSize + Width];
        Span<float> group = stackalloc float[RandomWords.GroupSize + Width];
        Vector<float> means = All(mean), deviations = All(deviation);
        for (int at = 0; at < numbers.Length; at += RandomWords.GroupSize)
        {
            random.Group((uint)(at / RandomWords.GroupSize), words);
            for (int half = 0; half < RandomWords.GroupSize; half += RandomWords.GroupSize / 2)
                for (int i = half; i < half + 8; i += Width)
                {
                    Pair(new Vector<uint>(words[i..]), new Vector<uint>(words[(i + 8)..]), out Vector<float> a, out Vector<float> b);
                    (means + deviations * a).CopyTo(group[i..]);
                    (means + deviations * b).CopyTo(group[(i + 8)..]);
                }
            Copy(group[..RandomWords.GroupSize], numbers[at..]);
        }
    }

    /// <summary>
    /// Normal, but numbers more than two deviations from the mean are drawn again. The deviation is that before truncation;
    /// what remains has 0.8796 of it.
    /// </summary>
    /// <param name="numbers">Receives the numbers.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation before truncation.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">Different for every array that shall differ.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TruncatedNormal(Span<float> numbers, float mean, float deviation, ulong seed, ulong stream)
    {
        Normal(numbers, 0, 1, seed, stream);
        // One in 22 is drawn again, from blocks that belong to its position and the attempt.
        for (int i = 0; i < numbers.Length; i++)
        {
            float drawn = numbers[i];
            for (uint attempt = 1; MathF.Abs(drawn) > 2; attempt++)
            {
                new RandomWords(seed, stream, Domain + attempt).Block((uint)i, out uint r0, out uint r1, out _, out _);
                Pair(new Vector<uint>(r0), new Vector<uint>(r1), out Vector<float> a, out Vector<float> b);
                drawn = MathF.Abs(a[0]) <= 2 ? a[0] : b[0];
            }
            numbers[i] = mean + deviation * drawn;
        }
    }

    /// <summary>
    /// y = x + noise, normal with mean 0, for each position its own by (seed, step, layer, position) alone: any split over threads gives
    /// the same bits.
    /// </summary>
    /// <param name="x">The outputs of a layer.</param>
    /// <param name="y">Receives as many numbers; may be the same memory.</param>
    /// <param name="deviation">The standard deviation of the noise.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="step">The number of the training step.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="first">The position of the first number among those of the whole batch, where these are a part of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddNormal(
        ReadOnlySpan<float> x, Span<float> y, float deviation, ulong seed, long step, int layer, long first = 0)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        var random = new RandomWords(seed, (ulong)step, (uint)layer);
        Span<uint> words = stackalloc uint[RandomWords.GroupSize + Width];
        Span<float> group = stackalloc float[RandomWords.GroupSize + Width];
        Vector<float> deviations = All(deviation);
        // A part may begin in the middle of a group: of its numbers those from there on are used.
        int used = (int)(first % RandomWords.GroupSize);
        long number = first / RandomWords.GroupSize;
        for (int at = 0; at < x.Length; at += RandomWords.GroupSize - used, used = 0)
        {
            random.Group((uint)number++, words);
            for (int half = 0; half < RandomWords.GroupSize; half += RandomWords.GroupSize / 2)
                for (int i = half; i < half + 8; i += Width)
                {
                    Pair(new Vector<uint>(words[i..]), new Vector<uint>(words[(i + 8)..]), out Vector<float> a, out Vector<float> b);
                    (deviations * a).CopyTo(group[i..]);
                    (deviations * b).CopyTo(group[(i + 8)..]);
                }
            int count = Math.Min(RandomWords.GroupSize - used, x.Length - at);
            Elementwise.Add(x.Slice(at, count), group.Slice(used, count), y.Slice(at, count));
        }
    }

    /// <summary>24 bits as a number from 0 to below 1.</summary>
    private static Vector<float> Unit(Vector<uint> words) => Vector.ConvertToSingle(Vector.AsVectorInt32(words >> 8)) * All(1f / 16777216);

    /// <summary>Two independent normal numbers from two uniform ones: sqrt(-2 ln u) times cosine and sine of 2 pi v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(Vector<uint> u, Vector<uint> v, out Vector<float> a, out Vector<float> b)
    {
        Vector<float> uniform = Vector.ConvertToSingle(Vector.AsVectorInt32(u >> 8) + Vector<int>.One) * All(1f / 16777216);
        Vector<float> radius = Vector.SquareRoot(All(-2f) * VectorMath.Log(uniform));
        VectorMath.SinCosOfTurns(Unit(v), out Vector<float> sine, out Vector<float> cosine);
        a = radius * cosine;
        b = radius * sine;
    }

    private static void Copy(ReadOnlySpan<float> group, Span<float> rest) => group[..Math.Min(group.Length, rest.Length)].CopyTo(rest);
}
