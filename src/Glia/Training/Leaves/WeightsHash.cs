using System.Runtime.InteropServices;

namespace Glia.Training.Leaves;

/// <summary>One number by which processes tell that their weights are the same to the bit.</summary>
internal static class WeightsHash
{
    // FNV-1a's start and factor for 64 bits (Fowler, Noll, Vo), here over eight bytes at a time.
    private const ulong Start = 14695981039346656037, Factor = 1099511628211;

    /// <summary>The hash of some numbers, an even count, as a parameter block has.</summary>
    public static ulong Of(ReadOnlySpan<float> numbers)
    {
        // Four apart, as one would wait for each product.
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<float, ulong>(numbers);
        ulong a = Start, b = Start + 1, c = Start + 2, d = Start + 3;
        int i = 0;
        for (; i <= words.Length - 4; i += 4)
        {
            a = Mixed(a, words[i]);
            b = Mixed(b, words[i + 1]);
            c = Mixed(c, words[i + 2]);
            d = Mixed(d, words[i + 3]);
        }
        for (; i < words.Length; i++) a = Mixed(a, words[i]);
        return Mixed(Mixed(Mixed(a, b), c), d);
    }

    // The product carries upwards only: the high bits are brought down, or a sign would touch nothing but itself.
    private static ulong Mixed(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Factor;
        return hash ^ (hash >> 32);
    }
}
