namespace Glia.Images.Tests;

public class ImageReaderTests
{
    [Theory]
    [InlineData("png_rgb.png", 0)]
    [InlineData("png_rgb_filtered.png", 0)]
    [InlineData("png_rgb_interlaced.png", 0)]
    [InlineData("png_rgb16.png", 0)]
    [InlineData("png_rgba.png", 0)]
    [InlineData("png_palette.png", 0)]
    [InlineData("png_palette4_interlaced.png", 0)]
    [InlineData("gif_89a.gif", 0)]
    [InlineData("gif_87a_interlaced.gif", 0)]
    [InlineData("gif_animated.gif", 0)]
    [InlineData("bmp_24.bmp", 0)]
    [InlineData("bmp_24_top_down.bmp", 0)]
    [InlineData("bmp_24_old.bmp", 0)]
    [InlineData("bmp_32.bmp", 0)]
    [InlineData("bmp_8.bmp", 0)]
    [InlineData("bmp_4.bmp", 0)]
    // JPEG loses something even at its best quality; half the colors at half the resolution, and inks of a printer, lose more.
    [InlineData("jpg_baseline.jpg", 8)]
    [InlineData("jpg_progressive.jpg", 8)]
    [InlineData("jpg_restarts.jpg", 8)]
    [InlineData("jpg_cmyk.jpg", 12)]
    public void Every_kind_of_file_shows_the_picture(string name, int off) => Shows(name, off, gray: false);

    [Theory]
    [InlineData("png_gray.png", 0)]
    [InlineData("png_gray_alpha.png", 0)]
    [InlineData("jpg_gray.jpg", 4)]
    public void Gray_files_show_it_in_gray(string name, int off) => Shows(name, off, gray: true);

    [Fact]
    public void Colors_at_half_the_resolution_show_it_in_the_middle_of_the_blocks()
    {
        Image image = ImageReader.Read(Samples.Of("jpg_420.jpg"));
        (int red, int green, int blue) = image.Color(3 * Samples.Width + 3);
        Assert.InRange(red, 235, 255);
        Assert.InRange(green, 235, 255);
        Assert.InRange(blue, 235, 255);
    }

    [Theory]
    [InlineData("exif_1.jpg")]
    [InlineData("exif_2.jpg")]
    [InlineData("exif_3.jpg")]
    [InlineData("exif_4.jpg")]
    [InlineData("exif_5.jpg")]
    [InlineData("exif_6.jpg")]
    [InlineData("exif_7.jpg")]
    [InlineData("exif_8.jpg")]
    [InlineData("exif_6.png")]
    public void However_the_camera_was_held_the_picture_is_upright(string name) => Shows(name, 8, gray: false);

    [Fact]
    public void What_is_transparent_is_white_paper()
    {
        Image image = ImageReader.Read(Samples.Of("png_transparent.png"));
        Assert.Equal((200, 0, 0), image.Color(0));
        Assert.Equal((255, 255, 255), image.Color(1));
        Assert.Equal([60, 255], image.ToGray().Pixels);
    }

    [Theory]
    [InlineData("GIF89a\u0001\0\u0001\0\0\0\0", "is cut off: it ends before its last block; copy it again.")]
    [InlineData("RIFF1234WEBPVP8 ", "is a WebP image, which cannot be read; convert it to PNG or JPEG.")]
    [InlineData("\0\0\0\u0018ftypheic....", "is a HEIC image, as iPhones write them, which cannot be read; convert it to PNG or JPEG.")]
    [InlineData("<!DOCTYPE html><html>", "is a page of text and no image, as a failed download leaves it; download it again.")]
    [InlineData("", "is empty; copy it again.")]
    [InlineData("abc", "is no image: it holds 3 bytes; give a PNG, JPEG, GIF or BMP.")]
    [InlineData("just some text, long enough", "is no image that can be read; give a PNG, JPEG, GIF or BMP.")]
    public void What_is_no_image_is_called_what_it_is(string bytes, string sentence)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(bytes));
        Assert.Equal($"{path} {sentence}", Assert.Throws<GliaException>(() => ImageReader.Read(path)).Message);
        File.Delete(path);
    }

    [Fact]
    public void A_file_that_is_not_there_gets_its_sentence() =>
        Assert.Equal("nowhere.png does not exist; give the path of an image.",
            Assert.Throws<GliaException>(() => ImageReader.Read("nowhere.png")).Message);

    private static void Shows(string name, int off, bool gray)
    {
        Image image = ImageReader.Read(Samples.Of(name));
        Assert.Equal((Samples.Width, Samples.Height), (image.Width, image.Height));
        for (int y = 0; y < Samples.Height; y++)
        {
            for (int x = 0; x < Samples.Width; x++)
            {
                (int red, int green, int blue) = Samples.Blocks[y / Samples.Block, x / Samples.Block];
                if (gray) red = green = blue = Data.GrayImage.Brightness(red, green, blue);
                (int r, int g, int b) = image.Color(y * Samples.Width + x);
                Assert.True(Math.Abs(r - red) <= off && Math.Abs(g - green) <= off && Math.Abs(b - blue) <= off,
                    $"{name} at ({x}, {y}): ({r}, {g}, {b}) instead of ({red}, {green}, {blue})");
            }
        }
    }
}
