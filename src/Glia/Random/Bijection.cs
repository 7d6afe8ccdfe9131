using System.Numerics;
using Glia.Kernels;

namespace Glia.Random;

/// <summary>
/// The numbers 0 to n - 1 in random order without a list of them: a Feistel network over as many bits as hold them, applied again to what
/// falls beyond n (cycle walking: Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). The round function is Philox.
/// </summary>
/// <param name="count">How many numbers; at least 1.</param>
/// <param name="stream">Which order.</param>
internal readonly struct Bijection(int count, RandomStream stream)
{
    // Four are enough for a pseudorandom permutation (Luby and Rackoff, 1988) of many numbers; few numbers want more. Convention.
    private const uint Rounds = 8;

    // Two halves, together fewer than two bits more than needed: at most four applications on average.
    private readonly int _half = Math.Max(1, (BitOperations.Log2((uint)Math.Max(1, count - 1)) + 2) / 2);

    /// <summary>The number at a place.</summary>
    /// <param name="place">0 to n - 1.</param>
    public int this[int place]
    {
        get
        {
            uint value = (uint)place;
            do value = Mixed(value);
            while (value >= (uint)count);
            return (int)value;
        }
    }

    private uint Mixed(uint value)
    {
        uint mask = (1u << _half) - 1, left = value >> _half, right = value & mask;
        for (uint round = 0; round < Rounds; round++)
        {
            (uint c0, uint c1, uint c2, uint c3) = (right, round, stream.Step, stream.Lane);
            Philox.Next((uint)stream.Seed, (uint)(stream.Seed >> 32), ref c0, ref c1, ref c2, ref c3);
            (left, right) = (right, left ^ (c0 & mask));
        }
        return (left << _half) | right;
    }
}
