using System.Numerics;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>The matrix product.</summary>
/// <remarks>
/// Each element of the result is summed by one thread, in the order of k, in blocks whose size does not depend on the number of threads:
/// the bits are the same at any number of threads.
/// Where A holds many zeros, as raw pixels do, or has a single row or column, products with a zero are left out. With finite numbers that
/// changes no result. A NaN or an infinity in B that meets such zeros only does not reach the result.
/// </remarks>
public static unsafe class Gemm
{
    // Below this many multiply-adds, handing work to a second thread costs more than it saves.
    private const long WorthSharing = 500_000;

    /// <summary>
    /// The vector registers in use: the widest this processor has, unless the environment variable GLIA_KERNEL names avx2,
    /// avx512 or portable.
    /// </summary>
    public static KernelPath Path => KernelPaths.Chosen;

    /// <summary>C = A * B, C = A * B + bias, or C += A * B.</summary>
    /// <param name="workers">The threads to use. Small products stay on the calling one.</param>
    /// <param name="a">Left operand, [m, k], any strides.</param>
    /// <param name="b">Right operand, [k, n], any strides.</param>
    /// <param name="c">Result, [m, n], row-major without gaps. Must not overlap the operands.</param>
    /// <param name="bias">Nothing, or n numbers that are added to every row.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="c"/> holds. Not together with a bias.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    /// <exception cref="PlatformNotSupportedException">The environment variable GLIA_KERNEL names no path,
    /// or one that this processor does not have.</exception>
    public static void Multiply(Workers workers, Matrix a, Matrix b, Span<float> c, ReadOnlySpan<float> bias = default,
        bool accumulate = false) =>
        Multiply(Path, workers, a, b, c, bias, accumulate);

    internal static void Multiply(KernelPath path, Workers workers, Matrix a, Matrix b, Span<float> c,
        ReadOnlySpan<float> bias, bool accumulate)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (a.Columns != b.Rows)
            throw new ArgumentException($"A of {a.Rows} x {a.Columns} cannot be multiplied by B of {b.Rows} x {b.Columns}.", nameof(b));
        if (c.Length != (long)a.Rows * b.Columns)
            throw new ArgumentException($"The result of {a.Rows} x {b.Columns} does not have {c.Length} numbers.", nameof(c));
        if (!bias.IsEmpty && (accumulate || bias.Length != b.Columns))
            throw new ArgumentException($"A bias needs {b.Columns} numbers and a result that is not accumulated.", nameof(bias));
        if (c.IsEmpty)
            return;

        if ((long)a.Rows * a.Columns * b.Columns < WorthSharing)
            workers = Workers.Single;

        fixed (float* pa = a.Data, pb = b.Data, pc = c, pBias = bias)
        {
            Product product = new(pa, a, pb, b, pc, pBias, accumulate);
            switch (path)
            {
                case KernelPath.Avx512: Run<Lanes512, Vector512<float>>(workers, product); break;
                case KernelPath.Avx2: Run<Lanes256, Vector256<float>>(workers, product); break;
                default: Run<LanesPortable, Vector<float>>(workers, product); break;
            }
        }
    }

    // One sample, and one at a time, is a training style of its own: nothing is used twice then, and blocks would only get in the way.
    private static void Run<TLanes, TVector>(Workers workers, in Product product)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (product.Depth == 1 && product.BColumn == 1)
            OuterProduct<TLanes, TVector>.Run(workers, product);
        else if (product.Rows == 1 && product.AStep == 1 && product.BColumn == 1)
            RowProduct<TLanes, TVector>.Run(workers, product);
        else if (product.Rows == 1 && product.AStep == 1 && product.BStep == 1)
            DotProducts<TLanes, TVector>.Run(workers, product);
        else
            BlockedProduct<TLanes, TVector>.Run(workers, product);
    }
}
