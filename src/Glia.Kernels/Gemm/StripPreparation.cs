using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>
/// Brings strips of A into the form in which the micro-kernel reads them best: in place, packed, or packed with the zeros left out.
/// </summary>
internal readonly unsafe struct StripPreparation(Product product, Strips strips, bool skipZeros, int panels)
{
    // Rows that are contiguous in k are good in place; packing them pays once so many panels read them.
    private const int PanelsWorthPacking = 48;

    // Strips that are packed together, so that the cache lines in which they lie side by side are fetched once.
    private const int Together = 4;

    // Six neighbours of a row are a good strip for one k, but the next k lies a whole row further, in another page of memory.
    private bool PacksNeighbours => product.AStep != 1 && product.ARow == 1;

    private bool PacksAcross => product.AStep == 1 && (skipZeros || panels >= PanelsWorthPacking);

    /// <summary>The memory one strip needs, in floats.</summary>
    internal int Size(int depth) => PacksNeighbours || PacksAcross ? PackedRows.Size(depth) + (skipZeros ? depth : 0) : 0;

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
        int size = Size(mostDepth), steps = PackedRows.Size(mostDepth);
        for (int i = 0; i < count;)
        {
            if (PacksNeighbours && i + Together <= count && AreTogether(strip + i))
            {
                PackFour(strip + i, k, depth, memory + ((nint)i * size), steps, size, ready + i);
                i += Together;
                continue;
            }

            int row = strips.Start(strip + i), rows = strips.Height(strip + i);
            float* from = product.A + (row * product.ARow) + (k * product.AStep), to = memory + ((nint)i * size);
            if (PacksAcross)
                ready[i] = PackAcross(from, to, (int*)to + steps, row, rows, depth);
            else if (!PacksNeighbours)
                ready[i] = StripOfA.InPlace(from, product.ARow, product.AStep, depth);
            else
                ready[i] = PackNeighbours(from, to, (int*)to + steps, row, rows, depth);
            i++;
        }
    }

    private bool AreTogether(int strip)
    {
        int next = strips.Start(strip) + (Together * PackedRows.Step);
        return strips.Start(strip + Together) == next && PackedRows.MayReadPast(next - PackedRows.Step, product.Rows);
    }

    private StripOfA PackAcross(float* from, float* to, int* steps, int row, int rows, int depth)
    {
        if (skipZeros)
            return StripOfA.Packed(to, SparseRows.PackAcross(from, product.ARow, to, steps, rows, depth), steps);
        PackedRows.PackAcross(from, product.ARow, to, rows, depth, PackedRows.MayReadPast(row, product.Rows));
        return StripOfA.Packed(to, depth);
    }

    private void PackFour(int strip, int k, int depth, float* to, int steps, int size, StripOfA* ready)
    {
        float* from = product.A + strips.Start(strip) + (k * product.AStep);
        int* counts = stackalloc int[Together];
        if (skipZeros)
            SparseRows.PackFour(from, product.AStep, to, (int*)to + steps, size, depth, counts);
        else
            PackedRows.PackFour(from, product.AStep, to, size, depth);
        for (int i = 0; i < Together; i++, to += size)
            ready[i] = skipZeros ? StripOfA.Packed(to, counts[i], (int*)to + steps) : StripOfA.Packed(to, depth);
    }

    private StripOfA PackNeighbours(float* from, float* to, int* steps, int row, int rows, int depth)
    {
        PackedRows.Pack(from, product.AStep, to, rows, depth, PackedRows.MayReadPast(row, product.Rows));
        return skipZeros ? StripOfA.Packed(to, SparseRows.CloseUp(to, depth, steps), steps) : StripOfA.Packed(to, depth);
    }
}
