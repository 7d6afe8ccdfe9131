using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>Multiplies some strips of A by some panels of B, for one block of k.</summary>
internal readonly unsafe struct MultiplyTile<TLanes, TVector>(
    Product product, Strips strips, bool skipZeros, int k, int depth, int visitDepth, float* packed, int firstPacked, float* start, int panels, int rowTiles, int columnTiles) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [ThreadStatic]
    private static PackBuffer? t_rows;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    // Rows that are contiguous in k are good in place; packing them pays once so many panels read them.
    private const int PanelsWorthPacking = 48;

    // Six neighbours of a row are a good strip for one k, but the next k lies a whole row further, in another page of memory.
    private bool PacksNeighbours => product.AStep != 1 && product.ARow == 1;

    private bool PacksAcross => product.AStep == 1 && panels >= PanelsWorthPacking && !skipZeros;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int tile)
    {
        (int row, int column) = Math.DivRem(tile, columnTiles);
        int firstStrip = (int)((long)strips.Count * row / rowTiles), endStrip = (int)((long)strips.Count * (row + 1) / rowTiles);
        int firstPanel = (int)((long)panels * column / columnTiles), endPanel = (int)((long)panels * (column + 1) / columnTiles);
        int count = endStrip - firstStrip;
        int size = PacksNeighbours || PacksAcross || skipZeros ? PackedRows.Size(visitDepth) : 0;
        float* rows = (t_rows ??= new PackBuffer()).Reserve((long)(size + (skipZeros ? visitDepth : 0)) * count);
        int* steps = (int*)(rows + ((long)size * count));
        StripOfA* ready = stackalloc StripOfA[count];
        for (int from = 0; from == 0 || from < depth; from += visitDepth)
        {
            int visited = Math.Min(visitDepth, depth - from);
            float* begin = from == 0 ? start : null;
            for (int i = 0; i < count; i++)
                ready[i] = Prepare(firstStrip + i, k + from, visited, rows + (i * size), steps + (i * visitDepth));
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                for (int i = 0; i < count; i++)
                    RunStrip(ready[i], firstStrip + i, panel, from, begin);
            }
        }
    }

    private StripOfA Prepare(int strip, int firstK, int count, float* packed, int* steps)
    {
        int row = strips.Start(strip), rows = strips.Start(strip + 1) - row;
        float* first = product.A + (row * product.ARow) + (firstK * product.AStep);
        nint aRow = product.ARow, aStep = product.AStep;
        if (PacksAcross)
        {
            PackedRows.PackAcross(first, aRow, packed, rows, count, row + 8 <= product.Rows);
            return new StripOfA(packed, 1, PackedRows.Step, null, count);
        }

        if (PacksNeighbours)
        {
            PackedRows.Pack(first, aStep, packed, rows, count, row + 8 <= product.Rows);
            if (skipZeros)
            {
                int listed = Zeros.ListPacked(packed, count, steps);
                if (Zeros.Pay(listed, count))
                {
                    PackedRows.CloseUp(packed, steps, listed);
                    return new StripOfA(packed, 1, PackedRows.Step, steps, listed);
                }
            }

            return new StripOfA(packed, 1, PackedRows.Step, null, count);
        }

        if (skipZeros && aStep == 1)
        {
            int listed = Zeros.List(first, aRow, rows, count, steps);
            if (Zeros.Pay(listed, count))
            {
                PackedRows.PackListed(first, aRow, packed, rows, steps, listed);
                return new StripOfA(packed, 1, PackedRows.Step, steps, listed);
            }
        }

        return new StripOfA(first, aRow, aStep, null, count);
    }

    private void RunStrip(in StripOfA a, int strip, int panel, int from, float* begin)
    {
        int row = strips.Start(strip);
        int rows = strips.Start(strip + 1) - row;
        int column = panel * Width;
        int columns = Math.Min(Width, product.Columns - column);
        bool direct = panel < firstPacked;
        float* b = direct ? product.B + ((k + from) * product.BStep) + column : packed + ((((long)(panel - firstPacked) * depth) + from) * Width);
        nint bStep = direct ? product.BStep : Width;
        float* c = product.C + ((long)row * product.Columns) + column;
        begin = begin == null ? null : begin + column;
        if (columns == Width)
            RunWide(rows, a, b, bStep, c, product.Columns, begin);
        else if (columns == TLanes.Count)
            RunNarrow(rows, a, b, bStep, c, product.Columns, begin);
        else
            RunBeside(rows, columns, a, b, bStep, c, begin);
    }

    /// <summary>The last columns: computed beside C, then copied. A method of its own because of the buffer.</summary>
    private void RunBeside(int rows, int columns, in StripOfA a, float* b, nint bStep, float* c, float* begin)
    {
        float* beside = stackalloc float[MicroKernel<TLanes, TVector>.Rows * Width];
        if (begin == null)
            CopyRows(c, product.Columns, beside, Width, rows, columns);
        if (columns > TLanes.Count)
            RunWide(rows, a, b, bStep, beside, Width, begin);
        else
            RunNarrow(rows, a, b, bStep, beside, Width, begin);
        CopyRows(beside, Width, c, product.Columns, rows, columns);
    }

    private static void CopyRows(float* from, nint fromRow, float* to, nint toRow, int rows, int columns)
    {
        for (int i = 0; i < rows; i++, from += fromRow, to += toRow)
        {
            for (int j = 0; j < columns; j++)
                to[j] = from[j];
        }
    }

    private static void RunWide(int rows, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        switch (rows)
        {
            case 1: RunTile<Wide<Rows1>>(a, b, bStep, c, cRow, begin); break;
            case 2: RunTile<Wide<Rows2>>(a, b, bStep, c, cRow, begin); break;
            case 3: RunTile<Wide<Rows3>>(a, b, bStep, c, cRow, begin); break;
            case 4: RunTile<Wide<Rows4>>(a, b, bStep, c, cRow, begin); break;
            case 5: RunTile<Wide<Rows5>>(a, b, bStep, c, cRow, begin); break;
            default: RunTile<Wide<Rows6>>(a, b, bStep, c, cRow, begin); break;
        }
    }

    private static void RunNarrow(int rows, in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        switch (rows)
        {
            case 1: RunTile<Narrow<Rows1>>(a, b, bStep, c, cRow, begin); break;
            case 2: RunTile<Narrow<Rows2>>(a, b, bStep, c, cRow, begin); break;
            case 3: RunTile<Narrow<Rows3>>(a, b, bStep, c, cRow, begin); break;
            case 4: RunTile<Narrow<Rows4>>(a, b, bStep, c, cRow, begin); break;
            case 5: RunTile<Narrow<Rows5>>(a, b, bStep, c, cRow, begin); break;
            default: RunTile<Narrow<Rows6>>(a, b, bStep, c, cRow, begin); break;
        }
    }

    private static void RunTile<TTile>(in StripOfA a, float* b, nint bStep, float* c, nint cRow, float* begin)
        where TTile : struct, ITile
    {
        if (a.Steps == null)
            MicroKernel<TLanes, TVector>.Run<TTile>(a.First, a.Row, a.Step, b, bStep, null, a.Count, c, cRow, begin);
        else
            MicroKernel<TLanes, TVector>.Run<Listed<TTile>>(a.First, a.Row, a.Step, b, bStep, a.Steps, a.Count, c, cRow, begin);
    }
}
