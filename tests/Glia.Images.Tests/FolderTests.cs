using Glia.Data;
using Glia.Experiments;

namespace Glia.Images.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Kinds_orientations_and_depths_of_one_class_go_together()
    {
        Put("a/png_rgb.png", "png_rgb.png");
        Put("a/deep/er/turned.jpg", "exif_6.jpg");
        Put("b/x.bmp", "bmp_24.bmp");
        Put("b/y.JPEG", "jpg_baseline.jpg");
        LoadedData data = Open();
        Assert.Equal(new Shape(16, 24, 3), data.Inputs.Shape);
        Assert.Equal(["a", "b"], data.ClassNames!);
        Assert.Equal([0, 0, 1, 1], data.Classes!);
        Assert.True(data.AreImages);
        // All show the same picture.
        var rows = new float[4 * 16 * 24 * 3];
        data.Inputs.Gather([0, 1, 2, 3], rows);
        int size = rows.Length / 4;
        for (int i = 0; i < rows.Length; i++) Assert.InRange(rows[i] - rows[i % size], -8, 8);
    }

    [Fact]
    public void Gray_images_have_one_channel_and_one_in_color_gives_all_three()
    {
        Put("a/1.png", "png_gray.png");
        Put("b/2.png", "png_gray_alpha.png");
        LoadedData gray = Open();
        Assert.Equal((new Shape(16, 24, 1), false), (gray.Inputs.Shape, gray.Images!.Color));
        Assert.Equal(new Shape(16, 24, 3), Open(color: "rgb").Inputs.Shape);
        Put("b/3.png", "png_rgb.png");
        Assert.Equal(new Shape(16, 24, 3), Open().Inputs.Shape);
        LoadedData asked = Open(color: "grayscale");
        Assert.Equal(new Shape(16, 24, 1), asked.Inputs.Shape);
        // The image in color is as gray as its gray twin.
        ReadOnlySpan<byte> values = ((ByteFeatures)asked.Inputs).Values;
        Assert.True(values[..384].SequenceEqual(values[^384..]));
    }

    [Fact]
    public void Images_of_several_sizes_become_32_x_32()
    {
        Put("a/1.png", "png_rgb.png");
        Put("b/2.png", "png_transparent.png");
        Assert.Equal(new Shape(32, 32, 3), Open().Inputs.Shape);
    }

    [Theory]
    [InlineData("train", "test", null, 2, 0, 1)]
    [InlineData("Training", "val", null, 2, 0, 1)]
    [InlineData("train", "test", "valid", 2, 1, 1)]
    public void Folders_of_parts_are_the_parts(string train, string test, string? validation, int training, int validating, int testing)
    {
        Put($"{train}/a/1.png", "png_rgb.png");
        Put($"{train}/b/2.png", "png_rgb.png");
        Put($"{test}/b/3.png", "png_rgb.png");
        if (validation is not null) Put($"{validation}/a/4.png", "png_rgb.png");
        LoadedData data = Open();
        Assert.Equal((training, validating, testing),
            (data.Rows - data.StandardValidationRows - data.StandardTestRows, data.StandardValidationRows, data.StandardTestRows));
        Assert.Equal(1, data.Classes![^1]);
    }

    [Fact]
    public void Classes_called_train_and_test_are_classes_where_they_hold_images_themselves()
    {
        Put("train/1.png", "png_rgb.png");
        Put("truck/2.png", "png_rgb.png");
        Assert.Equal(["train", "truck"], Open().ClassNames!);
    }

    [Fact]
    public void An_archive_with_one_folder_around_everything_is_looked_into()
    {
        Put("PetImages/Cat/1.png", "png_rgb.png");
        Put("PetImages/Dog/2.png", "png_rgb.png");
        Put("__MACOSX/Cat/._1.png", "png_rgb.png");
        Assert.Equal(["Cat", "Dog"], Open().ClassNames!);
    }

    [Fact]
    public void A_folder_that_holds_itself_is_no_circle()
    {
        Put("a/1.png", "png_rgb.png");
        Put("b/2.png", "png_rgb.png");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "a", "again"), _folder);
        LoadedData data = Open();
        Assert.Equal(2, data.Rows);
        Assert.Contains("left out: 1 file that is no image (1 linked folder)", data.Notes);
    }

    [Fact]
    public void Values_in_a_table_are_values_and_its_parts_are_parts()
    {
        for (int i = 0; i < 4; i++) Put($"{i}.png", "png_rgb.png");
        File.WriteAllText(Path.Combine(_folder, "ages.csv"),
            "file,age,split\n0.png,3.5,train\n1.png,4.5,test\n./2.png,7.25,train\n../../etc/passwd,9,train\n");
        LoadedData data = Open("age");
        Assert.Equal([3.5f, 7.25f, 4.5f], data.Numbers!.Values.ToArray());
        Assert.Equal(1, data.StandardTestRows);
        Assert.Contains("left out: 1 row whose image is not there, or there twice, such as ../../etc/passwd", data.Notes);
        Assert.Contains("left out: 1 image without a label", data.Notes);
    }

    [Fact]
    public void A_folder_without_images_and_a_table_without_them_are_left_to_others()
    {
        File.WriteAllText(Path.Combine(_folder, "table.csv"), "a,b\n1,2\n3,4\n");
        Assert.Null(Opened(_folder));
        Put("a/1.png", "png_rgb.png");
        Assert.Null(Opened(Path.Combine(_folder, "table.csv")));
        File.WriteAllText(Path.Combine(_folder, "grades.csv"), "name,grade\nann,1\nbob,1\neve,1\nian,1\n");
        Assert.Null(Opened(Path.Combine(_folder, "grades.csv")));
    }

    private LoadedData Open(string? targets = null, string color = "auto") => Opened(_folder, targets, color)!;

    private static LoadedData? Opened(string path, string? targets = null, string color = "auto") =>
        ImageOpener.Open(
            new DataRequest(new ExperimentData { Source = path, ColorMode = color, Targets = targets is null ? null : [targets] }, path));

    private void Put(string name, string sample)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Samples.Of(sample), path);
    }
}
