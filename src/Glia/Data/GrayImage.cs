namespace Glia.Data;

/// <summary>A gray image, 0 black to 255 white, that can be made to look like the digits of MNIST.</summary>
/// <param name="Pixels">A byte a pixel, row by row.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
public sealed record GrayImage(byte[] Pixels, int Width, int Height)
{
    // Enough for a digit that fills a twentieth of a photo, and fine enough that the noise of a camera is averaged away.
    private const int MostSide = 512;

    /// <summary>From four bytes a pixel; what is transparent counts as white paper. Brightness by ITU-R BT.601.</summary>
    /// <param name="rgba">Four bytes a pixel, row after row from the top.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
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
    /// <param name="red">From 0 to 255.</param>
    /// <param name="green">From 0 to 255.</param>
    /// <param name="blue">From 0 to 255.</param>
    public static byte Brightness(int red, int green, int blue) => (byte)((299 * red + 587 * green + 114 * blue + 500) / 1000);

    /// <summary>
    /// The image as a network of digits takes it: light on dark, and, if it has another size, its paper made even, cut to its ink, scaled,
    /// and centered by its mass.
    /// </summary>
    /// <param name="input">The size of one sample: a square number of pixels, or rows x columns (x 1).</param>
    /// <returns>The image and one sentence about what was done.</returns>
    /// <exception cref="GliaException">Such an input is no gray image, or nothing is on the image.</exception>
    public (GrayImage Image, string Seen) FitTo(Shape input)
    {
        (int height, int width) = Sizes(input);
        bool same = Width == width && Height == height;
        GrayImage image = same ? this : Reduced();
        var paper = Paper.Of(image);
        string seen = $"{Width} x {Height} pixels, {(paper.InkIsDark ? "dark on light, so inverted" : "light on dark")}";
        if (same) return (paper.InkIsDark ? Inverted() : this, $"{seen}, taken as it is.");
        string flattened = paper.IsUneven ? ", its uneven paper flattened" : "";
        return (DigitFit.Center(paper.Ink(), width, height), $"{seen}{flattened}, cut to its ink and centered in {width} x {height}.");
    }

    /// <summary>
    /// Light ink on black, without any paper, where MNIST has its digits: scaled until its longer side takes 20 of 28 pixels, its gray
    /// stretched to white, and shifted by whole pixels until its center of mass is in the middle.
    /// </summary>
    /// <param name="width">Pixels in a row of the result.</param>
    /// <param name="height">Its rows.</param>
    /// <exception cref="GliaException">There is no ink.</exception>
    public GrayImage Centered(int width, int height) => Pixels.AsSpan().ContainsAnyExcept((byte)0)
        ? DigitFit.Center(this, width, height)
        : throw Empty();

    /// <summary>That there is nothing on it.</summary>
    internal static GliaException Empty() => new("The image is empty: nothing on it stands out; give one with something on it.");

    /// <summary>The same with black and white exchanged.</summary>
    internal GrayImage Inverted() => this with { Pixels = Array.ConvertAll(Pixels, p => (byte)(255 - p)) };

    /// <summary>The mean brightness of a rectangle within the image, a pixel at its edges counted by the share it covers.</summary>
    internal double Area(double left, double top, double right, double bottom)
    {
        double sum = 0;
        for (int y = (int)top; y < Math.Min(Height, bottom); y++)
        {
            double covered = Math.Min(bottom, y + 1) - Math.Max(top, y);
            for (int x = (int)left; x < Math.Min(Width, right); x++)
                sum += Pixels[y * Width + x] * covered * (Math.Min(right, x + 1) - Math.Max(left, x));
        }
        return sum / ((right - left) * (bottom - top));
    }

    private GrayImage Reduced()
    {
        double scale = (double)Math.Max(Width, Height) / MostSide;
        if (scale <= 1) return this;
        int width = Math.Max(1, (int)(Width / scale)), height = Math.Max(1, (int)(Height / scale));
        double stepX = (double)Width / width, stepY = (double)Height / height;
        var pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                pixels[y * width + x] = (byte)Math.Clamp(Area(x * stepX, y * stepY, (x + 1) * stepX, (y + 1) * stepY) + 0.5, 0, 255);
        return new GrayImage(pixels, width, height);
    }

    private static (int Height, int Width) Sizes(Shape input)
    {
        int side = (int)Math.Sqrt(input.Size);
        if (input.Rank == 1 && side * side == input.Size) return (side, side);
        if (input.Rank == 2 || input.Rank == 3 && input[2] == 1) return (input[0], input[1]);
        throw new GliaException($"The network takes {input} numbers, which is no gray image; give it a data file.");
    }
}
