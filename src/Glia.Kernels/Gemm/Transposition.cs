using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels;

/// <summary>Copies a small matrix turned on its side.</summary>
internal static unsafe class Transposition
{
    /// <summary>Whether this processor has the instructions for <see cref="CopyBlock"/>.</summary>
    internal static bool HasBlocks => Avx.IsSupported;

    /// <summary>
    /// to[j, i] = from[i, j] for i below <paramref name="rows"/> and j below <paramref name="columns"/>; rows of both contiguous.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Copy(float* from, nint fromRow, float* to, nint toRow, int rows, int columns)
    {
        int i = 0;
        if (HasBlocks)
        {
            for (; i + 8 <= rows; i += 8)
            {
                int j = 0;
                for (; j + 8 <= columns; j += 8)
                    CopyBlock(from + (i * fromRow) + j, fromRow, to + (j * toRow) + i, toRow);
                CopyOneByOne(from + (i * fromRow) + j, fromRow, to + (j * toRow) + i, toRow, 8, columns - j);
            }
        }

        CopyOneByOne(from + (i * fromRow), fromRow, to + i, toRow, rows - i, columns);
    }

    private static void CopyOneByOne(float* from, nint fromRow, float* to, nint toRow, int rows, int columns)
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
                to[(j * toRow) + i] = from[(i * fromRow) + j];
        }
    }

    /// <summary>Eight rows of eight, stored in the order of their columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CopyBlock(float* from, nint fromRow, float* to, nint toRow)
    {
        Vector256<float> r0 = Vector256.Load(from), r1 = Vector256.Load(from + fromRow);
        Vector256<float> r2 = Vector256.Load(from + (2 * fromRow)), r3 = Vector256.Load(from + (3 * fromRow));
        Vector256<float> r4 = Vector256.Load(from + (4 * fromRow)), r5 = Vector256.Load(from + (5 * fromRow));
        Vector256<float> r6 = Vector256.Load(from + (6 * fromRow)), r7 = Vector256.Load(from + (7 * fromRow));
        Turn(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        r0.Store(to);
        r1.Store(to + toRow);
        r2.Store(to + (2 * toRow));
        r3.Store(to + (3 * toRow));
        r4.Store(to + (4 * toRow));
        r5.Store(to + (5 * toRow));
        r6.Store(to + (6 * toRow));
        r7.Store(to + (7 * toRow));
    }

    /// <summary>Makes columns of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Turn(
        ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3,
        ref Vector256<float> r4, ref Vector256<float> r5, ref Vector256<float> r6, ref Vector256<float> r7)
    {
        // Pairs, then fours within each half, then the halves.
        Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackHigh(r0, r1), c = Avx.UnpackLow(r2, r3), d = Avx.UnpackHigh(r2, r3);
        Vector256<float> e = Avx.UnpackLow(r4, r5), f = Avx.UnpackHigh(r4, r5), g = Avx.UnpackLow(r6, r7), h = Avx.UnpackHigh(r6, r7);
        Vector256<float> low0 = Avx.Shuffle(a, c, 0b01_00_01_00), low1 = Avx.Shuffle(a, c, 0b11_10_11_10);
        Vector256<float> low2 = Avx.Shuffle(b, d, 0b01_00_01_00), low3 = Avx.Shuffle(b, d, 0b11_10_11_10);
        Vector256<float> high0 = Avx.Shuffle(e, g, 0b01_00_01_00), high1 = Avx.Shuffle(e, g, 0b11_10_11_10);
        Vector256<float> high2 = Avx.Shuffle(f, h, 0b01_00_01_00), high3 = Avx.Shuffle(f, h, 0b11_10_11_10);
        r0 = Avx.Permute2x128(low0, high0, 0x20);
        r1 = Avx.Permute2x128(low1, high1, 0x20);
        r2 = Avx.Permute2x128(low2, high2, 0x20);
        r3 = Avx.Permute2x128(low3, high3, 0x20);
        r4 = Avx.Permute2x128(low0, high0, 0x31);
        r5 = Avx.Permute2x128(low1, high1, 0x31);
        r6 = Avx.Permute2x128(low2, high2, 0x31);
        r7 = Avx.Permute2x128(low3, high3, 0x31);
    }
}
