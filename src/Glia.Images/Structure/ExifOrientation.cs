using System.Buffers.Binary;

namespace Glia.Images.Structure;

/// <summary>
/// Finds the orientation in a block of EXIF, which is a TIFF: a byte order, then lists of tags. What is damaged counts as absent.
/// </summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int ShortNumber = 3;
    private const int EntryBytes = 12;

    /// <summary>The orientation, 1 to 8; 1 where there is none.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff.StartsWith("II"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM"u8)) || Short(tiff[2..], little) != 42) return Orientation.Upright;
        uint at = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (at > tiff.Length - 2) return Orientation.Upright;
        ReadOnlySpan<byte> list = tiff[(int)at..];
        int entries = Short(list, little);
        list = list[2..];
        for (; entries > 0 && list.Length >= EntryBytes; entries--, list = list[EntryBytes..])
        {
            if (Short(list, little) != Tag || Short(list[2..], little) != ShortNumber) continue;
            int value = Short(list[8..], little);
            return value is >= 1 and <= 8 ? value : Orientation.Upright;
        }
        return Orientation.Upright;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
