using System.Globalization;
using System.Runtime.InteropServices;
using Glia.Data;

namespace Glia.Experiments.Recorded;

/// <summary>
/// What tells data from other data: how many rows and numbers there are, between what they lie, and a hash of all of them. They are taken
/// as the source holds them, before anything is split or scaled, and in whatever order the rows lie.
/// </summary>
/// <param name="Hash">Sixteen hexadecimal digits: the sum of the hashes of the rows, each with its target.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">How many numbers a row has.</param>
/// <param name="Least">The smallest of them; NaN where none is finite.</param>
/// <param name="Most">The largest of them; NaN where none is finite.</param>
public sealed record DataFingerprint(string Hash, int Rows, int Columns, double Least, double Most)
{
    // More columns are pixels or words: each by itself says nothing.
    private const int MostColumns = 64;

    // Rows that are gathered together: few enough to stay in a cache.
    private const int Chunk = 256;

    /// <summary>How many classes the targets are; 0 where they are numbers.</summary>
    public int Classes { get; init; }

    /// <summary>The range of each column by its name; empty where there are more than 64.</summary>
    public IReadOnlyList<ColumnRange> Ranges { get; init; } = [];

    /// <summary>A number for a row that is equal for equal rows and, for all practical purposes, for no others.</summary>
    /// <param name="row">The numbers of one row, as the network takes them.</param>
    public static ulong OfRow(ReadOnlySpan<float> row) => OfRow(MemoryMarshal.AsBytes(row));

    // Two lanes of multiply and fold; 64 bits make a chance collision among a million rows a matter of 1 in 10^7.
    internal static ulong OfRow(ReadOnlySpan<byte> row)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(row);
        ulong a = 0x9E3779B97F4A7C15, b = 0xC2B2AE3D27D4EB4F;
        int i = 0;
        for (; i + 1 < words.Length; i += 2)
        {
            a = (a ^ words[i]) * 0xBF58476D1CE4E5B9;
            b = (b ^ words[i + 1]) * 0x94D049BB133111EB;
            a ^= a >> 32;
            b ^= b >> 29;
        }
        if (i < words.Length) a = (a ^ words[i]) * 0xBF58476D1CE4E5B9;
        ulong last = 0;
        foreach (byte one in row[(words.Length * sizeof(ulong))..]) last = (last << 8) | one;
        b = (b ^ last) * 0x94D049BB133111EB;
        return Mixed((a ^ (a >> 31)) + ((b << 23) | (b >> 41)));
    }

    // Of data that stay in a file so many chunks are looked at, spread evenly: the others would be read from the disk for this alone.
    private const int MostOnDisk = 256;

    /// <summary>The fingerprint of data; it reads every number of those in memory.</summary>
    internal static DataFingerprint Of(LoadedData data)
    {
        int width = data.Inputs.Shape.Size;
        var ranges = new (float Least, float Most)[width];
        Array.Fill(ranges, (float.PositiveInfinity, float.NegativeInfinity));
        ulong sum = 0;
        var scratch = new byte[data.Inputs.AreOnDisk ? Chunk * width : 0];
        int chunks = (int)(((long)data.Rows + Chunk - 1) / Chunk), looks = data.Inputs.AreOnDisk ? Math.Min(chunks, MostOnDisk) : chunks;
        for (int look = 0; look < looks; look++)
        {
            int start = (int)((long)look * chunks / looks) * Chunk, count = Math.Min(Chunk, data.Rows - start);
            data.Inputs.ReadAhead(start, count, scratch);
            sum += data.Inputs is ByteFeatures bytes ? OfBytes(data, bytes, start, count, ranges) : OfNumbers(data, start, count, ranges);
        }
        double least = ranges.Min(range => range.Least), most = ranges.Max(range => range.Most);
        return new DataFingerprint(sum.ToString("x16", CultureInfo.InvariantCulture), data.Rows, width, Finite(least), Finite(most))
        {
            Classes = data.ClassNames?.Length ?? 0,
            Ranges = width > MostColumns ? []
                : [.. ranges.Select((range, column) => new ColumnRange(data.FeatureNames?[column] ?? $"column {column}",
                    Finite(range.Least), Finite(range.Most)))],
        };
    }

    private static ulong OfBytes(LoadedData data, ByteFeatures bytes, int start, int count, (float Least, float Most)[] ranges)
    {
        ulong sum = 0;
        int width = ranges.Length;
        Span<byte> least = new byte[width], most = new byte[width];
        least.Fill(byte.MaxValue);
        for (int row = start; row < start + count; row++)
        {
            ReadOnlySpan<byte> values = bytes.Row(row);
            sum += Row(data, row, OfRow(values));
            for (int column = 0; column < width; column++)
            {
                least[column] = Math.Min(least[column], values[column]);
                most[column] = Math.Max(most[column], values[column]);
            }
        }
        for (int column = 0; column < width; column++)
            ranges[column] = (Math.Min(ranges[column].Least, least[column]), Math.Max(ranges[column].Most, most[column]));
        return sum;
    }

    private static ulong OfNumbers(LoadedData data, int start, int count, (float Least, float Most)[] ranges)
    {
        ulong sum = 0;
        int width = ranges.Length;
        var gathered = new float[count * width];
        data.Inputs.Gather([.. Enumerable.Range(start, count)], gathered);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> values = gathered.AsSpan(row * width, width);
            sum += Row(data, start + row, OfRow(values));
            for (int column = 0; column < width; column++)
            {
                // Gaps have no size.
                if (!float.IsFinite(values[column])) continue;
                ranges[column] = (Math.Min(ranges[column].Least, values[column]), Math.Max(ranges[column].Most, values[column]));
            }
        }
        return sum;
    }

    // With its target: the same rows with other labels are other data.
    private static ulong Row(LoadedData data, int row, ulong inputs)
    {
        ulong target = data.Classes is { } classes ? (ulong)classes[row] : data.Numbers is { } numbers ? OfRow(numbers[row]) : 0;
        return Mixed(inputs ^ (target * 0xD6E8FEB86659FD93));
    }

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 29)) * 0xBF58476D1CE4E5B9;
        return value ^ (value >> 32);
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}

/// <summary>Between what the numbers of a column lie.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Least">The smallest; NaN where none is finite.</param>
/// <param name="Most">The largest; NaN where none is finite.</param>
public sealed record ColumnRange(string Name, double Least, double Most);
