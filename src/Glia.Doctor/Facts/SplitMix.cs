namespace Glia.Doctor.Facts;

/// <summary>Random numbers that are the same on every run: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below) => (int)(((UInt128)Next() * (ulong)below) >> 64);

    /// <summary>A number of the standard normal distribution.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Fraction())) * Math.Cos(2 * Math.PI * Fraction());

    /// <summary>An order of the numbers from 0 to <paramref name="count"/> - 1.</summary>
    public int[] Permutation(int count) => Draw(count, count);

    /// <summary>Some of the numbers from 0 to <paramref name="count"/> - 1, none twice, in a random order.</summary>
    public int[] Draw(int count, int some)
    {
        var numbers = new int[count];
        for (int i = 0; i < count; i++) numbers[i] = i;
        for (int i = 0; i < some; i++)
        {
            int j = i + Next(count - i);
            (numbers[i], numbers[j]) = (numbers[j], numbers[i]);
        }
        return numbers[..some];
    }

    private double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}
