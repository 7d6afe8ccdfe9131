using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Picks the rows of a batch out of a data set, and turns bytes into floats on the way.</summary>
public static class Gather
{
    // Rows of one tile, when threads work together.
    private const int Tile = 16;

    // Rows drawn at random lie where no prefetch of the processor's own looks for them, so each is asked for this many rows ahead.
    private const int RowsAhead = 4;

    private const int CacheLine = 64;

    /// <summary>destination[i] = source[rows[i]] * factor + offset, byte by byte.</summary>
    /// <param name="source">All rows, one after the other.</param>
    /// <param name="rowLength">Bytes in a row.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="factor">1/255 brings bytes to 0..1.</param>
    /// <param name="offset">Added after the factor.</param>
    /// <param name="destination">Receives rows.Length * rowLength numbers.</param>
    /// <param name="workers">Threads to share the work with; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row lies outside the source.</exception>
    public static unsafe void Bytes(
        ReadOnlySpan<byte> source, int rowLength, ReadOnlySpan<int> rows, float factor, float offset,
        Span<float> destination, Workers? workers = null)
    {
        fixed (byte* from = source) Bytes(from, source.Length, rowLength, rows, factor, offset, destination, workers);
    }

    /// <inheritdoc cref="Bytes(ReadOnlySpan{byte}, int, ReadOnlySpan{int}, float, float, Span{float}, Workers)"/>
    public static unsafe void Bytes(
        MappedBytes source, int rowLength, ReadOnlySpan<int> rows, float factor, float offset,
        Span<float> destination, Workers? workers = null)
    {
        Bytes(source.Start, source.Length, rowLength, rows, factor, offset, destination, workers);
        GC.KeepAlive(source);
    }

    /// <summary>destination[i, c] = source[rows[i], c] * factors[c] + offsets[c], byte by byte.</summary>
    /// <param name="source">All rows, one after the other.</param>
    /// <param name="rowLength">Bytes in a row.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="factors">One factor a column.</param>
    /// <param name="offsets">One offset a column, added after the factor.</param>
    /// <param name="destination">Receives rows.Length * rowLength numbers.</param>
    /// <param name="workers">Threads to share the work with; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row lies outside the source.</exception>
    public static unsafe void Bytes(
        ReadOnlySpan<byte> source, int rowLength, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors,
        ReadOnlySpan<float> offsets, Span<float> destination, Workers? workers = null)
    {
        fixed (byte* from = source) Bytes(from, source.Length, rowLength, rows, factors, offsets, destination, workers);
    }

    /// <inheritdoc
    ///   cref="Bytes(ReadOnlySpan{byte}, int, ReadOnlySpan{int}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Workers)"/>
    public static unsafe void Bytes(
        MappedBytes source, int rowLength, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors,
        ReadOnlySpan<float> offsets, Span<float> destination, Workers? workers = null)
    {
        Bytes(source.Start, source.Length, rowLength, rows, factors, offsets, destination, workers);
        GC.KeepAlive(source);
    }

    private static unsafe void Bytes(byte* source, long length, int rowLength, ReadOnlySpan<int> rows, float factor, float offset,
        Span<float> destination, Workers? workers)
    {
        RequireRows(length, rowLength, rows, destination.Length);
        fixed (int* which = rows)
        fixed (float* to = destination)
            (workers ?? Workers.Single).For((rows.Length + Tile - 1) / Tile,
                new Job(source, rowLength, which, rows.Length, null, null, factor, offset, to));
    }

    private static unsafe void Bytes(byte* source, long length, int rowLength, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors,
        ReadOnlySpan<float> offsets, Span<float> destination, Workers? workers)
    {
        RequireRows(length, rowLength, rows, destination.Length);
        RequireLength(factors.Length, rowLength, nameof(factors));
        RequireLength(offsets.Length, rowLength, nameof(offsets));
        fixed (int* which = rows)
        fixed (float* to = destination, f = factors, o = offsets)
            (workers ?? Workers.Single).For((rows.Length + Tile - 1) / Tile,
                new Job(source, rowLength, which, rows.Length, f, o, 0, 0, to));
    }

    private static void RequireRows(long sourceLength, int rowLength, ReadOnlySpan<int> rows, int destinationLength)
    {
        RequireLength(destinationLength, rows.Length * rowLength, "destination");
        long count = sourceLength / rowLength;
        foreach (int row in rows)
            if ((uint)row >= count) throw new ArgumentOutOfRangeException(nameof(rows), row, $"There are {count} rows.");
    }

    // Factors is null where one factor and offset serve all columns.
    private readonly unsafe struct Job(byte* source, int rowLength, int* rows, int count, float* factors, float* offsets, float factor,
        float offset, float* destination)
        : IJob
    {
        public void Run(int tile)
        {
            for (int row = tile * Tile; row < Math.Min(count, (tile + 1) * Tile); row++)
            {
                if (row + RowsAhead < count) Prefetch(source + (long)rows[row + RowsAhead] * rowLength, rowLength);
                byte* from = source + (long)rows[row] * rowLength;
                float* to = destination + (long)row * rowLength;
                if (factors == null) Row(from, to, rowLength, factor, offset);
                else Row(from, to, rowLength, factors, offsets);
            }
        }
    }

    private static unsafe void Prefetch(byte* row, int length)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < length; i += CacheLine) Sse.Prefetch0(row + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Row(byte* from, float* to, int length, float factor, float offset)
    {
        Vector<float> factors = All(factor), offsets = All(offset);
        int i = 0;
        for (; i <= length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Widen(Vector.Load(from + i), out Vector<float> v0, out Vector<float> v1, out Vector<float> v2, out Vector<float> v3);
            (v0 * factors + offsets).Store(to + i);
            (v1 * factors + offsets).Store(to + i + Width);
            (v2 * factors + offsets).Store(to + i + 2 * Width);
            (v3 * factors + offsets).Store(to + i + 3 * Width);
        }
        for (; i < length; i++) to[i] = from[i] * factor + offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Row(byte* from, float* to, int length, float* factors, float* offsets)
    {
        int i = 0;
        for (; i <= length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Widen(Vector.Load(from + i), out Vector<float> v0, out Vector<float> v1, out Vector<float> v2, out Vector<float> v3);
            float* f = factors + i, o = offsets + i;
            (v0 * Vector.Load(f) + Vector.Load(o)).Store(to + i);
            (v1 * Vector.Load(f + Width) + Vector.Load(o + Width)).Store(to + i + Width);
            (v2 * Vector.Load(f + 2 * Width) + Vector.Load(o + 2 * Width)).Store(to + i + 2 * Width);
            (v3 * Vector.Load(f + 3 * Width) + Vector.Load(o + 3 * Width)).Store(to + i + 3 * Width);
        }
        for (; i < length; i++) to[i] = from[i] * factors[i] + offsets[i];
    }

    /// <summary>destination[i] = source[rows[i]], whole rows.</summary>
    public static void Floats(ReadOnlySpan<float> source, int rowLength, ReadOnlySpan<int> rows, Span<float> destination)
    {
        RequireLength(destination.Length, rows.Length * rowLength, nameof(destination));
        for (int r = 0; r < rows.Length; r++)
            source.Slice(rows[r] * rowLength, rowLength).CopyTo(destination.Slice(r * rowLength, rowLength));
    }

    /// <summary>destination[i, c] = source[rows[i], c] * factors[c] + offsets[c].</summary>
    public static void Floats(
        ReadOnlySpan<float> source, int rowLength, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors,
        ReadOnlySpan<float> offsets, Span<float> destination)
    {
        Floats(source, rowLength, rows, destination);
        for (int start = 0; start < destination.Length; start += rowLength)
        {
            Span<float> row = destination.Slice(start, rowLength);
            Elementwise.Multiply(row, factors, row);
            Elementwise.Add(row, offsets, row);
        }
    }

    /// <summary>
    /// Copies one number a row into every column of the row: what a loss does with targets [n, 1] against outputs [n, k].
    /// </summary>
    public static void RepeatColumn(ReadOnlySpan<float> column, int columns, Span<float> destination)
    {
        RequireLength(destination.Length, column.Length * columns, nameof(destination));
        for (int row = 0; row < column.Length; row++) destination.Slice(row * columns, columns).Fill(column[row]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(Vector<byte> bytes, out Vector<float> v0, out Vector<float> v1, out Vector<float> v2, out Vector<float> v3)
    {
        Vector.Widen(bytes, out Vector<ushort> low, out Vector<ushort> high);
        Vector.Widen(low, out Vector<uint> i0, out Vector<uint> i1);
        Vector.Widen(high, out Vector<uint> i2, out Vector<uint> i3);
        v0 = Vector.ConvertToSingle(Vector.AsVectorInt32(i0));
        v1 = Vector.ConvertToSingle(Vector.AsVectorInt32(i1));
        v2 = Vector.ConvertToSingle(Vector.AsVectorInt32(i2));
        v3 = Vector.ConvertToSingle(Vector.AsVectorInt32(i3));
    }
}
