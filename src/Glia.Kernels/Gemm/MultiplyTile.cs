namespace Glia.Kernels;

/// <summary>Multiplies some strips of A by some panels of B, for one block of k.</summary>
internal readonly unsafe struct MultiplyTile<TLanes, TVector>(
    Product product, Strips strips, int k, int depth, float* packed, int firstPacked, float* start, int panels, int rowTiles, int columnTiles) : IJob
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [ThreadStatic]
    private static PackBuffer? t_rows;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    public void Run(int tile)
    {
        (int row, int column) = Math.DivRem(tile, columnTiles);
        int firstStrip = (int)((long)strips.Count * row / rowTiles), endStrip = (int)((long)strips.Count * (row + 1) / rowTiles);
        int firstPanel = (int)((long)panels * column / columnTiles), endPanel = (int)((long)panels * (column + 1) / columnTiles);

        // Six neighbours of a row are a good strip for one k, but the next k lies a whole row further, in another page of memory.
        if (product.AStep != 1 && product.ARow == 1)
        {
            int size = PackedRows.Size(depth);
            float* rows = (t_rows ??= new PackBuffer()).Reserve((long)size * (endStrip - firstStrip));
            for (int strip = firstStrip; strip < endStrip; strip++)
            {
                int first = strips.Start(strip);
                PackedRows.Pack(product.A + first + (k * product.AStep), product.AStep, rows + ((strip - firstStrip) * size), strips.Start(strip + 1) - first, depth, first + 8 <= product.Rows);
            }

            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                for (int strip = firstStrip; strip < endStrip; strip++)
                    RunStrip(rows + ((strip - firstStrip) * size), 1, PackedRows.Step, strip, panel);
            }
        }
        else
        {
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                for (int strip = firstStrip; strip < endStrip; strip++)
                    RunStrip(product.A + (strips.Start(strip) * product.ARow) + (k * product.AStep), product.ARow, product.AStep, strip, panel);
            }
        }
    }

    private void RunStrip(float* a, nint aRow, nint aStep, int strip, int panel)
    {
        int row = strips.Start(strip);
        int rows = strips.Start(strip + 1) - row;
        int column = panel * Width;
        int columns = Math.Min(Width, product.Columns - column);
        bool direct = panel < firstPacked;
        float* b = direct ? product.B + (k * product.BStep) + column : packed + ((long)(panel - firstPacked) * Width * depth);
        nint bStep = direct ? product.BStep : Width;
        float* c = product.C + ((long)row * product.Columns) + column;
        float* begin = start == null ? null : start + column;
        if (columns == Width)
            RunWide(rows, a, aRow, aStep, b, bStep, c, product.Columns, begin);
        else if (columns == TLanes.Count)
            RunNarrow(rows, a, aRow, aStep, b, bStep, c, product.Columns, begin);
        else
            RunBeside(rows, columns, a, aRow, aStep, b, bStep, c, begin);
    }

    /// <summary>The last columns: computed beside C, then copied. A method of its own because of the buffer.</summary>
    private void RunBeside(int rows, int columns, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, float* begin)
    {
        float* beside = stackalloc float[MicroKernel<TLanes, TVector>.Rows * Width];
        if (begin == null)
            CopyRows(c, product.Columns, beside, Width, rows, columns);
        if (columns > TLanes.Count)
            RunWide(rows, a, aRow, aStep, b, bStep, beside, Width, begin);
        else
            RunNarrow(rows, a, aRow, aStep, b, bStep, beside, Width, begin);
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

    private void RunWide(int rows, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        switch (rows)
        {
            case 1: MicroKernel<TLanes, TVector>.Run<Wide<Rows1>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 2: MicroKernel<TLanes, TVector>.Run<Wide<Rows2>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 3: MicroKernel<TLanes, TVector>.Run<Wide<Rows3>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 4: MicroKernel<TLanes, TVector>.Run<Wide<Rows4>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 5: MicroKernel<TLanes, TVector>.Run<Wide<Rows5>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            default: MicroKernel<TLanes, TVector>.Run<Wide<Rows6>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
        }
    }

    private void RunNarrow(int rows, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, float* begin)
    {
        switch (rows)
        {
            case 1: MicroKernel<TLanes, TVector>.Run<Narrow<Rows1>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 2: MicroKernel<TLanes, TVector>.Run<Narrow<Rows2>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 3: MicroKernel<TLanes, TVector>.Run<Narrow<Rows3>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 4: MicroKernel<TLanes, TVector>.Run<Narrow<Rows4>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            case 5: MicroKernel<TLanes, TVector>.Run<Narrow<Rows5>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
            default: MicroKernel<TLanes, TVector>.Run<Narrow<Rows6>>(a, aRow, aStep, b, bStep, depth, c, cRow, begin); break;
        }
    }
}
