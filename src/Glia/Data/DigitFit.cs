namespace Glia.Data;

/// <summary>
/// Puts ink where MNIST has it (LeCun, Cortes and Burges): scaled so that the longer side of its box takes 20 of 28 pixels, then shifted by
/// whole pixels until its center of mass, rounded, is pixel 14 of 0 to 27. Of MNIST's own digits nearly all stay as they are.
/// </summary>
internal static class DigitFit
{
    private const double InkShare = 20.0 / 28;

    /// <summary>The ink in the middle of an image of another size, its brightest pixel white.</summary>
    /// <param name="ink">Light ink on black.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    public static GrayImage Center(GrayImage ink, int width, int height)
    {
        GrayImage digit = Scaled(ink, Box(ink), Math.Round(width * InkShare), Math.Round(height * InkShare));
        (int left, int top) = (width / 2 - Middle(digit, horizontal: true), height / 2 - Middle(digit, horizontal: false));
        var pixels = new byte[width * height];
        for (int y = 0; y < digit.Height; y++)
        {
            for (int x = 0; x < digit.Width; x++)
            {
                // An ink with all its mass at one end may reach over the edge.
                bool inside = x + left >= 0 && x + left < width && y + top >= 0 && y + top < height;
                if (inside) pixels[(y + top) * width + x + left] = digit.Pixels[y * digit.Width + x];
            }
        }
        return new GrayImage(pixels, width, height);
    }

    // What has a fifth of the most ink: noise and shades of the paper have less. Then the soft edge of strokes, at most two pixels of the
    // result wide.
    private static (int Left, int Top, int Right, int Bottom) Box(GrayImage ink)
    {
        int least = Math.Max(1, ink.Pixels.Max() / 5);
        int left = ink.Width, top = ink.Height, right = 0, bottom = 0;
        for (int y = 0; y < ink.Height; y++)
        {
            for (int x = 0; x < ink.Width; x++)
            {
                if (ink.Pixels[y * ink.Width + x] < least) continue;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        }
        int edge = (int)Math.Ceiling(Math.Max(right - left, bottom - top) / 10.0);
        int fromLeft = left, fromTop = top, toRight = right, toBottom = bottom;
        while (fromLeft > 0 && left - fromLeft < edge && HasInk(ink, fromLeft - 1, top, fromLeft, bottom)) fromLeft--;
        while (toRight < ink.Width && toRight - right < edge && HasInk(ink, toRight, top, toRight + 1, bottom)) toRight++;
        while (fromTop > 0 && top - fromTop < edge && HasInk(ink, left, fromTop - 1, right, fromTop)) fromTop--;
        while (toBottom < ink.Height && toBottom - bottom < edge && HasInk(ink, left, toBottom, right, toBottom + 1)) toBottom++;
        return (fromLeft, fromTop, toRight, toBottom);
    }

    private static bool HasInk(GrayImage ink, int left, int top, int right, int bottom)
    {
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++)
                if (ink.Pixels[y * ink.Width + x] > 0) return true;
        return false;
    }

    private static GrayImage Scaled(GrayImage ink, (int Left, int Top, int Right, int Bottom) box, double width, double height)
    {
        int boxWidth = box.Right - box.Left, boxHeight = box.Bottom - box.Top;
        double scale = Math.Min(width / boxWidth, height / boxHeight);
        int columns = Math.Max(1, (int)Math.Round(boxWidth * scale)), rows = Math.Max(1, (int)Math.Round(boxHeight * scale));
        double stepX = (double)boxWidth / columns, stepY = (double)boxHeight / rows;
        var means = new double[columns * rows];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                double left = box.Left + x * stepX, top = box.Top + y * stepY;
                means[y * columns + x] = ink.Area(left, top, left + stepX, top + stepY);
            }
        }
        double most = means.Max();
        return new GrayImage(Array.ConvertAll(means, mean => (byte)Math.Clamp(255 * mean / most + 0.5, 0, 255)), columns, rows);
    }

    // The center of mass, to the nearest pixel.
    private static int Middle(GrayImage digit, bool horizontal)
    {
        double sum = 0, moment = 0;
        for (int i = 0; i < digit.Pixels.Length; i++)
        {
            sum += digit.Pixels[i];
            moment += digit.Pixels[i] * (horizontal ? i % digit.Width : i / digit.Width);
        }
        return (int)Math.Floor(moment / sum + 0.5);
    }
}
