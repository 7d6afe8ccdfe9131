using System.Buffers.Binary;
using System.IO.Compression;

namespace Glia.Files;

/// <summary>
/// Writes PNG: ISO/IEC 15948, eight bits a channel, no filter, which digits and weights need none of. The one writer of all rooms.
/// </summary>
internal static class Png
{
    private const byte OfPalette = 3;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // The color type of 1 to 4 channels: gray, gray and alpha, color, color and alpha.
    private static ReadOnlySpan<byte> ColorTypes => [0, 4, 2, 6];

    /// <summary>Writes an image.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="pixels">A byte a channel, row by row.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 to 4: gray, gray and alpha, color, color and alpha.</param>
    /// <param name="level">How much time may go into making it small.</param>
    public static void Write(
        Stream stream, ReadOnlySpan<byte> pixels, int width, int height, int channels, CompressionLevel level = CompressionLevel.Optimal) =>
        Write(stream, pixels, width, height, channels, ColorTypes[channels - 1], [], level);

    /// <summary>Writes an image whose pixels are numbers of a palette.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="pixels">The numbers, row by row.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="palette">Red, green and blue of each color.</param>
    /// <param name="level">How much time may go into making it small.</param>
    public static void WriteOfPalette(Stream stream, ReadOnlySpan<byte> pixels, int width, int height, ReadOnlySpan<byte> palette,
        CompressionLevel level = CompressionLevel.Optimal) => Write(stream, pixels, width, height, 1, OfPalette, palette, level);

    private static void Write(Stream stream, ReadOnlySpan<byte> pixels, int width, int height, int channels, byte type,
        ReadOnlySpan<byte> palette, CompressionLevel level)
    {
        stream.Write(Signature);
        Span<byte> head = stackalloc byte[13];
        head.Clear();
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        (head[8], head[9]) = (8, type);
        Chunk(stream, "IHDR"u8, head);
        if (palette.Length > 0) Chunk(stream, "PLTE"u8, palette);
        Chunk(stream, "IDAT"u8, Packed(pixels, height, width * channels, level));
        Chunk(stream, "IEND"u8, []);
    }

    // Each row after the number of its filter, which is none.
    private static ReadOnlySpan<byte> Packed(ReadOnlySpan<byte> pixels, int rows, int row, CompressionLevel level)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true))
        {
            for (int y = 0; y < rows; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(y * row, row));
            }
        }
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void Chunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(data, Crc32.Of(name)));
        stream.Write(number);
    }
}
