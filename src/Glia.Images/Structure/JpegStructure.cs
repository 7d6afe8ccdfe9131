using System.Buffers.Binary;

namespace Glia.Images.Structure;

/// <summary>Walks the segments of a JPEG (ITU-T T.81, annex B) from SOI to EOI.</summary>
internal static class JpegStructure
{
    // Every scan costs a pass over all pixels, however few bytes it has. A progressive image has about ten.
    private const int MostScans = 100;

    // The most pixels a byte can stand for: 1,024 for blocks of one bit a coefficient, the color at a sixteenth;
    // real images stay far below.
    // So memory goes with what is there and not with what the header announces.
    private const long MostPixelsPerByte = 1024;

    /// <summary>Walks a file that begins with SOI.</summary>
    public static ImageHeader Read(byte[] file)
    {
        int position = 2, orientation = 0, scans = 0;
        (int Width, int Height)? size = null;
        while (true)
        {
            byte marker = Marker(file, ref position);
            if (marker == 0xD9) break;
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) continue;
            ReadOnlySpan<byte> segment = Segment(file, ref position);
            if (IsFrame(marker))
            {
                if (size is not null) throw ImageHeader.Damaged("it announces its size twice");
                size = Frame(marker, segment);
            }
            else if (marker == 0xE1 && orientation == 0 && segment.StartsWith("Exif\0\0"u8))
                orientation = ExifOrientation.Read(segment[6..]);
            else if (marker == 0xDA)
            {
                if (size is null) throw ImageHeader.Damaged("its pixels come before its size");
                if (++scans > MostScans)
                    throw ImageHeader.Damaged($"it has more than {MostScans} scans, which no camera and no program writes");
                SkipScan(file, ref position);
            }
        }
        if (size is not { } found || scans == 0) throw ImageHeader.Damaged("it ends before any pixels");
        if ((long)found.Width * found.Height > MostPixelsPerByte * position)
            throw ImageHeader.Damaged($"it announces {found.Width} x {found.Height} pixels, and its {position:N0} bytes cannot hold them");
        return new ImageHeader(found.Width, found.Height, position, orientation == 0 ? Orientation.Upright : orientation);
    }

    // The next marker; any number of FF may stand before it.
    private static byte Marker(byte[] file, ref int position)
    {
        if (position >= file.Length) throw ImageHeader.CutOff("before its end mark");
        if (file[position] != 0xFF) throw ImageHeader.Damaged($"there is no marker at byte {position:N0}, where one belongs");
        while (position < file.Length && file[position] == 0xFF) position++;
        if (position >= file.Length) throw ImageHeader.CutOff("before its end mark");
        return file[position++];
    }

    private static ReadOnlySpan<byte> Segment(byte[] file, ref int position)
    {
        if (file.Length - position < 2) throw ImageHeader.CutOff("inside its header");
        int length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(position));
        if (length < 2) throw ImageHeader.Damaged($"the part at byte {position:N0} has an impossible length");
        if (file.Length - position < length) throw ImageHeader.CutOff("inside its header");
        ReadOnlySpan<byte> segment = file.AsSpan(position + 2, length - 2);
        position += length;
        return segment;
    }

    // C4, C8 and CC are tables; every other C0 to CF is a kind of frame.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static (int Width, int Height) Frame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6) throw ImageHeader.Damaged("its size has a wrong length");
        if (marker > 0xC2)
            throw new GliaException("is a JPEG of a rare kind (lossless or arithmetic), which cannot be read; convert it to PNG.");
        if (segment[0] != 8)
            throw new GliaException($"is a JPEG with {segment[0]} bits a channel, which cannot be read; convert it to PNG.");
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        ImageHeader.CheckSize(width, height);
        return (width, height);
    }

    // Within a scan FF 00 is a byte FF, and D0 to D7 are restarts; anything else after FF ends it.
    private static void SkipScan(byte[] file, ref int position)
    {
        while (true)
        {
            int at = file.AsSpan(position).IndexOf((byte)0xFF);
            if (at < 0 || position + at + 1 >= file.Length) throw ImageHeader.CutOff("in the middle of its pixels");
            position += at;
            byte next = file[position + 1];
            if (next is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))) return;
            position += next == 0xFF ? 1 : 2;
        }
    }
}
