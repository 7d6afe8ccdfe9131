using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>
/// Rows of A packed as <see cref="PackedRows"/> does, but without the k at which all six are zero, and a list of the k that are left.
/// </summary>
/// <remarks>
/// Every k is written, and counted if it is to stay: which pixels are dark cannot be predicted, so a branch here would cost more than all
/// the rest. Eight numbers a k are written, of which the last two are overwritten by the next k.
/// </remarks>
internal static unsafe class SparseRows
{
    private const uint AllSix = 0b11_1111;

    /// <summary>Leaves out k of a strip that is packed already.</summary>
    /// <param name="packed">The strip.</param>
    /// <param name="depth">How many k it has.</param>
    /// <param name="steps">Receives the k that are left.</param>
    /// <returns>How many are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int CloseUp(float* packed, int depth, int* steps)
    {
        float* to = packed;
        int* step = steps;
        for (int k = 0; k < depth; k++)
            KeepIfAny(Vector256.Load(packed + (k * PackedRows.Step)), k, ref to, ref step);
        return (int)(step - steps);
    }

    /// <summary>Packs four neighbouring strips of six rows each whose numbers of one k lie side by side.</summary>
    /// <param name="from">The first number of the first strip's first k.</param>
    /// <param name="fromStep">From one k to the next.</param>
    /// <param name="to">Receives the first strip.</param>
    /// <param name="steps">Receives the first strip's k.</param>
    /// <param name="size">From one packed strip, or list of k, to the next.</param>
    /// <param name="depth">How many k there are.</param>
    /// <param name="counts">Receives how many k are left of each strip.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackFour(float* from, nint fromStep, float* to, int* steps, nint size, int depth, int* counts)
    {
        float* to0 = to, to1 = to + size, to2 = to1 + size, to3 = to2 + size;
        int* steps0 = steps, steps1 = steps + size, steps2 = steps1 + size, steps3 = steps2 + size;
        for (int k = 0; k < depth; k++, from += fromStep)
        {
            KeepIfAny(Vector256.Load(from), k, ref to0, ref steps0);
            KeepIfAny(Vector256.Load(from + PackedRows.Step), k, ref to1, ref steps1);
            KeepIfAny(Vector256.Load(from + (2 * PackedRows.Step)), k, ref to2, ref steps2);
            KeepIfAny(Vector256.Load(from + (3 * PackedRows.Step)), k, ref to3, ref steps3);
        }

        counts[0] = (int)(steps0 - steps);
        counts[1] = (int)(steps1 - (steps + size));
        counts[2] = (int)(steps2 - (steps + (2 * size)));
        counts[3] = (int)(steps3 - (steps + (3 * size)));
    }

    /// <summary>Packs up to six rows that are each contiguous in k.</summary>
    /// <param name="from">The first number of the first row.</param>
    /// <param name="fromRow">From one row to the next.</param>
    /// <param name="to">Receives six numbers a k; rows that are not there hold anything.</param>
    /// <param name="steps">Receives the k that are left.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="depth">How many k there are.</param>
    /// <returns>How many are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int PackAcross(float* from, nint fromRow, float* to, int* steps, int rows, int depth)
    {
        // Rows that are not there are read as the last one.
        float* row1 = from + (Math.Min(1, rows - 1) * fromRow), row2 = from + (Math.Min(2, rows - 1) * fromRow),
            row3 = from + (Math.Min(3, rows - 1) * fromRow);
        float* row4 = from + (Math.Min(4, rows - 1) * fromRow), row5 = from + (Math.Min(5, rows - 1) * fromRow);
        int* step = steps;
        int k = 0;
        if (Transposition.HasBlocks)
        {
            for (; k + Vector256<float>.Count <= depth; k += Vector256<float>.Count)
            {
                Vector256<float> a = Vector256.Load(from + k), b = Vector256.Load(row1 + k), c = Vector256.Load(row2 + k);
                Vector256<float> d = Vector256.Load(row3 + k), e = Vector256.Load(row4 + k), f = Vector256.Load(row5 + k), g = a, h = a;

                // Margins of pictures: whole blocks are dark.
                int found = (int)(~Zeros(a | b | c | d | e | f) & 0xFF);
                if (found == 0)
                    continue;
                Transposition.Turn(ref a, ref b, ref c, ref d, ref e, ref f, ref g, ref h);
                Keep(a, k, found & 1, ref to, ref step);
                Keep(b, k + 1, (found >> 1) & 1, ref to, ref step);
                Keep(c, k + 2, (found >> 2) & 1, ref to, ref step);
                Keep(d, k + 3, (found >> 3) & 1, ref to, ref step);
                Keep(e, k + 4, (found >> 4) & 1, ref to, ref step);
                Keep(f, k + 5, (found >> 5) & 1, ref to, ref step);
                Keep(g, k + 6, (found >> 6) & 1, ref to, ref step);
                Keep(h, k + 7, found >> 7, ref to, ref step);
            }
        }

        for (; k < depth; k++)
            KeepIfAny(Vector256.Create(from[k], row1[k], row2[k], row3[k], row4[k], row5[k], 0, 0), k, ref to, ref step);
        return (int)(step - steps);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void KeepIfAny(Vector256<float> numbers, int k, ref float* to, ref int* step)
    {
        // One if some number of the six is not zero: below AllSix, the difference is negative.
        uint zeros = Zeros(numbers) & AllSix;
        Keep(numbers, k, (int)((zeros - AllSix) >> 31), ref to, ref step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(Vector256<float> numbers, int k, int stays, ref float* to, ref int* step)
    {
        numbers.Store(to);
        *step = k;
        to += stays * PackedRows.Step;
        step += stays;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Zeros(Vector256<float> numbers) =>
        Vector256.Equals(numbers.AsInt32(), Vector256<int>.Zero).ExtractMostSignificantBits();
}
