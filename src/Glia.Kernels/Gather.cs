using System.Numerics;
using System.Runtime.InteropServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Picks the rows of a batch out of a data set, and turns bytes into floats on the way.</summary>
public static class Gather
{
    /// <summary>destination[i] = source[rows[i]] * factor + offset, byte by byte.</summary>
    /// <param name="source">All rows, one after the other.</param>
    /// <param name="rowLength">Bytes in a row.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="factor">1/255 brings bytes to 0..1.</param>
    /// <param name="offset">Added after the factor.</param>
    /// <param name="destination">Receives rows.Length * rowLength numbers.</param>
    public static void Bytes(ReadOnlySpan<byte> source, int rowLength, ReadOnlySpan<int> rows, float factor, float offset, Span<float> destination)
    {
        RequireLength(destination.Length, rows.Length * rowLength, nameof(destination));
        Vector<float> factors = All(factor), offsets = All(offset);
        for (int r = 0; r < rows.Length; r++)
        {
            ReadOnlySpan<byte> from = source.Slice(rows[r] * rowLength, rowLength);
            Span<float> to = destination.Slice(r * rowLength, rowLength);
            ref float first = ref MemoryMarshal.GetReference(to);
            int i = 0;
            for (; i <= rowLength - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Widen(from[i..], out Vector<float> v0, out Vector<float> v1, out Vector<float> v2, out Vector<float> v3);
                Store(v0 * factors + offsets, ref first, i);
                Store(v1 * factors + offsets, ref first, i + Width);
                Store(v2 * factors + offsets, ref first, i + 2 * Width);
                Store(v3 * factors + offsets, ref first, i + 3 * Width);
            }
            for (; i < rowLength; i++) to[i] = from[i] * factor + offset;
        }
    }

    /// <summary>destination[i, c] = source[rows[i], c] * factors[c] + offsets[c], byte by byte.</summary>
    /// <param name="source">All rows, one after the other.</param>
    /// <param name="rowLength">Bytes in a row.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="factors">One factor a column.</param>
    /// <param name="offsets">One offset a column, added after the factor.</param>
    /// <param name="destination">Receives rows.Length * rowLength numbers.</param>
    public static void Bytes(
        ReadOnlySpan<byte> source, int rowLength, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets, Span<float> destination)
    {
        RequireLength(destination.Length, rows.Length * rowLength, nameof(destination));
        RequireLength(factors.Length, rowLength, nameof(factors));
        RequireLength(offsets.Length, rowLength, nameof(offsets));
        ref float f = ref MemoryMarshal.GetReference(factors);
        ref float o = ref MemoryMarshal.GetReference(offsets);
        for (int r = 0; r < rows.Length; r++)
        {
            ReadOnlySpan<byte> from = source.Slice(rows[r] * rowLength, rowLength);
            Span<float> to = destination.Slice(r * rowLength, rowLength);
            ref float first = ref MemoryMarshal.GetReference(to);
            int i = 0;
            for (; i <= rowLength - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Widen(from[i..], out Vector<float> v0, out Vector<float> v1, out Vector<float> v2, out Vector<float> v3);
                Store(v0 * Load(ref f, i) + Load(ref o, i), ref first, i);
                Store(v1 * Load(ref f, i + Width) + Load(ref o, i + Width), ref first, i + Width);
                Store(v2 * Load(ref f, i + 2 * Width) + Load(ref o, i + 2 * Width), ref first, i + 2 * Width);
                Store(v3 * Load(ref f, i + 3 * Width) + Load(ref o, i + 3 * Width), ref first, i + 3 * Width);
            }
            for (; i < rowLength; i++) to[i] = from[i] * factors[i] + offsets[i];
        }
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
        ReadOnlySpan<float> source, int rowLength, ReadOnlySpan<int> rows, ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets, Span<float> destination)
    {
        Floats(source, rowLength, rows, destination);
        for (int start = 0; start < destination.Length; start += rowLength)
        {
            Span<float> row = destination.Slice(start, rowLength);
            Elementwise.Multiply(row, factors, row);
            Elementwise.Add(row, offsets, row);
        }
    }

    /// <summary>Copies one number a row into every column of the row: what a loss does with targets [n, 1] against outputs [n, k].</summary>
    public static void RepeatColumn(ReadOnlySpan<float> column, int columns, Span<float> destination)
    {
        RequireLength(destination.Length, column.Length * columns, nameof(destination));
        for (int row = 0; row < column.Length; row++) destination.Slice(row * columns, columns).Fill(column[row]);
    }

    private static void Widen(ReadOnlySpan<byte> from, out Vector<float> v0, out Vector<float> v1, out Vector<float> v2, out Vector<float> v3)
    {
        Vector.Widen(new Vector<byte>(from), out Vector<ushort> low, out Vector<ushort> high);
        Vector.Widen(low, out Vector<uint> i0, out Vector<uint> i1);
        Vector.Widen(high, out Vector<uint> i2, out Vector<uint> i3);
        v0 = Vector.ConvertToSingle(Vector.AsVectorInt32(i0));
        v1 = Vector.ConvertToSingle(Vector.AsVectorInt32(i1));
        v2 = Vector.ConvertToSingle(Vector.AsVectorInt32(i2));
        v3 = Vector.ConvertToSingle(Vector.AsVectorInt32(i3));
    }
}
