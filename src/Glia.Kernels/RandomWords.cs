using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels;

/// <summary>
/// A stream of Philox words, told apart from other streams by two numbers of its own. Words come in groups of 32 made of eight blocks: word
/// i of a group is word i / 8 of block i % 8, so that eight blocks can be made side by side in one register and need no shuffling.
/// </summary>
internal readonly struct RandomWords(ulong seed, ulong sequence, uint lane)
{
    /// <summary>Words in a group.</summary>
    public const int GroupSize = 32;

    /// <summary>The 32 words of one group.</summary>
    public void Group(uint group, Span<uint> words)
    {
        if (Avx2.IsSupported)
        {
            EightBlocks(group * 8, words);
            return;
        }
        for (int block = 0; block < 8; block++)
            Block(group * 8 + (uint)block, out words[block], out words[block + 8], out words[block + 16], out words[block + 24]);
    }

    /// <summary>The four words of one block.</summary>
    public void Block(uint block, out uint r0, out uint r1, out uint r2, out uint r3)
    {
        r0 = block;
        r1 = lane;
        r2 = (uint)sequence;
        r3 = (uint)(sequence >> 32);
        Philox.Next((uint)seed, (uint)(seed >> 32), ref r0, ref r1, ref r2, ref r3);
    }

    // The rounds of Philox.Next with one block in each of eight lanes.
    private void EightBlocks(uint first, Span<uint> words)
    {
        Vector256<uint> c0 = Vector256.Create(first) + Vector256<uint>.Indices, c1 = Vector256.Create(lane);
        Vector256<uint> c2 = Vector256.Create((uint)sequence), c3 = Vector256.Create((uint)(sequence >> 32));
        Vector256<uint> key0 = Vector256.Create((uint)seed), key1 = Vector256.Create((uint)(seed >> 32));
        for (int round = 0; round < 10; round++)
        {
            Multiply(c0, 0xD2511F53, out Vector256<uint> high0, out Vector256<uint> low0);
            Multiply(c2, 0xCD9E8D57, out Vector256<uint> high1, out Vector256<uint> low1);
            c0 = high1 ^ c1 ^ key0;
            c1 = low1;
            c2 = high0 ^ c3 ^ key1;
            c3 = low0;
            key0 += Vector256.Create(0x9E3779B9u);
            key1 += Vector256.Create(0xBB67AE85u);
        }
        c0.CopyTo(words);
        c1.CopyTo(words[8..]);
        c2.CopyTo(words[16..]);
        c3.CopyTo(words[24..]);
    }

    // 32 x 32 to 64 bits exists for the even lanes only: the odd ones are moved there and back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(Vector256<uint> x, uint factor, out Vector256<uint> high, out Vector256<uint> low)
    {
        Vector256<uint> factors = Vector256.Create(factor);
        Vector256<ulong> even = Avx2.Multiply(x, factors),
            odd = Avx2.Multiply(Avx2.ShiftRightLogical(x.AsUInt64(), 32).AsUInt32(), factors);
        high = Avx2.Blend(Avx2.ShiftRightLogical(even, 32).AsUInt32(), odd.AsUInt32(), 0b10101010);
        low = Avx2.Blend(even.AsUInt32(), Avx2.ShiftLeftLogical(odd, 32).AsUInt32(), 0b10101010);
    }
}
