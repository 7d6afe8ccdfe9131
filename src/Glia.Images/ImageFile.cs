using Glia.Data;

namespace Glia.Images;

/// <summary>An image file made ready for a network.</summary>
/// <param name="Pixels">One sample.</param>
/// <param name="Seen">One sentence: what the image was and what was done to it.</param>
public sealed record ImageFile(Features Pixels, string Seen)
{
    /// <summary>Reads an image as gray and fits it to what a network of digits takes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">The size of one sample of the network.</param>
    /// <exception cref="GliaException">It is no image, an empty one, or the network takes none.</exception>
    public static ImageFile Read(string path, Shape input)
    {
        (GrayImage fitted, string seen) = ImageReader.Read(path).ToGray().FitTo(input);
        return new ImageFile(new ByteFeatures(fitted.Pixels, input), $"{path}: {seen}");
    }
}
