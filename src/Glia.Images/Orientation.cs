namespace Glia.Images;

/// <summary>The eight ways a camera can have been held: the tag Orientation of EXIF (JEITA CP-3451, 4.6.4 A).</summary>
internal static class Orientation
{
    /// <summary>The image lies as it is to be seen.</summary>
    public const int Upright = 1;

    /// <summary>Turns and mirrors an image as its orientation says.</summary>
    /// <param name="image">The image as it lies in the file.</param>
    /// <param name="orientation">1 to 8; where the first row and the first column of the file belong.</param>
    public static Image Apply(Image image, int orientation)
    {
        if (orientation == Upright) return image;
        // From 5 on rows of the file are columns to the eye.
        bool turned = orientation >= 5;
        int width = turned ? image.Height : image.Width, height = turned ? image.Width : image.Height;
        var pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int fromX, int fromY) = Source(orientation, x, y, image.Width, image.Height);
                image.Pixels.AsSpan((fromY * image.Width + fromX) * image.Channels, image.Channels)
                    .CopyTo(pixels.AsSpan((y * width + x) * image.Channels));
            }
        }
        return new Image(pixels, width, height, image.Channels);
    }

    // Where in the file the pixel lies that is seen at (x, y).
    private static (int X, int Y) Source(int orientation, int x, int y, int width, int height) => orientation switch
    {
        2 => (width - 1 - x, y),
        3 => (width - 1 - x, height - 1 - y),
        4 => (x, height - 1 - y),
        5 => (y, x),
        6 => (y, height - 1 - x),
        7 => (width - 1 - y, height - 1 - x),
        8 => (width - 1 - y, x),
        _ => (x, y),
    };
}
