using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels;

/// <summary>Copies a small matrix turned on its side.</summary>
internal static unsafe class Transposition
{
    /// <summary>Whether this processor has the instructions for <see cref="CopyBlock"/>.</summary>
    internal static bool HasBlocks => Avx.IsSupported;

    /// <summary>to[j, i] = from[i, j] for i below <paramref name="rows"/> and j below <paramref name="columns"/>; rows of both contiguous.</summary>
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

        // Pairs, then fours within each half, then the halves.
        Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackHigh(r0, r1), c = Avx.UnpackLow(r2, r3), d = Avx.UnpackHigh(r2, r3);
        Vector256<float> e = Avx.UnpackLow(r4, r5), f = Avx.UnpackHigh(r4, r5), g = Avx.UnpackLow(r6, r7), h = Avx.UnpackHigh(r6, r7);
        r0 = Avx.Shuffle(a, c, 0b01_00_01_00);
        r1 = Avx.Shuffle(a, c, 0b11_10_11_10);
        r2 = Avx.Shuffle(b, d, 0b01_00_01_00);
        r3 = Avx.Shuffle(b, d, 0b11_10_11_10);
        r4 = Avx.Shuffle(e, g, 0b01_00_01_00);
        r5 = Avx.Shuffle(e, g, 0b11_10_11_10);
        r6 = Avx.Shuffle(f, h, 0b01_00_01_00);
        r7 = Avx.Shuffle(f, h, 0b11_10_11_10);
        Avx.Permute2x128(r0, r4, 0x20).Store(to);
        Avx.Permute2x128(r1, r5, 0x20).Store(to + toRow);
        Avx.Permute2x128(r2, r6, 0x20).Store(to + (2 * toRow));
        Avx.Permute2x128(r3, r7, 0x20).Store(to + (3 * toRow));
        Avx.Permute2x128(r0, r4, 0x31).Store(to + (4 * toRow));
        Avx.Permute2x128(r1, r5, 0x31).Store(to + (5 * toRow));
        Avx.Permute2x128(r2, r6, 0x31).Store(to + (6 * toRow));
        Avx.Permute2x128(r3, r7, 0x31).Store(to + (7 * toRow));
    }
}
