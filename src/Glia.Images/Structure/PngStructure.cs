using System.Buffers.Binary;
using System.IO.Compression;
using Glia.Files;

namespace Glia.Images.Structure;

/// <summary>
/// Walks a PNG (ISO/IEC 15948): its chunks with their check sums to IEND, and the unpacked length of its pixels, which nobody else bounds.
/// </summary>
internal static class PngStructure
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // Length, name and check sum stand around the data of a chunk.
    private const int AroundData = 12;

    // Where the seven passes of an interlaced image begin, and how far apart their pixels are (8.2 of the standard).
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Walks a file that begins like a PNG.</summary>
    public static ImageHeader Read(byte[] file)
    {
        if (!file.AsSpan().StartsWith(Signature))
            throw file.Length < Signature.Length
                ? ImageHeader.CutOff("in its first bytes")
                : ImageHeader.Damaged("its first bytes were changed, as a transfer as text does");
        int position = Signature.Length, orientation = Orientation.Upright;
        PngSize? size = null;
        using var packed = new MemoryStream();
        while (true)
        {
            if (file.Length - position < AroundData) throw ImageHeader.CutOff("before its last part, IEND");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > file.Length - position - AroundData) throw ImageHeader.CutOff($"inside its part {Name(file, position)}");
            ReadOnlySpan<byte> name = file.AsSpan(position + 4, 4), data = file.AsSpan(position + 8, (int)length);
            bool intact = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position + 8 +
                (int)length)) == Crc32.Of(file.AsSpan(position + 4, 4 + (int)length));
            // A small first letter marks a part that one can do without: comments and the like are no reason to refuse the image.
            bool needed = (name[0] & 0x20) == 0;
            if (needed && !intact) throw ImageHeader.Damaged($"the check sum of its part {Name(file, position)} is wrong");
            if (size is null && !name.SequenceEqual("IHDR"u8)) throw ImageHeader.Damaged("it does not begin with its size, IHDR");
            if (name.SequenceEqual("IHDR"u8)) size = PngSize.Read(data);
            else if (name.SequenceEqual("IDAT"u8)) packed.Write(data);
            else if (name.SequenceEqual("eXIf"u8) && intact) orientation = ExifOrientation.Read(data);
            position += AroundData + (int)length;
            if (name.SequenceEqual("IEND"u8)) break;
        }
        packed.Position = 0;
        CheckPixels(packed, size!);
        return new ImageHeader(size!.Width, size.Height, position, orientation);
    }

    private static void CheckPixels(Stream packed, PngSize size)
    {
        long expected = Unpacked(size), found = 0;
        try
        {
            using var pixels = new ZLibStream(packed, CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            for (int read; found <= expected && (read = pixels.Read(buffer)) > 0;) found += read;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // An IOException is what a dictionary that nobody has becomes.
            throw ImageHeader.Damaged("its packed pixels contradict themselves");
        }
        if (found < expected) throw ImageHeader.CutOff($"after {found:N0} of {expected:N0} bytes of its pixels");
        if (found > expected) throw ImageHeader.Damaged($"it holds more pixels than the {size.Width} x {size.Height} it announces");
    }

    // Each row has one byte before it that says how it was filtered.
    private static long Unpacked(PngSize size)
    {
        if (!size.Interlaced) return size.Height * (1 + size.RowBytes(size.Width));
        long sum = 0;
        foreach ((int x, int y, int stepX, int stepY) in s_passes)
        {
            int width = (size.Width - x + stepX - 1) / stepX, height = (size.Height - y + stepY - 1) / stepY;
            if (width > 0 && height > 0) sum += height * (1 + size.RowBytes(width));
        }
        return sum;
    }

    private static string Name(byte[] file, int position)
    {
        ReadOnlySpan<byte> name = file.AsSpan(position + 4, 4);
        foreach (byte letter in name)
            if (!char.IsAsciiLetter((char)letter)) return "of no known name";
        return System.Text.Encoding.ASCII.GetString(name);
    }
}
