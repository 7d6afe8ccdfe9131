using System.Buffers.Binary;
using System.IO.Compression;
using Glia.Files;

namespace Glia.Interop.Parquet;

/// <summary>Unpacks the pages of Parquet files: none, snappy, gzip, brotli, LZ4 in both its forms, zstd.</summary>
internal static class ParquetCodecs
{
    // What a page says of its size is believed up to here; beyond it only what really came counts.
    private const int Believed = 1 << 20;

    // A copy of snappy gives 64 bytes for 3, a long match of LZ4 255 for 1.
    private const int MostOfSnappy = 32, MostOfLz4 = 256;

    /// <summary>The bytes of a page.</summary>
    /// <param name="codec">The format's number.</param>
    /// <param name="packed">What the file has.</param>
    /// <param name="size">How many bytes it should become.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="GliaException">It becomes more or fewer, is damaged, or packed in another way.</exception>
    public static ReadOnlyMemory<byte> Unpack(int codec, ReadOnlyMemory<byte> packed, int size, string name)
    {
        try
        {
            return codec switch
            {
                0 => packed.Length == size ? packed : throw Broken(name),
                1 => Snappy(packed.Span, size, name),
                2 => Streamed(new GZipStream(Stream(packed), CompressionMode.Decompress), size, name),
                4 => Streamed(new BrotliStream(Stream(packed), CompressionMode.Decompress), size, name),
                5 => HadoopLz4(packed.Span, size, name),
                6 => Zstd(packed.Span, size, name),
                7 => Lz4(packed.Span, size, name) ?? throw Broken(name),
                3 => throw new GliaException($"{name} is packed with LZO, which Glia does not read; write it with snappy, gzip or zstd."),
                _ => throw new GliaException($"{name} is packed in a way that Glia does not know ({codec}); write it with snappy, gzip " +
                    "or zstd."),
            };
        }
        catch (Exception error) when (error is InvalidDataException or IOException or InvalidOperationException
            or ZstdSharp.ZstdException)
        {
            throw ParquetDamage.Of(name, "a page cannot be unpacked", error);
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> packed) => new(packed.ToArray(), writable: false);

    private static byte[] Streamed(Stream unpacking, int size, string name)
    {
        using Stream stream = unpacking;
        byte[] all = BoundedReading.ReadExactly(stream, size, name, "a page");
        return stream.ReadByte() < 0 ? all : throw Broken(name);
    }

    // The window that a frame asks for is not allocated where all of it is unpacked at once; the room grows with what really comes.
    private static byte[] Zstd(ReadOnlySpan<byte> packed, int size, string name)
    {
        using var zstd = new ZstdSharp.Decompressor();
        for (int room = Math.Min(size, Believed); ; room = (int)Math.Min(size, 4L * room))
        {
            var all = new byte[room];
            if (zstd.TryUnwrap(packed, all, out int written)) return written == size ? Exact(all, size) : throw Broken(name);
            if (room == size) throw Broken(name);
        }
    }

    private static byte[] Exact(byte[] all, int size) => all.Length == size ? all : all[..size];

    // github.com/google/snappy, format_description.txt.
    private static byte[] Snappy(ReadOnlySpan<byte> packed, int size, string name)
    {
        int at = 0;
        if (ParquetEncodings.Varint(packed, ref at, name) != (ulong)size || size > (long)MostOfSnappy * packed.Length) throw Broken(name);
        var all = new byte[size];
        int filled = 0;
        while (at < packed.Length)
        {
            byte tag = packed[at++];
            int length = (tag >> 2) + 1;
            if ((tag & 3) == 0)
            {
                if (length > 60)
                {
                    int bytes = length - 60;
                    if (bytes > packed.Length - at) throw Broken(name);
                    uint more = 0;
                    for (int i = 0; i < bytes; i++) more |= (uint)packed[at++] << (8 * i);
                    if (more >= int.MaxValue) throw Broken(name);
                    length = (int)more + 1;
                }
                if (length > packed.Length - at || length > size - filled) throw Broken(name);
                packed.Slice(at, length).CopyTo(all.AsSpan(filled));
                at += length;
            }
            else
            {
                int width = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
                if (width > packed.Length - at) throw Broken(name);
                uint back = 0;
                for (int i = 0; i < width; i++) back |= (uint)packed[at++] << (8 * i);
                if ((tag & 3) == 1) (length, back) = (4 + ((tag >> 2) & 7), back | ((uint)(tag >> 5) << 8));
                if (back == 0 || back > filled || length > size - filled) throw Broken(name);
                Repeat(all, filled, (int)back, length);
            }
            filled += length;
        }
        return filled == size ? all : throw Broken(name);
    }

    // github.com/lz4/lz4, lz4_Block_format.md.
    private static byte[]? Lz4(ReadOnlySpan<byte> packed, int size, string name)
    {
        if (size > (long)MostOfLz4 * packed.Length) throw Broken(name);
        var all = new byte[size];
        int at = 0, filled = 0;
        while (at < packed.Length)
        {
            byte token = packed[at++];
            long length = Length(packed, ref at, token >> 4);
            if (length > packed.Length - at || length > size - filled) return null;
            packed.Slice(at, (int)length).CopyTo(all.AsSpan(filled));
            (at, filled) = (at + (int)length, filled + (int)length);
            // The last sequence has no match.
            if (at == packed.Length) break;
            if (packed.Length - at < 2) return null;
            int back = BinaryPrimitives.ReadUInt16LittleEndian(packed[at..]);
            at += 2;
            length = Length(packed, ref at, token & 15) + 4;
            if (back == 0 || back > filled || length > size - filled) return null;
            Repeat(all, filled, back, (int)length);
            filled += (int)length;
        }
        return filled == size ? all : null;

        static long Length(ReadOnlySpan<byte> packed, ref int at, int nibble)
        {
            long length = nibble;
            if (nibble < 15) return length;
            while (at < packed.Length)
            {
                byte more = packed[at++];
                length += more;
                if (more < 255) return length;
            }
            return long.MaxValue / 2;
        }
    }

    // Hadoop's frames: the sizes unpacked and packed, big-endian, then a block; some writers leave them out.
    private static byte[] HadoopLz4(ReadOnlySpan<byte> packed, int size, string name)
    {
        ReadOnlySpan<byte> left = packed;
        using var all = new MemoryStream();
        while (left.Length >= 8)
        {
            uint unpacked = BinaryPrimitives.ReadUInt32BigEndian(left), length = BinaryPrimitives.ReadUInt32BigEndian(left[4..]);
            if (length > left.Length - 8 || unpacked > size - all.Length || unpacked > (long)MostOfLz4 * length) break;
            if (Lz4(left.Slice(8, (int)length), (int)unpacked, name) is not { } block) break;
            all.Write(block);
            left = left[(8 + (int)length)..];
        }
        if (left.Length == 0 && all.Length == size) return all.ToArray();
        return Lz4(packed, size, name) ?? throw Broken(name);
    }

    // Source and destination may overlap: what was just written is repeated.
    private static void Repeat(byte[] all, int at, int back, int length)
    {
        if (back >= length) all.AsSpan(at - back, length).CopyTo(all.AsSpan(at));
        else for (int i = 0; i < length; i++) all[at + i] = all[at + i - back];
    }

    private static GliaException Broken(string name) => ParquetDamage.Of(name, "a page does not unpack to what it says");
}
