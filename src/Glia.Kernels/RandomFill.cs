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
    public static void Uniform(Span<float> numbers, float low, float high, ulong seed, ulong stream)
    {
        var words = new RandomWords(seed, stream, Domain);
        float range = high - low;
        for (int i = 0; i < numbers.Length; i += 4)
        {
            words.Block((uint)(i >> 2), out uint r0, out uint r1, out uint r2, out uint r3);
            numbers[i] = low + range * Unit(r0);
            if (i + 1 < numbers.Length) numbers[i + 1] = low + range * Unit(r1);
            if (i + 2 < numbers.Length) numbers[i + 2] = low + range * Unit(r2);
            if (i + 3 < numbers.Length) numbers[i + 3] = low + range * Unit(r3);
        }
    }

    /// <summary>Normal with the given mean and deviation, by the transform of Box and Muller (1958).</summary>
    /// <param name="numbers">Receives the numbers.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">Different for every array that shall differ.</param>
    public static void Normal(Span<float> numbers, float mean, float deviation, ulong seed, ulong stream)
    {
        var words = new RandomWords(seed, stream, Domain);
        for (int i = 0; i < numbers.Length; i += 4)
        {
            words.Block((uint)(i >> 2), out uint r0, out uint r1, out uint r2, out uint r3);
            (float a, float b) = Pair(r0, r1);
            (float c, float d) = Pair(r2, r3);
            numbers[i] = mean + deviation * a;
            if (i + 1 < numbers.Length) numbers[i + 1] = mean + deviation * b;
            if (i + 2 < numbers.Length) numbers[i + 2] = mean + deviation * c;
            if (i + 3 < numbers.Length) numbers[i + 3] = mean + deviation * d;
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
    public static void TruncatedNormal(Span<float> numbers, float mean, float deviation, ulong seed, ulong stream)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            // Every position draws from blocks of its own; each block has four candidates, so a second one is rarely needed.
            float drawn;
            uint attempt = 0;
            while (!TryDraw(new RandomWords(seed, stream, Domain + ++attempt), (uint)i, out drawn)) { }
            numbers[i] = mean + deviation * drawn;
        }
    }

    private static bool TryDraw(RandomWords words, uint position, out float drawn)
    {
        words.Block(position, out uint r0, out uint r1, out uint r2, out uint r3);
        (float a, float b) = Pair(r0, r1);
        (float c, float d) = Pair(r2, r3);
        drawn = Math.Abs(a) <= 2 ? a : Math.Abs(b) <= 2 ? b : Math.Abs(c) <= 2 ? c : d;
        return Math.Abs(drawn) <= 2;
    }

    /// <summary>24 bits as a number from 0 to below 1.</summary>
    private static float Unit(uint word) => (word >> 8) * (1f / 16777216);

    private static (float, float) Pair(uint u, uint v)
    {
        double radius = Math.Sqrt(-2 * Math.Log((u + 1.0) * (1 / 4294967296.0)));
        (double sine, double cosine) = Math.SinCos(v * (2 * Math.PI / 4294967296.0));
        return ((float)(radius * cosine), (float)(radius * sine));
    }
}
