using System.Buffers.Binary;

namespace Glia.Images.Structure;

/// <summary>Walks the blocks of a GIF to its end; of an animation the first picture is read.</summary>
internal static class GifStructure
{
    private const int FileHeader = 13, PictureHeader = 10;
    private const byte Extension = 0x21, Picture = 0x2C, Trailer = 0x3B;

    /// <summary>Walks a file that begins with GIF8.</summary>
    public static ImageHeader Read(byte[] file)
    {
        if (file.Length < FileHeader) throw ImageHeader.CutOff("inside its header");
        int width = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(6));
        int height = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        ImageHeader.CheckSize(width, height);
        long at = FileHeader + Palette(file[10]), first = 0;
        while (at < file.Length && file[at] != Trailer)
        {
            bool picture = file[at] == Picture;
            if (!picture && file[at] != Extension) throw ImageHeader.Damaged($"a block of kind {file[at]} does not exist");
            at = picture ? AfterPicture(file, at) : AfterBlocks(file, at + 2);
            if (picture && first == 0) first = at;
        }
        if (at >= file.Length) throw ImageHeader.CutOff("before its last block");
        if (first == 0) throw ImageHeader.Damaged("it holds no picture");
        return new ImageHeader(width, height, (int)first, Orientation.Upright);
    }

    // After the palette one byte says how wide the first codes are.
    private static long AfterPicture(byte[] file, long at)
    {
        if (at + PictureHeader > file.Length) throw ImageHeader.CutOff("inside the header of a picture");
        return AfterBlocks(file, at + PictureHeader + Palette(file[at + PictureHeader - 1]) + 1);
    }

    // The highest bit says whether there is one, the lowest three how many colors of three bytes it has.
    private static long Palette(byte flags) => (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);

    // Blocks of up to 255 bytes, each behind its length; one of no length ends them.
    private static long AfterBlocks(byte[] file, long at)
    {
        while (at < file.Length && file[at] > 0) at += 1 + file[at];
        return at < file.Length ? at + 1 : throw ImageHeader.CutOff("inside a block");
    }
}
