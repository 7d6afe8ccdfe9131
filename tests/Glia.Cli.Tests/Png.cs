using System.Buffers.Binary;
using System.IO.Compression;

namespace Glia.Cli.Tests;

/// <summary>Writes the smallest PNGs there are: eight bits a channel, no filter.</summary>
internal static class Png
{
    /// <summary>A gray square.</summary>
    public static void Write(string path, int side, Func<int, int, byte> pixel) => Write(path, side, side, 0, (x, y) => [pixel(x, y)]);

    /// <summary>An image in red, green and blue.</summary>
    public static void WriteColor(string path, int width, int height, Func<int, int, (int Red, int Green, int Blue)> pixel) =>
        Write(path, width, height, 2, (x, y) => pixel(x, y) is var (red, green, blue) ? [(byte)red, (byte)green, (byte)blue] : []);

    private static void Write(string path, int width, int height, byte colorType, Func<int, int, byte[]> pixel)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        head[9] = colorType;
        Chunk("IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                for (int x = 0; x < width; x++) zlib.Write(pixel(x, y));
            }
        }
        Chunk("IDAT"u8, packed.ToArray());
        Chunk("IEND"u8, []);
        File.WriteAllBytes(path, file.ToArray());

        void Chunk(ReadOnlySpan<byte> name, byte[] data)
        {
            byte[] whole = [.. name, .. data];
            Span<byte> number = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            file.Write(number);
            file.Write(whole);
            uint crc = uint.MaxValue;
            foreach (byte b in whole)
            {
                crc ^= b;
                for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
            BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
            file.Write(number);
        }
    }
}
