using System.Numerics;

namespace Glia.Random;

/// <summary>
/// numpy's legacy generator, bit for bit: <c>numpy.random.RandomState(seed)</c>, <c>numpy.random.seed(seed)</c> and scikit-learn's
/// <c>random_state=seed</c> are this one stream. <c>numpy.random.default_rng</c> is another one and is not covered.
/// </summary>
/// <remarks>
/// The order of the draws follows numpy's legacy distributions (numpy/random/mtrand.pyx, legacy-distributions.c). Everything is exact
/// on every machine except <see cref="Gauss"/>, which rests on the machine's logarithm: the same bits as numpy on Linux, elsewhere
/// perhaps another last bit. One object is one stream: it is not for several threads at once.
/// </remarks>
public sealed class RandomState
{
    private readonly MersenneTwister _bits;
    private double _cachedGauss;
    private bool _hasCachedGauss;

    /// <summary>The stream of <c>RandomState(seed)</c>.</summary>
    /// <param name="seed">0 to 2^32 - 1, as numpy demands.</param>
    public RandomState(uint seed) => _bits = new MersenneTwister(seed);

    /// <summary>The stream of <c>RandomState([...])</c>.</summary>
    /// <param name="seeds">At least one number.</param>
    public RandomState(ReadOnlySpan<uint> seeds) => _bits = new MersenneTwister(seeds);

    /// <summary>32 random bits.</summary>
    public uint NextUInt32() => _bits.Next();

    /// <summary>64 random bits; the first draw is the high half.</summary>
    public ulong NextUInt64()
    {
        ulong high = _bits.Next();
        return (high << 32) | _bits.Next();
    }

    /// <summary>A double in [0, 1) with 53 random bits.</summary>
    public double NextDouble()
    {
        uint a = _bits.Next() >> 5;
        uint b = _bits.Next() >> 6;
        return (a * 67108864.0 + b) / 9007199254740992.0;
    }

    /// <summary>A whole number from 0 to <paramref name="max"/>, both included, by masked rejection. For 0 nothing is drawn.</summary>
    public ulong Interval(ulong max)
    {
        if (max == 0) return 0;
        ulong mask = ulong.MaxValue >> BitOperations.LeadingZeroCount(max);
        ulong value;
        if (max <= uint.MaxValue)
            do value = _bits.Next() & mask; while (value > max);
        else
            do value = NextUInt64() & mask; while (value > max);
        return value;
    }

    /// <summary>A number from the standard normal distribution (Marsaglia's polar method, as numpy's <c>legacy_gauss</c>).</summary>
    public double Gauss()
    {
        if (_hasCachedGauss)
        {
            _hasCachedGauss = false;
            return _cachedGauss;
        }
        double x1, x2, square;
        do
        {
            x1 = 2 * NextDouble() - 1;
            x2 = 2 * NextDouble() - 1;
            square = x1 * x1 + x2 * x2;
        }
        while (square >= 1 || square == 0);
        double factor = Math.Sqrt(-2 * Math.Log(square) / square);
        (_cachedGauss, _hasCachedGauss) = (factor * x1, true);
        return factor * x2;
    }

    /// <summary>Fills with <c>rand(...)</c>: doubles in [0, 1), last axis fastest.</summary>
    /// <param name="values">Takes the numbers.</param>
    public void Rand(Span<double> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = NextDouble();
    }

    /// <summary><c>rand(count)</c>.</summary>
    /// <param name="count">How many to draw.</param>
    public double[] Rand(int count) => Filled(count, Rand);

    /// <summary>Fills with <c>randn(...)</c>: standard normal, last axis fastest.</summary>
    /// <param name="values">Takes the numbers.</param>
    public void Randn(Span<double> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = Gauss();
    }

    /// <summary>Fills with <c>randn(...).astype('float32')</c>.</summary>
    /// <param name="values">Takes the numbers.</param>
    public void Randn(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = (float)Gauss();
    }

    /// <summary><c>randn(count)</c>.</summary>
    /// <param name="count">How many to draw.</param>
    public double[] Randn(int count) => Filled(count, Randn);

    /// <summary>Fills with <c>uniform(low, high, ...)</c>.</summary>
    /// <param name="low">The least number.</param>
    /// <param name="high">The end, which is not drawn.</param>
    /// <param name="values">Takes the numbers.</param>
    public void Uniform(double low, double high, Span<double> values)
    {
        double range = high - low;
        for (int i = 0; i < values.Length; i++) values[i] = low + range * NextDouble();
    }

    /// <summary><c>uniform(low, high, count)</c>.</summary>
    /// <param name="low">The least number.</param>
    /// <param name="high">The end, which is not drawn.</param>
    /// <param name="count">How many to draw.</param>
    public double[] Uniform(double low, double high, int count) => Filled(count, values => Uniform(low, high, values));

    /// <summary>Fills with <c>normal(mean, deviation, ...)</c>.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="values">Takes the numbers.</param>
    public void Normal(double mean, double deviation, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = mean + deviation * Gauss();
    }

    /// <summary><c>normal(mean, deviation, count)</c>.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="count">How many to draw.</param>
    public double[] Normal(double mean, double deviation, int count) => Filled(count, values => Normal(mean, deviation, values));

    /// <summary><c>randint(low, high)</c>: a whole number from <paramref name="low"/> to <paramref name="high"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> is not above <paramref name="low"/>.</exception>
    public long RandInt(long low, long high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(low, high);
        ulong range = (ulong)(high - 1) - (ulong)low;
        return (long)((ulong)low + Interval(range));
    }

    /// <summary><c>randint(low, high, count)</c> with numpy's default type of 64 bits.</summary>
    /// <param name="low">The least number.</param>
    /// <param name="high">The end, which is not drawn.</param>
    /// <param name="count">How many to draw.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> is not above <paramref name="low"/>.</exception>
    public long[] RandInt(long low, long high, int count)
    {
        var values = new long[count];
        for (int i = 0; i < count; i++) values[i] = RandInt(low, high);
        return values;
    }

    /// <summary><c>shuffle(values)</c>, in place.</summary>
    /// <param name="values">What is brought into a random order.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)Interval((ulong)i);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary><c>permutation(count)</c>: the numbers 0 to <paramref name="count"/> - 1 in random order.</summary>
    public int[] Permutation(int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++) values[i] = i;
        Shuffle(values.AsSpan());
        return values;
    }

    /// <summary><c>permutation(values)</c>: a shuffled copy.</summary>
    /// <param name="values">What is brought into a random order.</param>
    public T[] Permutation<T>(ReadOnlySpan<T> values)
    {
        T[] copy = values.ToArray();
        Shuffle(copy.AsSpan());
        return copy;
    }

    /// <summary><c>choice(population, count, replace)</c>: numbers from 0 to <paramref name="population"/> - 1.</summary>
    /// <param name="population">How many numbers there are to draw from.</param>
    /// <param name="count">How many to draw.</param>
    /// <param name="replace">Whether a number may come more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">Without replacement more is asked for than there is,
    /// or the population is empty.</exception>
    public int[] Choice(int population, int count, bool replace = true)
    {
        if (!replace)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
            return Permutation(population)[..count];
        }
        var values = new int[count];
        for (int i = 0; i < count; i++) values[i] = (int)RandInt(0, population);
        return values;
    }

    private delegate void Fill(Span<double> values);

    private static double[] Filled(int count, Fill fill)
    {
        var values = new double[count];
        fill(values);
        return values;
    }
}
