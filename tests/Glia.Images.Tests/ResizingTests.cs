using CsCheck;
using Glia.Data;

namespace Glia.Images.Tests;

public class ResizingTests
{
    [Fact]
    public void A_new_pixel_is_the_mean_of_what_it_covers()
    {
        // Three columns into two: each takes one whole column and half of the middle one.
        var image = new Image([0, 90, 240], 3, 1, 1);
        byte[] pixels = new byte[6];
        Resizing.ToColor(image, new ImageSize(1, 2), pixels);
        Assert.Equal([30, 30, 30, 190, 190, 190], pixels);
    }

    [Fact]
    public void The_same_size_changes_nothing()
    {
        Image image = ImageReader.Read(Samples.Of("png_rgb.png"));
        byte[] pixels = new byte[image.Pixels.Length];
        Resizing.ToColor(image, new ImageSize(image.Height, image.Width), pixels);
        Assert.Equal(image.Pixels, pixels);
    }

    [Fact]
    public void Whole_blocks_become_their_color()
    {
        byte[] pixels = new byte[2 * 3 * 3];
        Resizing.ToColor(ImageReader.Read(Samples.Of("png_rgb.png")), new ImageSize(2, 3), pixels);
        for (int i = 0; i < 6; i++)
            Assert.Equal(Samples.Blocks[i / 3, i % 3], (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]));
    }

    [Fact]
    public void The_mean_brightness_stays_at_any_size() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[0, 1000])
            .Sample((width, height, newWidth, newHeight, seed) =>
        {
            byte[] gray = new byte[width * height];
            new System.Random(seed).NextBytes(gray);
            byte[] pixels = new byte[newWidth * newHeight * 3];
            Resizing.ToColor(new Image(gray, width, height, 1), new ImageSize(newHeight, newWidth), pixels);
            // Each new pixel is rounded to a whole number.
            Assert.Equal(gray.Average(value => (double)value), pixels.Average(value => (double)value), 0.51);
        }, iter: 300);
}
