namespace Glia.Kernels;

/// <summary>Drives the micro-kernel over a whole product, block of k by block of k.</summary>
internal static unsafe class BlockedProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A panel of this depth is 16 KB on AVX2, half of the first-level cache.
    private const int BlockDepth = 256;

    // Rows that one tile takes at most: eight micro-tiles, whose A of one block stays in the second-level cache.
    private const int TileRows = 48;

    [ThreadStatic]
    private static PackBuffer? t_packed;

    private static int Width => MicroKernel<TLanes, TVector>.Columns;

    internal static void Run(Workers workers, in Product product)
    {
        int panels = (product.Columns + Width - 1) / Width;
        t_packed ??= new PackBuffer();

        // The first row holds what the sums begin with: the bias, or zero.
        float* start = t_packed.Reserve((long)panels * Width * (BlockDepth + 1));
        float* packed = start + (panels * Width);
        new Span<float>(start, panels * Width).Clear();
        if (product.Bias != null)
            new ReadOnlySpan<float>(product.Bias, product.Columns).CopyTo(new Span<float>(start, product.Columns));

        int rowTiles = (product.Rows + TileRows - 1) / TileRows;
        int columnTiles = Math.Clamp(4 * workers.Threads / rowTiles, 1, panels);
        for (int k = 0; k == 0 || k < product.Depth; k += BlockDepth)
        {
            int depth = Math.Min(BlockDepth, product.Depth - k);
            workers.For(panels, new PackPanel(product, k, depth, packed));
            float* begin = product.Accumulate || k > 0 ? null : start;
            workers.For(rowTiles * columnTiles, new MultiplyTile(product, k, depth, packed, begin, panels, columnTiles));
        }
    }

    /// <summary>Copies one panel of B, <see cref="Width"/> columns wide, so that the micro-kernel reads it front to back.</summary>
    private readonly struct PackPanel(Product product, int k, int depth, float* packed) : IJob
    {
        public void Run(int tile)
        {
            int column = tile * Width;
            int columns = Math.Min(Width, product.Columns - column);
            float* to = packed + ((long)column * depth);
            float* from = product.B + (k * product.BStep) + (column * product.BColumn);
            for (int step = 0; step < depth; step++, to += Width, from += product.BStep)
            {
                if (product.BColumn == 1 && columns == Width)
                {
                    TLanes.Store(TLanes.Load(from), to);
                    TLanes.Store(TLanes.Load(from + TLanes.Count), to + TLanes.Count);
                    continue;
                }

                for (int j = 0; j < columns; j++)
                    to[j] = from[j * product.BColumn];
                for (int j = columns; j < Width; j++)
                    to[j] = 0;
            }
        }
    }

    /// <summary>Multiplies some rows by some panels.</summary>
    private readonly struct MultiplyTile(Product product, int k, int depth, float* packed, float* start, int panels, int columnTiles) : IJob
    {
        public void Run(int tile)
        {
            int firstRow = tile / columnTiles * TileRows;
            int endRow = Math.Min(firstRow + TileRows, product.Rows);
            int part = tile % columnTiles;
            int endPanel = (int)((long)panels * (part + 1) / columnTiles);
            for (int panel = (int)((long)panels * part / columnTiles); panel < endPanel; panel++)
            {
                for (int row = firstRow; row < endRow; row += 6)
                    RunStrip(row, Math.Min(6, endRow - row), panel * Width);
            }
        }

        private void RunStrip(int row, int rows, int column)
        {
            float* a = product.A + (row * product.ARow) + (k * product.AStep);
            float* b = packed + ((long)column * depth);
            float* c = product.C + ((long)row * product.Columns) + column;
            float* begin = start == null ? null : start + column;
            int columns = Math.Min(Width, product.Columns - column);
            if (columns == Width)
                RunRows(rows, a, b, c, product.Columns, begin);
            else
                RunNarrow(rows, columns, a, b, c, begin);
        }

        /// <summary>The last columns: computed at full width beside C, then copied. A method of its own because of the buffer.</summary>
        private void RunNarrow(int rows, int columns, float* a, float* b, float* c, float* begin)
        {
            float* beside = stackalloc float[6 * Width];
            if (begin == null)
            {
                for (int i = 0; i < rows; i++)
                    new ReadOnlySpan<float>(c + ((long)i * product.Columns), columns).CopyTo(new Span<float>(beside + (i * Width), columns));
            }

            RunRows(rows, a, b, beside, Width, begin);
            for (int i = 0; i < rows; i++)
                new ReadOnlySpan<float>(beside + (i * Width), columns).CopyTo(new Span<float>(c + ((long)i * product.Columns), columns));
        }

        private void RunRows(int rows, float* a, float* b, float* c, nint cRow, float* begin)
        {
            switch (rows)
            {
                case 1: MicroKernel<TLanes, TVector>.Run<Rows1>(a, product.ARow, product.AStep, b, depth, c, cRow, begin); break;
                case 2: MicroKernel<TLanes, TVector>.Run<Rows2>(a, product.ARow, product.AStep, b, depth, c, cRow, begin); break;
                case 3: MicroKernel<TLanes, TVector>.Run<Rows3>(a, product.ARow, product.AStep, b, depth, c, cRow, begin); break;
                case 4: MicroKernel<TLanes, TVector>.Run<Rows4>(a, product.ARow, product.AStep, b, depth, c, cRow, begin); break;
                case 5: MicroKernel<TLanes, TVector>.Run<Rows5>(a, product.ARow, product.AStep, b, depth, c, cRow, begin); break;
                default: MicroKernel<TLanes, TVector>.Run<Rows6>(a, product.ARow, product.AStep, b, depth, c, cRow, begin); break;
            }
        }
    }
}
