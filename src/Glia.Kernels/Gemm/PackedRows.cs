using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels;

/// <summary>Rows of A as the micro-kernel likes them: the six numbers of a k side by side, then those of the next k.</summary>
internal static unsafe class PackedRows
{
    /// <summary>From one k to the next in a packed strip.</summary>
    internal const int Step = 6;

    // The copy below writes eight numbers for each k, of which the last two are overwritten by the next k.
    private const int Spill = 2;

    internal static int Size(int depth) => (Step * depth) + Spill;

    /// <summary>Whether a strip that starts at a row may be read eight rows at a time.</summary>
    internal static bool MayReadPast(int row, int rows) => row + Step + Spill <= rows;

    /// <summary>Packs up to six rows whose numbers of one k lie side by side.</summary>
    /// <param name="from">The first number of the first k.</param>
    /// <param name="fromStep">From one k to the next.</param>
    /// <param name="to">Receives six numbers a k; rows that are not there hold anything, or zero.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="mayReadPast">Whether eight numbers may be read at every k.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(float* from, nint fromStep, float* to, int rows, int depth, bool mayReadPast)
    {
        if (mayReadPast)
        {
            for (; depth > 0; depth--, from += fromStep, to += Step)
                Vector256.Load(from).Store(to);
            return;
        }

        for (; depth > 0; depth--, from += fromStep, to += Step)
        {
            for (int i = 0; i < rows; i++)
                to[i] = from[i];
            for (int i = rows; i < Step; i++)
                to[i] = 0;
        }
    }

    /// <summary>Packs four neighbouring strips of six rows each whose numbers of one k lie side by side.</summary>
    /// <remarks>Six numbers are less than a cache line: strip by strip, each line would be fetched three times.</remarks>
    /// <param name="from">The first number of the first strip's first k.</param>
    /// <param name="fromStep">From one k to the next.</param>
    /// <param name="to">Receives the first strip.</param>
    /// <param name="size">From one packed strip to the next.</param>
    /// <param name="depth">How many k.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackFour(float* from, nint fromStep, float* to, nint size, int depth)
    {
        float* to1 = to + size, to2 = to1 + size, to3 = to2 + size;
        for (nint at = 0; depth > 0; depth--, from += fromStep, at += Step)
        {
            Vector256.Load(from).Store(to + at);
            Vector256.Load(from + Step).Store(to1 + at);
            Vector256.Load(from + (2 * Step)).Store(to2 + at);
            Vector256.Load(from + (3 * Step)).Store(to3 + at);
        }
    }

    /// <summary>Packs up to six rows that are each contiguous in k.</summary>
    /// <param name="from">The first number of the first row.</param>
    /// <param name="fromRow">From one row to the next.</param>
    /// <param name="to">Receives six numbers a k; rows that are not there hold anything.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="mayReadPast">Whether eight rows may be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackAcross(float* from, nint fromRow, float* to, int rows, int depth, bool mayReadPast)
    {
        int k = 0;
        if (mayReadPast && Transposition.HasBlocks)
        {
            // Eight rows a block as well: the next k overwrites the last two.
            for (; k + 8 <= depth; k += 8)
                Transposition.CopyBlock(from + k, fromRow, to + (k * Step), Step);
        }

        for (; k < depth; k++)
        {
            for (int i = 0; i < rows; i++)
                to[(k * Step) + i] = from[(i * fromRow) + k];
        }
    }
}
