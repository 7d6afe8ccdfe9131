using Glia.Data;

namespace Glia.Images;

/// <summary>
/// Resizing by area averaging: a new pixel is the mean of what it covers, a pixel at its edge counted by the share it covers. So nothing
/// flickers where an image becomes smaller; where it becomes larger, its pixels become rectangles.
/// </summary>
internal static class Resizing
{
    private const int Channels = 3;

    /// <summary>Resizes an image, its aspect ratio included, to red, green and blue.</summary>
    /// <param name="image">The image.</param>
    /// <param name="size">The new size.</param>
    /// <param name="pixels">Where the new pixels go: height x width x 3.</param>
    public static void ToColor(Image image, ImageSize size, Span<byte> pixels)
    {
        var row = new double[size.Width * Channels];
        var sums = new double[row.Length];
        double scaleY = (double)image.Height / size.Height;
        int read = -1;
        for (int y = 0; y < size.Height; y++)
        {
            Array.Clear(sums);
            double top = y * scaleY, bottom = y == size.Height - 1 ? image.Height : (y + 1) * scaleY;
            for (int from = (int)top; from < bottom; from++)
            {
                // Rows on an edge between two new rows are asked for twice, one after the other.
                if (from != read) Narrow(image, read = from, row);
                double share = (Math.Min(bottom, from + 1) - Math.Max(top, from)) / (bottom - top);
                for (int i = 0; i < sums.Length; i++) sums[i] += share * row[i];
            }
            Span<byte> line = pixels.Slice(y * sums.Length, sums.Length);
            for (int i = 0; i < sums.Length; i++) line[i] = (byte)Math.Clamp(sums[i] + 0.5, 0, 255);
        }
    }

    // One row of the image at the new width.
    private static void Narrow(Image image, int y, double[] row)
    {
        int width = row.Length / Channels;
        double scale = (double)image.Width / width;
        for (int x = 0; x < width; x++)
        {
            double left = x * scale, right = x == width - 1 ? image.Width : (x + 1) * scale;
            double red = 0, green = 0, blue = 0;
            for (int from = (int)left; from < right; from++)
            {
                double share = (Math.Min(right, from + 1) - Math.Max(left, from)) / (right - left);
                (int r, int g, int b) = image.Color(y * image.Width + from);
                red += share * r;
                green += share * g;
                blue += share * b;
            }
            (row[x * Channels], row[x * Channels + 1], row[x * Channels + 2]) = (red, green, blue);
        }
    }
}
