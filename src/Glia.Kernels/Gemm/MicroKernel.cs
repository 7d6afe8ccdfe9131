using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>The innermost loop: a tile of C, up to six rows by two vectors, stays in registers while k runs.</summary>
/// <remarks>
/// Why six by two vectors (6x16 on AVX2): a k-step is 12 multiply-adds for 2 loads of B and 6 broadcasts of A, and needs 12 + 2 + 1 of the
/// 16 registers. The 12 sums are independent, which covers the multiply-add's latency (4 cycles, 2 a cycle), so unrolling k gains nothing.
/// 8x8 would need more loads for each multiply-add, 8x16 more registers than there are.
/// The sums are twelve named locals: an array or struct of vectors would live in memory. For the same reason this method may not hold
/// any other buffer: one stackalloc in here made the JIT keep every sum in memory and cost a factor of three.
/// A convolution is the same loop over scattered rows: each row is the patch of one position, which may lie anywhere, and k runs through
/// the segments of a patch, one for each row of the window.
/// </remarks>
internal static unsafe class MicroKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    internal const int Rows = 6;

    internal static int Columns => 2 * TLanes.Count;

    /// <summary>Adds A * B to a tile of C, or starts the tile afresh.</summary>
    /// <typeparam name="TTile">The tile's size; the JIT compiles one loop for each.</typeparam>
    /// <param name="strip">The rows of A.</param>
    /// <param name="b">First element of B's columns, which are contiguous.</param>
    /// <param name="bStep">From one k to the next in B.</param>
    /// <param name="c">The tile of C.</param>
    /// <param name="cRow">From one row of C to the next, where they do not lie scattered.</param>
    /// <param name="start">A row of numbers that every sum begins with, or null to begin with what C holds.</param>
    /// <param name="panel">If the tile packs: receives B's columns, one k after the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TTile>(in StripOfA strip, float* b, nint bStep, float* c, nint cRow, float* start, float* panel)
        where TTile : struct, ITile
    {
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        float* a = strip.First;
        int* steps = strip.Steps;
        nint aStep = strip.Step, depth = strip.Count, segments = strip.Segments, skip = strip.Skip, skipOfB = strip.SkipOfB;
        nint aRow = strip.Row, aRow2 = 2 * aRow, aRow3 = 3 * aRow, aRow4 = 4 * aRow, aRow5 = 5 * aRow;
        if (TTile.Scattered)
            (aRow, aRow2, aRow3, aRow4, aRow5) = (strip.Rows[1], strip.Rows[2], strip.Rows[3], strip.Rows[4], strip.Rows[5]);
        float* right = c + TLanes.Count;
        if (start != null)
        {
            c00 = TLanes.Load(start);
            (c10, c20, c30, c40, c50) = (c00, c00, c00, c00, c00);
            if (TTile.Vectors > 1)
                c01 = TLanes.Load(start + TLanes.Count);
            (c11, c21, c31, c41, c51) = (c01, c01, c01, c01, c01);
        }
        else
        {
            c00 = TLanes.Load(c);
            if (TTile.Rows > 1)
                c10 = TLanes.Load(c + Row<TTile>(strip, cRow, 1));
            if (TTile.Rows > 2)
                c20 = TLanes.Load(c + Row<TTile>(strip, cRow, 2));
            if (TTile.Rows > 3)
                c30 = TLanes.Load(c + Row<TTile>(strip, cRow, 3));
            if (TTile.Rows > 4)
                c40 = TLanes.Load(c + Row<TTile>(strip, cRow, 4));
            if (TTile.Rows > 5)
                c50 = TLanes.Load(c + Row<TTile>(strip, cRow, 5));
            if (TTile.Vectors > 1)
                c01 = TLanes.Load(right);
            if (TTile.Vectors > 1 && TTile.Rows > 1)
                c11 = TLanes.Load(right + Row<TTile>(strip, cRow, 1));
            if (TTile.Vectors > 1 && TTile.Rows > 2)
                c21 = TLanes.Load(right + Row<TTile>(strip, cRow, 2));
            if (TTile.Vectors > 1 && TTile.Rows > 3)
                c31 = TLanes.Load(right + Row<TTile>(strip, cRow, 3));
            if (TTile.Vectors > 1 && TTile.Rows > 4)
                c41 = TLanes.Load(right + Row<TTile>(strip, cRow, 4));
            if (TTile.Vectors > 1 && TTile.Rows > 5)
                c51 = TLanes.Load(right + Row<TTile>(strip, cRow, 5));
        }

        do
        {
            for (nint k = depth; k > 0; k--)
            {
                float* bk = b;
                if (TTile.Listed)
                    bk += *steps++ * bStep;

                TVector b0 = TLanes.Load(bk);
                TVector b1 = TTile.Vectors > 1 ? TLanes.Load(bk + TLanes.Count) : default;
                if (TTile.Packs)
                {
                    TLanes.Store(b0, panel);
                    TLanes.Store(b1, panel + TLanes.Count);
                    panel += 2 * TLanes.Count;
                }

                TVector x = TLanes.Broadcast(a);
                c00 = TLanes.MultiplyAdd(x, b0, c00);
                if (TTile.Vectors > 1)
                    c01 = TLanes.MultiplyAdd(x, b1, c01);
                if (TTile.Rows > 1)
                {
                    x = TLanes.Broadcast(a + aRow);
                    c10 = TLanes.MultiplyAdd(x, b0, c10);
                    if (TTile.Vectors > 1)
                        c11 = TLanes.MultiplyAdd(x, b1, c11);
                }

                if (TTile.Rows > 2)
                {
                    x = TLanes.Broadcast(a + aRow2);
                    c20 = TLanes.MultiplyAdd(x, b0, c20);
                    if (TTile.Vectors > 1)
                        c21 = TLanes.MultiplyAdd(x, b1, c21);
                }

                if (TTile.Rows > 3)
                {
                    x = TLanes.Broadcast(a + aRow3);
                    c30 = TLanes.MultiplyAdd(x, b0, c30);
                    if (TTile.Vectors > 1)
                        c31 = TLanes.MultiplyAdd(x, b1, c31);
                }

                if (TTile.Rows > 4)
                {
                    x = TLanes.Broadcast(a + aRow4);
                    c40 = TLanes.MultiplyAdd(x, b0, c40);
                    if (TTile.Vectors > 1)
                        c41 = TLanes.MultiplyAdd(x, b1, c41);
                }

                if (TTile.Rows > 5)
                {
                    x = TLanes.Broadcast(a + aRow5);
                    c50 = TLanes.MultiplyAdd(x, b0, c50);
                    if (TTile.Vectors > 1)
                        c51 = TLanes.MultiplyAdd(x, b1, c51);
                }

                a += aStep;
                if (!TTile.Listed)
                    b += bStep;
            }

            if (TTile.Scattered)
            {
                a += skip;
                b += skipOfB;
            }
        }
        while (TTile.Scattered && --segments > 0);

        TLanes.Store(c00, c);
        if (TTile.Rows > 1)
            TLanes.Store(c10, c + Row<TTile>(strip, cRow, 1));
        if (TTile.Rows > 2)
            TLanes.Store(c20, c + Row<TTile>(strip, cRow, 2));
        if (TTile.Rows > 3)
            TLanes.Store(c30, c + Row<TTile>(strip, cRow, 3));
        if (TTile.Rows > 4)
            TLanes.Store(c40, c + Row<TTile>(strip, cRow, 4));
        if (TTile.Rows > 5)
            TLanes.Store(c50, c + Row<TTile>(strip, cRow, 5));
        if (TTile.Vectors > 1)
            TLanes.Store(c01, right);
        if (TTile.Vectors > 1 && TTile.Rows > 1)
            TLanes.Store(c11, right + Row<TTile>(strip, cRow, 1));
        if (TTile.Vectors > 1 && TTile.Rows > 2)
            TLanes.Store(c21, right + Row<TTile>(strip, cRow, 2));
        if (TTile.Vectors > 1 && TTile.Rows > 3)
            TLanes.Store(c31, right + Row<TTile>(strip, cRow, 3));
        if (TTile.Vectors > 1 && TTile.Rows > 4)
            TLanes.Store(c41, right + Row<TTile>(strip, cRow, 4));
        if (TTile.Vectors > 1 && TTile.Rows > 5)
            TLanes.Store(c51, right + Row<TTile>(strip, cRow, 5));
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Row<TTile>(in StripOfA strip, nint cRow, int row)
        where TTile : struct, ITile => TTile.Scattered ? strip.ResultRows[row] : row * cRow;
}
