using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>
/// One block of k of B as a panel, two vectors of columns wide, or one where no more are left, which the micro-kernel reads front to back.
/// </summary>
internal static unsafe class PackedPanel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>From one k to the next in a packed panel of so many columns.</summary>
    internal static int Step(int columns) => columns > TLanes.Count ? Width : TLanes.Count;

    /// <summary>Packs up to a panel's width of columns of one block of k; columns that are not there hold anything.</summary>
    /// <param name="product">The product, for B and its strides.</param>
    /// <param name="k">The first k.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="to">Receives <paramref name="depth"/> times <see cref="Step"/> numbers.</param>
    internal static void Pack(in Product product, int k, int depth, int column, int columns, float* to) =>
        Pack(product.B + (k * product.BStep) + (column * product.BColumn), product.BStep, product.BColumn,
            ((nint)(product.Depth - k - 1) * product.BStep) + product.Columns - column, depth, columns, to);

    /// <summary>Packs up to a panel's width of columns; columns that are not there hold anything.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="fromStep">From one k to the next.</param>
    /// <param name="fromColumn">From one column to the next.</param>
    /// <param name="left">How many numbers lie from the first on, if columns are neighbours.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="to">Receives <paramref name="depth"/> times <see cref="Step"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(float* from, nint fromStep, nint fromColumn, nint left, int depth, int columns, float* to)
    {
        int step = Step(columns);
        if (fromStep == 1 && fromColumn != 1)
        {
            Transposition.Copy(from, fromColumn, to, step, columns, depth);
            return;
        }

        // Whole vectors as long as they end before B does; what they hold beyond the columns is not looked at.
        int whole = fromColumn != 1 || left < step ? 0 : (int)Math.Min(depth, ((left - step) / fromStep) + 1);
        CopyRows(from, fromStep, whole, to, step);
        CopyOneByOne(from + (whole * fromStep), fromStep, fromColumn, columns, depth - whole, to + ((nint)whole * step), step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(float* from, nint fromStep, int depth, float* to, int step)
    {
        for (; depth > 0; depth--, to += step, from += fromStep)
        {
            TLanes.Store(TLanes.Load(from), to);
            if (step > TLanes.Count)
                TLanes.Store(TLanes.Load(from + TLanes.Count), to + TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyOneByOne(float* from, nint fromStep, nint fromColumn, int columns, int depth, float* to, int step)
    {
        for (; depth > 0; depth--, to += step, from += fromStep)
        {
            for (int j = 0; j < columns; j++)
                to[j] = from[j * fromColumn];
        }
    }
}
