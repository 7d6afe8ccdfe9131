using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>Chooses the micro-kernel for a tile of C by its size and by what is known of its strip.</summary>
internal static unsafe class Tiles<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>One strip by one panel.</summary>
    /// <param name="rows">Rows of the strip, 1 to 6.</param>
    /// <param name="columns">Columns of the panel that C has.</param>
    /// <param name="a">The strip.</param>
    /// <param name="b">The panel.</param>
    /// <param name="bStep">From one k to the next in the panel.</param>
    /// <param name="c">The tile of C.</param>
    /// <param name="cRow">From one row of C to the next, where they do not lie scattered.</param>
    /// <param name="begin">What the sums begin with, or null to begin with what C holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(int rows, int columns, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        if (columns == Width)
            RunWide(rows, a, b, bStep, c, cRow, begin);
        else if (columns == TLanes.Count)
            RunNarrow(rows, a, b, bStep, c, cRow, begin);
        else
            RunBeside(rows, columns, a, b, bStep, c, cRow, begin);
    }

    /// <summary>One strip, all of whose k are visited, by a full panel that lies in place and is packed on the way.</summary>
    /// <param name="rows">Rows of the strip, 1 to 6.</param>
    /// <param name="a">The strip.</param>
    /// <param name="b">The columns of B.</param>
    /// <param name="bStep">From one k to the next in B.</param>
    /// <param name="c">The tile of C.</param>
    /// <param name="cRow">From one row of C to the next.</param>
    /// <param name="begin">What the sums begin with, or null to begin with what C holds.</param>
    /// <param name="panel">Receives the panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RunPacking(int rows, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin, float* panel)
    {
        if (a.Rows != null)
        {
            RunPackingScattered(rows, a, b, bStep, c, cRow, begin, panel);
            return;
        }

        switch (rows)
        {
            case 1: Run<Packing<Wide<Rows1>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 2: Run<Packing<Wide<Rows2>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 3: Run<Packing<Wide<Rows3>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 4: Run<Packing<Wide<Rows4>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 5: Run<Packing<Wide<Rows5>>>(a, b, bStep, c, cRow, begin, panel); break;
            default: Run<Packing<Wide<Rows6>>>(a, b, bStep, c, cRow, begin, panel); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPackingScattered(
        int rows, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin, float* panel)
    {
        switch (rows)
        {
            case 1: Run<Scattered<Packing<Wide<Rows1>>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 2: Run<Scattered<Packing<Wide<Rows2>>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 3: Run<Scattered<Packing<Wide<Rows3>>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 4: Run<Scattered<Packing<Wide<Rows4>>>>(a, b, bStep, c, cRow, begin, panel); break;
            case 5: Run<Scattered<Packing<Wide<Rows5>>>>(a, b, bStep, c, cRow, begin, panel); break;
            default: Run<Scattered<Packing<Wide<Rows6>>>>(a, b, bStep, c, cRow, begin, panel); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunWide(int rows, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        switch (rows)
        {
            case 1: RunAsItLies<Wide<Rows1>>(a, b, bStep, c, cRow, begin); break;
            case 2: RunAsItLies<Wide<Rows2>>(a, b, bStep, c, cRow, begin); break;
            case 3: RunAsItLies<Wide<Rows3>>(a, b, bStep, c, cRow, begin); break;
            case 4: RunAsItLies<Wide<Rows4>>(a, b, bStep, c, cRow, begin); break;
            case 5: RunAsItLies<Wide<Rows5>>(a, b, bStep, c, cRow, begin); break;
            default: RunAsItLies<Wide<Rows6>>(a, b, bStep, c, cRow, begin); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunNarrow(int rows, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        switch (rows)
        {
            case 1: RunAsItLies<Narrow<Rows1>>(a, b, bStep, c, cRow, begin); break;
            case 2: RunAsItLies<Narrow<Rows2>>(a, b, bStep, c, cRow, begin); break;
            case 3: RunAsItLies<Narrow<Rows3>>(a, b, bStep, c, cRow, begin); break;
            case 4: RunAsItLies<Narrow<Rows4>>(a, b, bStep, c, cRow, begin); break;
            case 5: RunAsItLies<Narrow<Rows5>>(a, b, bStep, c, cRow, begin); break;
            default: RunAsItLies<Narrow<Rows6>>(a, b, bStep, c, cRow, begin); break;
        }
    }

    /// <summary>The last columns: computed beside C, then copied. A method of its own because of the buffer.</summary>
    private static void RunBeside(int rows, int columns, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        const int Most = MicroKernel<TLanes, TVector>.Rows;
        float* beside = stackalloc float[Most * Width];
        nint* besideRows = stackalloc nint[Most], cRows = stackalloc nint[Most];
        for (int i = 0; i < Most; i++)
            (besideRows[i], cRows[i]) = (i * Width, a.Rows == null ? i * cRow : a.ResultRows[i]);
        StripOfA into = a.Into(besideRows);
        if (begin == null)
        {
            for (int i = 0; i < rows; i++)
                CopyRow(c + cRows[i], beside + besideRows[i], columns);
        }

        if (columns > TLanes.Count)
            RunWide(rows, into, b, bStep, beside, Width, begin);
        else
            RunNarrow(rows, into, b, bStep, beside, Width, begin);
        for (int i = 0; i < rows; i++)
            CopyRow(beside + besideRows[i], c + cRows[i], columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRow(float* from, float* to, int columns)
    {
        int j = 0;
        for (; j + Vector128<float>.Count <= columns; j += Vector128<float>.Count)
            Vector128.Load(from + j).Store(to + j);
        for (; j < columns; j++)
            to[j] = from[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunAsItLies<TTile>(in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
        where TTile : struct, ITile
    {
        if (a.Rows != null)
            Run<Scattered<TTile>>(a, b, bStep, c, cRow, begin, null);
        else if (a.Steps == null)
            Run<TTile>(a, b, bStep, c, cRow, begin, null);
        else
            Run<Listed<TTile>>(a, b, bStep, c, cRow, begin, null);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TTile>(in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin, float* panel)
        where TTile : struct, ITile =>
        MicroKernel<TLanes, TVector>.Run<TTile>(a, b, bStep, c, cRow, begin, panel);
}
