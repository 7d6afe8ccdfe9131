namespace Glia.Images.Structure;

/// <summary>What an image file says about itself, found by walking it to its end.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Length">How many bytes of the file are the image; what follows them is somebody else's.</param>
/// <param name="Orientation">How it is to be turned: EXIF's 1 to 8.</param>
internal sealed record ImageHeader(int Width, int Height, int Length, int Orientation)
{
    // What a phone takes at most; more is refused before memory is taken for it.
    private const long MostPixels = 100_000_000;

    /// <summary>How many pixels it has.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>Its size for a sentence.</summary>
    public string Size => $"{Width} x {Height}";

    /// <summary>Walks a file.</summary>
    /// <exception cref="GliaException">It is no image, cut off, damaged or too large; the sentence has no subject:
    /// "is cut off: …".</exception>
    public static ImageHeader Read(byte[] file)
    {
        ImageHeader header = file switch
        {
            [0x89, 0x50, 0x4E, 0x47, ..] => PngStructure.Read(file),
            [0xFF, 0xD8, ..] => JpegStructure.Read(file),
            [(byte)'B', (byte)'M', ..] => BmpStructure.Read(file),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => GifStructure.Read(file),
            _ => throw new GliaException(OtherKind.Sentence(file)),
        };
        return header;
    }

    /// <summary>Refuses an image without pixels, or with too many.</summary>
    public static void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
            throw new GliaException($"is damaged: it announces {width} x {height} pixels; export or copy it again.");
        if (width > MostPixels || height > MostPixels || width * height > MostPixels)
            throw new GliaException($"has {width} x {height} pixels, more than the {MostPixels:N0} an image may have here; " +
                "make it smaller.");
    }

    /// <summary>The error for a file that ends too early.</summary>
    public static GliaException CutOff(string where) => new($"is cut off: it ends {where}; copy it again.");

    /// <summary>The error for a file whose parts contradict each other.</summary>
    public static GliaException Damaged(string how) => new($"is damaged: {how}; export or copy it again.");
}
