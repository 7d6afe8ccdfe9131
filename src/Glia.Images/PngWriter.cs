using System.Buffers.Binary;
using System.IO.Compression;
using Glia.Files;

namespace Glia.Images;

/// <summary>Writes images as PNG: ISO/IEC 15948, eight bits a channel, no filter.</summary>
public static class PngWriter
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // The color type of 1 to 4 channels: gray, gray and alpha, color, color and alpha.
    private static ReadOnlySpan<byte> ColorTypes => [0, 4, 2, 6];

    /// <summary>Writes a file, beside it first and then in its place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">What it shows.</param>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public static void Write(string path, Image image)
    {
        try
        {
            AtomicFile.Write(path, stream => Write(stream, image));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{path} cannot be written ({error.Message.TrimEnd('.')}); choose another place or free it.", error);
        }
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="image">What it shows.</param>
    public static void Write(Stream stream, Image image)
    {
        stream.Write(Signature);
        Span<byte> head = stackalloc byte[13];
        head.Clear();
        BinaryPrimitives.WriteInt32BigEndian(head, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], image.Height);
        head[8] = 8;
        head[9] = ColorTypes[image.Channels - 1];
        Chunk(stream, "IHDR"u8, head);
        Chunk(stream, "IDAT"u8, Packed(image));
        Chunk(stream, "IEND"u8, []);
    }

    // Each row after the number of its filter, which is none.
    private static ReadOnlySpan<byte> Packed(Image image)
    {
        int row = image.Width * image.Channels;
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(image.Pixels, y * row, row);
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
