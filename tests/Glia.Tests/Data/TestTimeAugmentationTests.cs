using Glia.Data;

namespace Glia.Tests.Data;

public class TestTimeAugmentationTests
{
    // Two pictures of two rows and three columns, gray; the second is the first with 10 added.
    private static readonly FloatFeatures Pictures = new([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16], new Shape(2, 3, 1));

    [Fact]
    public void A_view_moves_the_picture_and_takes_the_nearest_pixel_from_outside() => Assert.Equal(
    [
        "1 2 3 4 5 6", "4 5 6 4 5 6", "1 2 3 1 2 3", "2 3 3 5 6 6", "1 1 2 4 4 5",
    ], Views(new() { Shift = 1 }));

    [Fact]
    public void A_view_is_mirrored_across_or_upside_down() => Assert.Equal(
        ["1 2 3 4 5 6", "3 2 1 6 5 4", "4 5 6 1 2 3", "6 5 4 3 2 1"], Views(new() { Flip = "horizontal_and_vertical" }));

    [Fact]
    public void The_colours_of_a_pixel_stay_together()
    {
        var colored = new FloatFeatures([1, 2, 3, 4, 5, 6], new Shape(1, 2, 3));
        Assert.Equal([4, 5, 6, 1, 2, 3], Row(Of(new() { Flip = "horizontal" }, colored, Scaler.None)[1], 0));
    }

    [Fact]
    public void Pixels_change_places_before_each_place_is_scaled_for_itself()
    {
        Scaler scaler = Scaler.Fit("minmax", new FloatFeatures([0, 0, 0, 0, 0, 0, 10, 20, 40, 50, 80, 100], 6));
        Assert.Equal([0.3f, 0.1f, 1f / 40, 6f / 50, 5f / 80, 4f / 100], Row(Of(new() { Flip = "horizontal" }, Pictures, scaler)[1], 0));
        // And as the first view is, which is scaled with all others.
        Assert.Equal([0.1f, 0.1f, 3f / 40, 4f / 50, 5f / 80, 6f / 100], Row(Of(new() { Flip = "horizontal" }, Pictures, scaler)[0], 0));
    }

    [Fact]
    public void Bytes_are_scaled_as_they_are_elsewhere()
    {
        var bytes = new ByteFeatures(new byte[] { 0, 51, 102, 255 }, new Shape(2, 2, 1));
        IReadOnlyList<Features> views = Of(new() { Flip = "horizontal" }, bytes, Scaler.Fit("unit", bytes));
        float[] asIs = Row(views[0], 0);
        Assert.Equal(0.2f, asIs[1], 1e-6f);
        Assert.Equal([asIs[1], asIs[0], asIs[3], asIs[2]], Row(views[1], 0));
    }

    [Theory]
    [InlineData("shift=2,flip=horizontal", 10)]
    [InlineData("shift=1,flip=horizontal_and_vertical", 20)]
    [InlineData("shift=3", 5)]
    [InlineData("flip=vertical", 2)]
    [InlineData("none", 1)]
    public void There_are_as_many_views_as_settings_make(string text, int views) =>
        Assert.Equal(views, TestTimeAugmentation.Parse("--tta", text).Views);

    [Theory]
    [InlineData("shift", "--tta is 'shift'; write settings with commas between, for example --tta shift=1,flip=horizontal, or none.")]
    [InlineData("shift=0.5", "--tta: test_time_augmentation.shift is 0.5; it must be a whole number.")]
    [InlineData("rotate=3", "--tta: unknown key 'rotate' in test_time_augmentation; known are flip, shift.")]
    public void What_is_no_setting_is_said(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => TestTimeAugmentation.Parse("--tta", text)).Message);

    [Fact]
    public void What_is_no_picture_or_too_small_is_said()
    {
        var rows = new Dataset(new FloatFeatures([1, 2, 3], 3), new Targets([1]));
        Assert.Equal("Test-time augmentation moves and mirrors pictures, and a sample of 3 numbers is no picture; say its height, width " +
            "and channels.", Assert.Throws<GliaException>(() => rows.Viewed(new() { Shift = 1 })).Message);
        var pictures = new Dataset(Pictures, new Targets([1, 2]));
        Assert.Equal("The test-time augmentation's shift is 2 pixels, which moves pictures of 2x3x1 out of sight; choose one pixel or two.",
            Assert.Throws<GliaException>(() => pictures.Viewed(new() { Shift = 2 })).Message);
        Assert.Equal("The test-time augmentation's flip is 'left'; known are horizontal, horizontal_and_vertical, none, vertical.",
            Assert.Throws<GliaException>(() => pictures.Viewed(new() { Flip = "left" })).Message);
    }

    [Fact]
    public void Rows_that_are_selected_or_scaled_keep_their_views()
    {
        Dataset data = new Dataset(Pictures, new Targets([1, 2])).Viewed(new() { Flip = "horizontal" });
        Assert.Equal([13, 12, 11, 16, 15, 14], Row(data.Select([1]).Views![1], 0));
        Scaler scaler = Scaler.Fit("minmax", Pictures);
        Assert.Equal([0.2f, 0, -0.2f, 0.2f, 0, -0.2f], Row(scaler.Apply(data).Views![1], 0), Close);
        Assert.Null(data.WithViews(null).Views);
        Assert.NotNull(data.WithSampleWeights([1, 2]).WithoutSampleWeights().WithTargets(new Targets([3, 4])).Views);
    }

    private static bool Close(float a, float b) => MathF.Abs(a - b) < 1e-6f;

    private static string[] Views(TestTimeAugmentation augmentation) =>
        [.. Of(augmentation, Pictures, Scaler.None).Select(view => string.Join(' ', Row(view, 0)))];

    private static IReadOnlyList<Features> Of(TestTimeAugmentation augmentation, Features raw, Scaler scaler) =>
        augmentation.Of(raw, scaler.Apply(raw), raw.Shape, scaler);

    private static float[] Row(Features features, int row)
    {
        var numbers = new float[features.Shape.Size];
        features.Gather([row], numbers);
        return numbers;
    }
}
