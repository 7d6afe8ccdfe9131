using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>
/// Tells whether so much of A is zero that it pays to leave out the k at which a strip is zero in every row: they add nothing.
/// </summary>
/// <remarks>
/// Four fifths of the pixels of a handwritten digit are zero. In six images together 44 % of the pixels are left, in six neighbouring
/// pixels of the weight gradient 34 %. Activations after a ReLU are about half zeros, but hardly ever in six rows at once:
/// there it is not worth a look.
/// </remarks>
internal static unsafe class Zeros
{
    private const int Looks = 64;

    // Half zeros happen behind every ReLU and gain nothing.
    private const int Enough = Looks * 5 / 8;

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

    /// <summary>Lists the numbers of a row that are not zero.</summary>
    /// <param name="row">The row.</param>
    /// <param name="depth">How many numbers it has.</param>
    /// <param name="steps">Receives where they are.</param>
    /// <returns>How many were listed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int List(float* row, int depth, int* steps)
    {
        int count = 0;
        int k = 0;
        for (; k + Vector256<int>.Count <= depth; k += Vector256<int>.Count)
        {
            uint found = ~Vector256.Equals(Vector256.Load((int*)(row + k)), Vector256<int>.Zero).ExtractMostSignificantBits();

            // Written always, counted if found: which pixels are dark cannot be predicted,
            // so a branch here would cost more than all the rest.
            for (int i = 0; i < Vector256<int>.Count; i++)
            {
                steps[count] = k + i;
                count += (int)(found >> i) & 1;
            }
        }

        for (; k < depth; k++)
        {
            steps[count] = k;
            count += *(int*)(row + k) != 0 ? 1 : 0;
        }

        return count;
    }
}
