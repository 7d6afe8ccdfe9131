using System.Buffers.Binary;
using System.IO.Compression;

namespace Glia.Report.Html;

/// <summary>Writes PNG files (ISO/IEC 15948): 8 bits a channel, gray, red-green-blue, or numbers of a palette.</summary>
internal static class Png
{
    private const byte Gray = 0, Color = 2, Palette = 3;

    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>An image of one or three bytes a pixel.</summary>
    /// <param name="pixels">The bytes, row by row.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for gray, 3 for red, green and blue.</param>
    public static byte[] Of(ReadOnlySpan<byte> pixels, int width, int height, int channels) =>
        Write(pixels, width, height, channels, channels == 1 ? Gray : Color, []);

    /// <summary>An image of numbers of a palette.</summary>
    /// <param name="pixels">The numbers, row by row.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="palette">Red, green and blue of each colour.</param>
    public static byte[] OfPalette(ReadOnlySpan<byte> pixels, int width, int height, byte[] palette) =>
        Write(pixels, width, height, 1, Palette, palette);

    /// <summary>A file as an address that holds it whole.</summary>
    public static string Address(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";

    private static byte[] Write(ReadOnlySpan<byte> pixels, int width, int height, int channels, byte type, byte[] palette)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> head = stackalloc byte[13];
        head.Clear();
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        (head[8], head[9]) = (8, type);
        Chunk(file, "IHDR"u8, head);
        if (palette.Length > 0) Chunk(file, "PLTE"u8, palette);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                // No filter: digits and weights are smaller without.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * width * channels, width * channels));
            }
        }
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes) crc = s_table[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint Remainder(int index)
    {
        uint crc = (uint)index;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        return crc;
    }
}
