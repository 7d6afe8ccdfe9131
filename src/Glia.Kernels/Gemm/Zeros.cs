using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>Finds the k at which a strip of A is zero in every row: they add nothing, so the micro-kernel need not visit them.</summary>
/// <remarks>
/// Four fifths of the pixels of a handwritten digit are zero. In six images together 44 % of the pixels are left, in six neighbouring pixels of
/// the weight gradient 34 %. Activations after a ReLU are about half zeros, but hardly ever in six rows at once: there it is not worth a look.
/// </remarks>
internal static unsafe class Zeros
{
    private const int Looks = 64;

    // Half zeros happen behind every ReLU and gain nothing.
    private const int Enough = Looks * 5 / 8;

    // A list that leaves out fewer than a tenth costs more than it saves.
    private const double WorthListing = 0.9;

    /// <summary>Whether a look at a few numbers, spread over the matrix, finds zeros mostly.</summary>
    internal static bool Abound(in Product product)
    {
        long count = (long)product.Rows * product.Depth;
        if (count < Looks * Looks)
            return false;
        int zeros = 0;
        for (long look = 0; look < Looks; look++)
        {
            // Steps of the golden section meet no pattern of rows or columns.
            (long row, long k) = Math.DivRem(look * 2654435761L % count, product.Depth);
            if (product.A[(row * product.ARow) + (k * product.AStep)] == 0)
                zeros++;
        }

        return zeros >= Enough;
    }

    /// <summary>Lists the k at which some row is not zero, for rows whose numbers are contiguous in k.</summary>
    /// <returns>How many were listed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int List(float* a, nint aRow, int rows, int depth, int* steps)
    {
        int count = 0;
        int k = 0;
        for (; k + Vector256<int>.Count <= depth; k += Vector256<int>.Count)
        {
            Vector256<int> any = Vector256.Load((int*)(a + k));
            for (int row = 1; row < rows; row++)
                any |= Vector256.Load((int*)(a + (row * aRow) + k));
            uint found = ~Vector256.Equals(any, Vector256<int>.Zero).ExtractMostSignificantBits();

            // Written always, counted if found: which pixels are dark cannot be predicted, so a branch here would cost more than all the rest.
            for (int i = 0; i < Vector256<int>.Count; i++)
            {
                steps[count] = k + i;
                count += (int)(found >> i) & 1;
            }
        }

        for (; k < depth; k++)
        {
            int any = 0;
            for (int row = 0; row < rows; row++)
                any |= *(int*)(a + (row * aRow) + k);
            steps[count] = k;
            count += any != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>The same for a packed strip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int ListPacked(float* packed, int depth, int* steps)
    {
        // Six numbers a k: four of them, and four that overlap the first.
        int count = 0;
        for (int k = 0; k < depth; k++, packed += PackedRows.Step)
        {
            Vector128<int> any = Vector128.Load((int*)packed) | Vector128.Load((int*)(packed + 2));
            steps[count] = k;
            count += any != Vector128<int>.Zero ? 1 : 0;
        }

        return count;
    }

    internal static bool Pay(int listed, int depth) => listed < depth * WorthListing;
}
