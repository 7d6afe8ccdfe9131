using Glia.Data;

namespace Glia.Images.Folders;

/// <summary>The size of images for which nobody gave one.</summary>
internal static class UsualSize
{
    // Up to here images are taken as they are: 4,096 inputs are what a network of dense layers trains on in minutes.
    private const int MostOwn = 64;

    // What images of any size become: the size of CIFAR-10's.
    private static readonly ImageSize s_usual = new(32, 32);

    /// <summary>Their own size where they are small and all have it, else 32 x 32. Files that cannot be read have no say.</summary>
    /// <param name="items">The images.</param>
    public static ImageSize Of(IEnumerable<ImageItem> items)
    {
        ImageSize? own = null;
        foreach (ImageItem item in items)
        {
            if (SizeOf(item) is not { } size) continue;
            if (size.Width > MostOwn || size.Height > MostOwn || (own is not null && own != size)) return s_usual;
            own = size;
        }
        return own ?? s_usual;
    }

    private static ImageSize? SizeOf(ImageItem item)
    {
        try
        {
            Image image = item.Read();
            return new ImageSize(image.Height, image.Width);
        }
        catch (GliaException)
        {
            // Said when the images are read.
            return null;
        }
    }
}
