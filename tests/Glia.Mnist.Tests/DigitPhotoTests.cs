using Glia.Data;

namespace Glia.Mnist.Tests;

/// <summary>Images of digits made ready for a network that learned MNIST, measured by MNIST itself.</summary>
public class DigitPhotoTests
{
    private const int Side = 28;

    [Fact]
    public void Nearly_all_of_its_own_digits_stay_as_they_are_wherever_they_lie()
    {
        const int images = 2000, width = 44, height = 40;
        int same = 0;
        foreach (byte[] digit in Digits(images))
        {
            var pixels = new byte[width * height];
            for (int y = 0; y < Side; y++) digit.AsSpan(y * Side, Side).CopyTo(pixels.AsSpan((y + 7) * width + 3));
            byte[] fitted = new GrayImage(pixels, width, height).FitTo(Side * Side).Image.Pixels;
            // The brightest pixel becomes white; MNIST's are from 250 on.
            if (fitted.Zip(digit, (a, b) => Math.Abs(a - b)).Max() <= 5) same++;
        }
        // MNIST itself keeps its rule in 9,998 of 10,000; some have a stray pixel, or none as white as 255.
        Assert.InRange(same, 0.95 * images, images);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_photo_of_ink_on_unevenly_lit_paper_comes_near_the_digit(bool chalk)
    {
        double off = 0, moved = 0;
        byte[][] digits = Digits(50);
        for (int i = 0; i < digits.Length; i++)
        {
            (GrayImage fitted, string seen) = Photo(digits[i], chalk, seed: i).FitTo(Side * Side);
            Assert.Contains(chalk ? "light on dark" : "dark on light, so inverted, its uneven paper flattened", seen,
                StringComparison.Ordinal);
            off += fitted.Pixels.Zip(digits[i], (a, b) => (double)Math.Abs(a - b)).Average() / digits.Length;
            moved += digits[i][1..].Zip(digits[i], (a, b) => (double)Math.Abs(a - b)).Average() / digits.Length;
            // The corners are paper: no shadow has become ink.
            foreach (int corner in (int[])[0, Side - 1, Side * (Side - 1), Side * Side - 1]) Assert.Equal(0, fitted.Pixels[corner]);
        }
        // Half as far off as the digit itself, moved by one pixel; light on chalk, unlike light on paper, cannot be told from less chalk.
        Assert.InRange(off, 0, (chalk ? 0.6 : 0.5) * moved);
    }

    [Fact]
    public void A_photo_of_empty_paper_is_refused()
    {
        for (int seed = 0; seed < 5; seed++)
            Assert.StartsWith("The image is empty", Assert.Throws<GliaException>(() => Photo(new byte[Side * Side], false, seed)
                .FitTo(Side * Side)).Message, StringComparison.Ordinal);
        byte[] white = new byte[Side * Side];
        Array.Fill(white, (byte)255);
        Assert.StartsWith("The image is empty",
            Assert.Throws<GliaException>(() => new GrayImage(white, Side, Side).FitTo(Side * Side)).Message, StringComparison.Ordinal);
    }

    // Sixteen pixels of photo a pixel of digit, off the middle; light from one side and a corner in shadow; noise as a camera has it.
    private static GrayImage Photo(byte[] digit, bool chalk, int seed)
    {
        const int width = 900, height = 700, zoom = 16, left = 320, top = 150;
        var random = new System.Random(seed);
        var pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int column = (x - left) / zoom, row = (y - top) / zoom;
                double ink = x >= left && y >= top && column < Side && row < Side ? digit[row * Side + column] / 255.0 : 0;
                double light = (0.45 + 0.5 * x / width) * (1 - 0.25 * y / height);
                double value = chalk ? 255 * (0.15 * light + ink * 0.7 * light) : 255 * light * (1 - 0.8 * ink);
                pixels[y * width + x] = (byte)Math.Clamp(value + 12 * (random.NextDouble() - 0.5) + 0.5, 0, 255);
            }
        }
        return new GrayImage(pixels, width, height);
    }

    private static byte[][] Digits(int count)
    {
        Features inputs = MnistData.Load(factor: 1).Train.Inputs;
        var row = new float[Side * Side];
        var digits = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            inputs.Gather([i], row);
            digits[i] = Array.ConvertAll(row, value => (byte)value);
        }
        return digits;
    }
}
