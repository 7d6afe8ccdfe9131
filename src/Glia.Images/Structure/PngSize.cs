using System.Buffers.Binary;

namespace Glia.Images.Structure;

/// <summary>The first chunk of a PNG, IHDR.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitsPerPixel">Bits of all channels.</param>
/// <param name="Interlaced">Whether the pixels come in seven passes.</param>
internal sealed record PngSize(int Width, int Height, int BitsPerPixel, bool Interlaced)
{
    /// <summary>How many bytes a row of so many pixels takes.</summary>
    public long RowBytes(int width) => ((long)width * BitsPerPixel + 7) / 8;

    /// <summary>Reads the chunk's data.</summary>
    public static PngSize Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13) throw ImageHeader.Damaged("its size, IHDR, has a wrong length");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        ImageHeader.CheckSize(width, height);
        // The combinations of table 11.1 of the standard.
        int channels = (data[9], data[8]) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => 1,
            (2, 8 or 16) => 3,
            (4, 8 or 16) => 2,
            (6, 8 or 16) => 4,
            _ => throw ImageHeader.Damaged($"color type {data[9]} with {data[8]} bits does not exist"),
        };
        return new PngSize((int)width, (int)height, channels * data[8], data[12] == 1);
    }
}
