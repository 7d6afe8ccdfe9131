namespace Glia.Data;

/// <summary>A gray image, 0 black to 255 white, that can be made to look like the digits of MNIST.</summary>
/// <param name="Pixels">A byte a pixel, row by row.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
public sealed record GrayImage(byte[] Pixels, int Width, int Height)
{
    // MNIST's own rule (LeCun, Cortes and Burges): the digit fills 20 of 28 pixels and its center of mass is the middle.
    private const double InkShare = 20.0 / 28;

    /// <summary>From four bytes a pixel; what is transparent counts as white paper. Brightness by ITU-R BT.601.</summary>
    public static GrayImage FromRgba(ReadOnlySpan<byte> rgba, int width, int height)
    {
        var pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            ReadOnlySpan<byte> p = rgba.Slice(4 * i, 4);
            pixels[i] = (byte)((Brightness(p[0], p[1], p[2]) * p[3] + 255 * (255 - p[3]) + 127) / 255);
        }
        return new GrayImage(pixels, width, height);
    }

    /// <summary>How bright a color is, by ITU-R BT.601.</summary>
    public static byte Brightness(int red, int green, int blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);

    /// <summary>
    /// The image as a network of digits takes it: light on dark, and, if it has another size, cut to its ink, scaled, and centered by its mass.
    /// </summary>
    /// <param name="input">The size of one sample: a square number of pixels, or rows x columns (x 1).</param>
    /// <returns>The image and one sentence about what was done.</returns>
    /// <exception cref="GliaException">Such an input is no gray image, or the image is empty.</exception>
    public (GrayImage Image, string Seen) FitTo(Shape input)
    {
        (int height, int width) = Sizes(input);
        bool dark = BorderMean() > 127;
        GrayImage light = dark ? this with { Pixels = Array.ConvertAll(Pixels, p => (byte)(255 - p)) } : this;
        string seen = $"{Width} x {Height} pixels, {(dark ? "dark on light, so inverted" : "light on dark")}";
        if (Width == width && Height == height) return (light, $"{seen}, taken as it is.");
        return (light.Centered(width, height), $"{seen}, cut to its ink and centered in {width} x {height}.");
    }

    private static (int Height, int Width) Sizes(Shape input)
    {
        int side = (int)Math.Sqrt(input.Size);
        if (input.Rank == 1 && side * side == input.Size) return (side, side);
        if (input.Rank == 2 || input.Rank == 3 && input[2] == 1) return (input[0], input[1]);
        throw new GliaException($"The network takes {input} numbers, which is no gray image; give it a data file.");
    }

    private double BorderMean()
    {
        long sum = 0, count = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (x > 0 && y > 0 && x < Width - 1 && y < Height - 1) continue;
                sum += Pixels[y * Width + x];
                count++;
            }
        }
        return (double)sum / count;
    }

    private GrayImage Centered(int width, int height)
    {
        (int left, int top, int right, int bottom) = Ink();
        double scale = Math.Min(width * InkShare / (right - left), height * InkShare / (bottom - top));
        (double massX, double massY) = Mass(left, top, right, bottom);
        var pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                // The source area that this pixel covers when the mass lies in the middle.
                double fromX = (x - width / 2.0) / scale + massX, fromY = (y - height / 2.0) / scale + massY;
                pixels[y * width + x] = Area(fromX, fromY, fromX + 1 / scale, fromY + 1 / scale);
            }
        }
        return new GrayImage(pixels, width, height);
    }

    // What is brighter than a fifth of the brightest pixel counts as ink: noise and shades of the paper do not.
    private (int Left, int Top, int Right, int Bottom) Ink()
    {
        int least = Math.Max(1, Pixels.Max() / 5);
        int left = Width, top = Height, right = 0, bottom = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (Pixels[y * Width + x] < least) continue;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        }
        return right > left ? (left, top, right, bottom) : throw new GliaException("The image is empty: every pixel has the same brightness; give one with something on it.");
    }

    private (double X, double Y) Mass(int left, int top, int right, int bottom)
    {
        double sum = 0, sumX = 0, sumY = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                double ink = Pixels[y * Width + x];
                sum += ink;
                sumX += ink * (x + 0.5);
                sumY += ink * (y + 0.5);
            }
        }
        return (sumX / sum, sumY / sum);
    }

    // The mean brightness of a rectangle, its edges counted by the share of the pixel they cover; outside is dark.
    private byte Area(double left, double top, double right, double bottom)
    {
        double sum = 0;
        for (int y = Math.Max(0, (int)Math.Floor(top)); y < Math.Min(Height, bottom); y++)
        {
            double covered = Math.Min(bottom, y + 1) - Math.Max(top, y);
            for (int x = Math.Max(0, (int)Math.Floor(left)); x < Math.Min(Width, right); x++)
                sum += Pixels[y * Width + x] * covered * (Math.Min(right, x + 1) - Math.Max(left, x));
        }
        return (byte)Math.Clamp(Math.Round(sum / ((right - left) * (bottom - top))), 0, 255);
    }
}
