namespace Glia.Random;

/// <summary>
/// MT19937 of Matsumoto and Nishimura, "Mersenne Twister" (ACM TOMACS 8, 1998): the generator behind numpy's <c>RandomState</c>,
/// scikit-learn's <c>random_state</c> and PyTorch's <c>manual_seed</c>.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Shift = 397;
    private const uint Twist = 0x9908B0DF;

    private readonly uint[] _key = new uint[Size];
    private int _position = Size;

    /// <summary>Seeds with one number, as numpy's <c>seed(int)</c> and torch's <c>manual_seed</c> do.</summary>
    public MersenneTwister(uint seed) => Seed(seed);

    /// <summary>Seeds with several numbers (<c>init_by_array</c> of the authors' code).</summary>
    public MersenneTwister(ReadOnlySpan<uint> seeds)
    {
        if (seeds.IsEmpty) throw new ArgumentException("A seed needs at least one number.", nameof(seeds));
        Seed(19650218);
        int i = 1, j = 0;
        for (int k = Math.Max(Size, seeds.Length); k > 0; k--)
        {
            _key[i] = (_key[i] ^ ((_key[i - 1] ^ (_key[i - 1] >> 30)) * 1664525)) + seeds[j] + (uint)j;
            Advance(ref i);
            if (++j == seeds.Length) j = 0;
        }
        for (int k = Size - 1; k > 0; k--)
        {
            _key[i] = (_key[i] ^ ((_key[i - 1] ^ (_key[i - 1] >> 30)) * 1566083941)) - (uint)i;
            Advance(ref i);
        }
        _key[0] = 0x80000000;
    }

    /// <summary>32 random bits.</summary>
    public uint Next()
    {
        if (_position == Size) Refill();
        uint word = _key[_position++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    private void Seed(uint seed)
    {
        _key[0] = seed;
        for (uint i = 1; i < Size; i++) _key[i] = 1812433253 * (_key[i - 1] ^ (_key[i - 1] >> 30)) + i;
    }

    private void Advance(ref int i)
    {
        if (++i < Size) return;
        _key[0] = _key[Size - 1];
        i = 1;
    }

    private void Refill()
    {
        uint[] key = _key;
        int i = 0;
        for (; i < Size - Shift; i++) key[i] = key[i + Shift] ^ Mix(key[i], key[i + 1]);
        for (; i < Size - 1; i++) key[i] = key[i + Shift - Size] ^ Mix(key[i], key[i + 1]);
        key[Size - 1] = key[Shift - 1] ^ Mix(key[Size - 1], key[0]);
        _position = 0;
    }

    private static uint Mix(uint high, uint low)
    {
        uint word = (high & 0x80000000) | (low & 0x7FFFFFFF);
        return (word >> 1) ^ (0 - (word & 1) & Twist);
    }
}
