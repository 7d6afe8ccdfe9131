using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>Brings strips of A into the form in which the micro-kernel reads them best: in place, packed, or packed with the zeros left out.</summary>
internal readonly unsafe struct StripPreparation(Product product, Strips strips, bool skipZeros, int panels)
{
    // Rows that are contiguous in k are good in place; packing them pays once so many panels read them.
    private const int PanelsWorthPacking = 48;

    // Strips that are packed together, so that the cache lines in which they lie side by side are fetched once.
    private const int Together = 4;

    // Six neighbours of a row are a good strip for one k, but the next k lies a whole row further, in another page of memory.
    private bool PacksNeighbours => product.AStep != 1 && product.ARow == 1;

    private bool PacksAcross => product.AStep == 1 && panels >= PanelsWorthPacking && !skipZeros;

    /// <summary>The memory one strip needs, in floats.</summary>
    internal int Size(int depth) => (PacksNeighbours || PacksAcross || skipZeros ? PackedRows.Size(depth) : 0) + (skipZeros ? depth : 0);

    /// <summary>Prepares neighbouring strips for one block of k.</summary>
    /// <param name="strip">The first strip.</param>
    /// <param name="count">How many strips.</param>
    /// <param name="k">The first k.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="memory">As many times <see cref="Size"/> as there are strips.</param>
    /// <param name="mostDepth">The most k of any block: what <see cref="Size"/> was asked for.</param>
    /// <param name="ready">Receives the strips.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Prepare(int strip, int count, int k, int depth, float* memory, int mostDepth, StripOfA* ready)
    {
        nint size = Size(mostDepth);
        if (PacksNeighbours)
            PackNeighbours(strip, count, k, depth, memory, size);
        for (int i = 0; i < count; i++, memory += size)
            ready[i] = Prepare(strip + i, k, depth, memory, (int*)(memory + PackedRows.Size(mostDepth)));
    }

    private void PackNeighbours(int strip, int count, int k, int depth, float* to, nint size)
    {
        for (int i = 0; i < count;)
        {
            int row = strips.Start(strip + i), next = row + (Together * PackedRows.Step);
            float* from = product.A + row + (k * product.AStep);
            bool together = i + Together <= count && strips.Start(strip + i + Together) == next && PackedRows.MayReadPast(next - PackedRows.Step, product.Rows);
            if (together)
                PackedRows.PackFour(from, product.AStep, to + (i * size), size, depth);
            else
                PackedRows.Pack(from, product.AStep, to + (i * size), strips.Height(strip + i), depth, PackedRows.MayReadPast(row, product.Rows));
            i += together ? Together : 1;
        }
    }

    private StripOfA Prepare(int strip, int k, int depth, float* packed, int* steps)
    {
        int row = strips.Start(strip), rows = strips.Height(strip), listed = depth;
        float* first = product.A + (row * product.ARow) + (k * product.AStep);
        if (PacksAcross)
        {
            PackedRows.PackAcross(first, product.ARow, packed, rows, depth, PackedRows.MayReadPast(row, product.Rows));
            return StripOfA.Packed(packed, depth);
        }

        if (PacksNeighbours)
        {
            if (skipZeros)
                listed = Zeros.ListPacked(packed, depth, steps);
            if (!Zeros.Pay(listed, depth))
                return StripOfA.Packed(packed, depth);
            PackedRows.CloseUp(packed, steps, listed);
            return StripOfA.Packed(packed, listed, steps);
        }

        if (skipZeros && product.AStep == 1)
            listed = Zeros.List(first, product.ARow, rows, depth, steps);
        if (!Zeros.Pay(listed, depth))
            return StripOfA.InPlace(first, product.ARow, product.AStep, depth);
        PackedRows.PackListed(first, product.ARow, packed, rows, steps, listed);
        return StripOfA.Packed(packed, listed, steps);
    }
}
