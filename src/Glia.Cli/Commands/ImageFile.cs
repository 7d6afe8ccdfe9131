using Glia.Data;
using StbImageSharp;

namespace Glia.Cli.Commands;

/// <summary>An image file made ready for a network.</summary>
/// <param name="Pixels">One sample of gray bytes.</param>
/// <param name="Seen">One sentence: what the image was and what was done to it.</param>
internal sealed record ImageFile(Features Pixels, string Seen)
{
    // A small file can claim any size; this is what a phone takes.
    private const long MostPixels = 100_000_000;

    /// <summary>Whether a path looks like an image.</summary>
    public static bool Is(string path) => Path.GetExtension(path).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".bmp";

    /// <summary>Reads an image as gray and fits it to what a network takes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">The size of one sample of the network.</param>
    /// <exception cref="GliaException">It is no image, or the network takes none.</exception>
    public static ImageFile Read(string path, Shape input)
    {
        GrayImage image = Decode(path);
        (GrayImage fitted, string seen) = image.FitTo(input);
        return new ImageFile(new ByteFeatures(fitted.Pixels, input), $"{path}: {seen}");
    }

    private static GrayImage Decode(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (ImageInfo.FromStream(stream) is not { } size) throw new GliaException($"{path} is no image that can be read; give a PNG, JPEG or BMP.");
            if ((long)size.Width * size.Height > MostPixels) throw new GliaException($"{path} has {size.Width} x {size.Height} pixels, which is too many; make it smaller.");
            stream.Position = 0;
            ImageResult result = ImageResult.FromStream(stream, ColorComponents.RedGreenBlueAlpha);
            return GrayImage.FromRgba(result.Data, result.Width, result.Height);
        }
        catch (FileNotFoundException error)
        {
            throw new GliaException($"{path} does not exist; give the path of an image.", error);
        }
        catch (Exception error) when (error is not (GliaException or OutOfMemoryException))
        {
            // The decoder throws whatever it likes at a damaged file.
            throw new GliaException($"{path} cannot be read as an image: {error.Message.TrimEnd('.')}.", error);
        }
    }
}
