using System.Buffers.Binary;
using System.Numerics;

namespace Glia.Interop.Parquet;

/// <summary>The ways in which Parquet packs whole numbers.</summary>
/// <remarks>parquet-format, Encodings.md.</remarks>
internal static class ParquetEncodings
{
    /// <summary>Runs of equal numbers and packed bits in turn.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="width">How many bits a number has.</param>
    /// <param name="numbers">Receives as many as it has room for.</param>
    /// <param name="name">What messages call the file.</param>
    public static void Hybrid<T>(ReadOnlySpan<byte> data, int width, Span<T> numbers, string name) where T : IBinaryInteger<T>
    {
        if (width is < 0 or > 32) throw Broken(name);
        if (width == 0)
        {
            numbers.Clear();
            return;
        }
        int at = 0, bytes = (width + 7) / 8;
        while (numbers.Length > 0)
        {
            ulong head = Varint(data, ref at, name);
            if ((head & 1) == 0)
            {
                if (head == 0 || bytes > data.Length - at) throw Broken(name);
                uint value = 0;
                for (int i = 0; i < bytes; i++) value |= (uint)data[at++] << (8 * i);
                int run = (int)Math.Min(head >> 1, (ulong)numbers.Length);
                numbers[..run].Fill(T.CreateTruncating(value));
                numbers = numbers[run..];
            }
            else
            {
                ulong packed = Math.Min(head >> 1, (ulong)(numbers.Length + 7) / 8) * 8;
                int run = (int)Math.Min(packed, (ulong)numbers.Length);
                if (run == 0) throw Broken(name);
                Unpack(data[at..], width, numbers[..run], name);
                numbers = numbers[run..];
                at = (int)Math.Min((ulong)data.Length, (ulong)at + ((head >> 1) * (ulong)width));
            }
        }
    }

    /// <summary>Differences to the number before, in blocks that each have their least difference.</summary>
    /// <returns>How many bytes they took.</returns>
    public static int Deltas(ReadOnlySpan<byte> data, int wanted, Span<long> numbers, string name)
    {
        const int mostBlock = 1 << 16;
        int at = 0;
        ulong block = Varint(data, ref at, name), parts = Varint(data, ref at, name), total = Varint(data, ref at, name);
        long value = Zigzag(data, ref at, name);
        if (block is 0 or > mostBlock || parts is 0 or > mostBlock || block % parts != 0 || block / parts % 8 != 0
            || total != (ulong)wanted) throw Broken(name);
        int part = (int)(block / parts), filled = 0;
        if (wanted > 0) numbers[filled++] = value;
        var deltas = new ulong[part];
        while (filled < wanted)
        {
            long least = Zigzag(data, ref at, name);
            if ((int)parts > data.Length - at) throw Broken(name);
            ReadOnlySpan<byte> widths = data.Slice(at, (int)parts);
            at += (int)parts;
            for (int i = 0; i < widths.Length && filled < wanted; i++)
            {
                int width = widths[i], bytes = part / 8 * width;
                if (width > 64 || bytes > data.Length - at) throw Broken(name);
                Unpack(data.Slice(at, bytes), width, deltas);
                at += bytes;
                for (int k = 0; k < part && filled < wanted; k++)
                    numbers[filled++] = value = unchecked(value + least + (long)deltas[k]);
            }
        }
        return at;
    }

    /// <summary>A number of seven bits a byte, the lowest first.</summary>
    public static ulong Varint(ReadOnlySpan<byte> data, ref int at, string name)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && at < data.Length; shift += 7)
        {
            byte part = data[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
        throw Broken(name);
    }

    private static long Zigzag(ReadOnlySpan<byte> data, ref int at, string name)
    {
        ulong value = Varint(data, ref at, name);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static void Unpack<T>(ReadOnlySpan<byte> data, int width, Span<T> numbers, string name) where T : IBinaryInteger<T>
    {
        if (((long)numbers.Length * width) + 7 >> 3 > data.Length) throw Broken(name);
        ulong mask = (1UL << width) - 1;
        long bit = 0;
        for (int i = 0; i < numbers.Length; i++, bit += width)
            numbers[i] = T.CreateTruncating((Word(data[(int)(bit >> 3)..]) >> (int)(bit & 7)) & mask);
    }

    // Up to 64 bits, which may begin within a byte and so stand in nine.
    private static void Unpack(ReadOnlySpan<byte> data, int width, ulong[] numbers)
    {
        if (width == 0)
        {
            Array.Clear(numbers);
            return;
        }
        ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        long bit = 0;
        for (int i = 0; i < numbers.Length; i++, bit += width)
        {
            ReadOnlySpan<byte> here = data[(int)(bit >> 3)..];
            int shift = (int)(bit & 7);
            ulong value = Word(here) >> shift;
            if (shift + width > 64) value |= (ulong)here[8] << (64 - shift);
            numbers[i] = value & mask;
        }
    }

    private static ulong Word(ReadOnlySpan<byte> data)
    {
        if (data.Length >= 8) return BinaryPrimitives.ReadUInt64LittleEndian(data);
        ulong word = 0;
        for (int i = 0; i < data.Length; i++) word |= (ulong)data[i] << (8 * i);
        return word;
    }

    private static GliaException Broken(string name) => ParquetDamage.Of(name, "packed numbers do not fit together");
}
