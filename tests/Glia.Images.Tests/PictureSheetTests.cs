using Glia.Data;
using Glia.Experiments;

namespace Glia.Images.Tests;

public class PictureSheetTests
{
    [Fact]
    public void A_written_image_is_read_again()
    {
        for (int channels = 1; channels <= 4; channels++)
        {
            byte[] pixels = [.. Enumerable.Range(0, 7 * 5 * channels).Select(i => (byte)(i * 37))];
            string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
            PngWriter.Write(file, new Image(pixels, 7, 5, channels));
            Image read = ImageReader.Read(file);
            File.Delete(file);
            Assert.Equal((7, 5, channels), (read.Width, read.Height, read.Channels));
            Assert.Equal(pixels, read.Pixels);
        }
    }

    [Fact]
    public void A_sheet_shows_a_picture_of_each_class_and_what_nine_epochs_make_of_it()
    {
        // 32 pixels a side are drawn twice as large; beside two lines of ten stands the longest label.
        Image sheet = PictureSheet.Of(Of("""{"rotate":45}"""), Loaded(new Shape(32, 32, 1)));
        int label = 2 * SmallLetters.WidthOf("cats");
        Assert.Equal((label + 12 + (10 * 70), 22 + (2 * 70)), (sheet.Width, sheet.Height));
        // The original as it is: the pixel (3, 2) of the first cat, at the upper left of its square.
        Assert.Equal(Pixel(0, 32, 3, 2), Red(sheet, label + 12 + 6, 22 + 4));
        Assert.NotEqual(Square(sheet, label + 12, 22), Square(sheet, label + 12 + 70, 22));
        Assert.NotEqual(Square(sheet, label + 12 + 70, 22), Square(sheet, label + 12 + 140, 22));
    }

    [Fact]
    public void Without_augmentation_it_shows_several_pictures_of_each_class()
    {
        Image sheet = PictureSheet.Of(Of("null"), Loaded(new Shape(32, 32, 1)));
        int label = 2 * SmallLetters.WidthOf("cats");
        // Rows 0, 2, 4, … are cats.
        Assert.Equal(Pixel(4, 32, 3, 2), Red(sheet, label + 12 + 140 + 6, 22 + 4));
    }

    [Fact]
    public void Colors_and_large_pictures_are_drawn_as_they_are()
    {
        Image sheet = PictureSheet.Of(Of("""{"flip":"horizontal"}"""), Loaded(new Shape(40, 70, 3)));
        Assert.Equal(22 + (2 * 46), sheet.Height);
    }

    [Fact]
    public void What_is_no_picture_is_refused() =>
        Assert.StartsWith("A sheet shows pictures, and a row of 13 numbers of p is not known to be one",
        Assert.Throws<GliaException>(() => PictureSheet.Of(Of("null"), Loaded(new Shape(13)))).Message, StringComparison.Ordinal);

    private static Experiment Of(string augment) => Experiment.Parse("x.json",
        $$"""{"data":{"source":"p","scale":"unit"},"augment":{{augment}},"network":["Flatten",{"class_name":"Dense","units":""" +
            $$"""2,"activation":"softmax"}]}""");

    private static LoadedData Loaded(Shape shape)
    {
        byte[] bytes = [.. Enumerable.Range(0, 24).SelectMany(row => Enumerable.Range(0, shape.Size).Select(i => (byte)((row * 31) + i)))];
        return LoadedData.OfClasses(new ByteFeatures(bytes, shape), [.. Enumerable.Range(0, 24).Select(i => i % 2)], ["cats", "dog"]);
    }

    private static byte Pixel(int row, int width, int x, int y) => (byte)((row * 31) + (y * width) + x);

    private static byte Red(Image image, int x, int y) => image.Pixels[3 * ((y * image.Width) + x)];

    private static byte[] Square(Image image, int left, int top) =>
        [.. Enumerable.Range(0, 64 * 64).Select(i => Red(image, left + (i % 64), top + (i / 64)))];
}
