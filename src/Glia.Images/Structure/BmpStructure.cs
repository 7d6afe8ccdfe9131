using System.Buffers.Binary;

namespace Glia.Images.Structure;

/// <summary>Checks the sizes in the header of a BMP against the length of the file.</summary>
internal static class BmpStructure
{
    private const int FileHeader = 14;

    // The headers of Windows 2.0 (12 bytes), 3.0 (40) and its extensions with masks (52, 56) and color spaces (108, 124).
    private static readonly int[] s_headers = [12, 40, 52, 56, 108, 124];

    /// <summary>Checks a file that begins with BM.</summary>
    public static ImageHeader Read(byte[] file)
    {
        if (file.Length < FileHeader + 12) throw ImageHeader.CutOff("inside its header");
        ReadOnlySpan<byte> bytes = file;
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]);
        uint header = BinaryPrimitives.ReadUInt32LittleEndian(bytes[FileHeader..]);
        if (!s_headers.Contains((int)header)) throw ImageHeader.Damaged($"a header of {header:N0} bytes does not exist");
        if (file.Length < FileHeader + header) throw ImageHeader.CutOff("inside its header");
        bool old = header == 12;
        long width = old ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]) : BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]);
        // A negative height only says that the first row is the top one.
        long height = old
            ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..])
            : Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(old ? 24 : 28)..]);
        uint compression = old ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[30..]);
        ImageHeader.CheckSize(width, height);
        if (compression is not (0 or 3)) throw new GliaException("is a compressed BMP, which cannot be read; convert it to PNG.");
        if (bits is not (1 or 4 or 8 or 16 or 24 or 32)) throw ImageHeader.Damaged($"{bits} bits a pixel do not exist");
        if (offset < FileHeader + header) throw ImageHeader.Damaged("its pixels are said to lie inside its header");
        // Rows are padded to four bytes; the last row's padding may be missing.
        long row = (width * bits + 7) / 8, padded = (row + 3) / 4 * 4;
        long end = offset + padded * (height - 1) + row;
        if (end > file.Length) throw ImageHeader.CutOff($"after {file.Length:N0} of {end:N0} bytes");
        return new ImageHeader((int)width, (int)height, file.Length, Orientation.Upright);
    }
}
