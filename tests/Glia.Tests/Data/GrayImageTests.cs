using Glia.Data;

namespace Glia.Tests.Data;

public class GrayImageTests
{
    [Fact]
    public void Transparent_is_paper_and_colors_have_their_brightness()
    {
        GrayImage image = GrayImage.FromRgba([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 0], 4, 1);
        Assert.Equal([76, 150, 29, 255], image.Pixels);
    }

    [Fact]
    public void An_image_of_the_right_size_and_shade_stays_what_it_is()
    {
        byte[] pixels = new byte[16];
        pixels[5] = 200;
        (GrayImage fitted, string seen) = new GrayImage(pixels, 4, 4).FitTo(16);
        Assert.Equal(pixels, fitted.Pixels);
        Assert.Equal("4 x 4 pixels, light on dark, taken as it is.", seen);
    }

    [Fact]
    public void Ink_on_paper_is_inverted()
    {
        byte[] pixels = new byte[16];
        Array.Fill(pixels, (byte)255);
        pixels[5] = 55;
        Assert.Equal(200, new GrayImage(pixels, 4, 4).FitTo(new Shape(4, 4, 1)).Image.Pixels[5]);
    }

    [Fact]
    public void Another_size_is_scaled_and_centered_wherever_the_ink_was()
    {
        // A white square of 40 pixels in a corner of a black image of 200: it fills 20 of 28 pixels and sits in the middle.
        byte[] pixels = new byte[200 * 200];
        for (int y = 150; y < 190; y++) pixels.AsSpan(y * 200 + 3, 40).Fill(255);
        (GrayImage fitted, string seen) = new GrayImage(pixels, 200, 200).FitTo(784);
        Assert.EndsWith("cut to its ink and centered in 28 x 28.", seen, StringComparison.Ordinal);
        for (int y = 0; y < 28; y++)
            for (int x = 0; x < 28; x++)
                Assert.Equal(x is >= 4 and < 24 && y is >= 4 and < 24 ? 255 : 0, fitted.Pixels[y * 28 + x]);
    }

    [Fact]
    public void What_is_no_image_for_the_network_gets_its_sentence()
    {
        var image = new GrayImage(new byte[9], 3, 3);
        Assert.StartsWith("The network takes 13 numbers", Assert.Throws<GliaException>(() => image.FitTo(13)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("The image is empty", Assert.Throws<GliaException>(() => image.FitTo(784)).Message, StringComparison.Ordinal);
    }
}
