using CsCheck;

namespace Glia.Kernels.Tests;

public class PictureTests
{
    private static readonly PictureLimits Everything = new()
    {
        Rotate = 0.5f,
        Shift = 2,
        Scale = 0.2f,
        Shear = 0.2f,
        Elastic = 1.5f,
        ElasticGrid = 5,
        Crop = 0.3f,
        FlipHorizontal = true,
        FlipVertical = true,
        Erase = 0.3f,
        Brightness = 0.4f,
        Fill = 0,
        Black = 0,
        White = 255,
    };

    private static readonly Gen<(int Height, int Width, int Channels, int Count, ulong Seed, uint Pass)> Batches =
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 40], Gen.Int[1, 4], Gen.Int[1, 20], Gen.ULong, Gen.UInt);

    [Fact]
    public void Without_limits_nothing_changes_but_the_scale() => Batches.Sample(b =>
    {
        float[] before = Batch(b.Height, b.Width, b.Channels, b.Count), same = [.. before], scaled = [.. before];
        var none = new PictureLimits { White = 255 };
        Pictures.Change(same, b.Height, b.Width, Rows(b.Count), none, [1], [0], b.Seed, b.Pass);
        Assert.True(before.AsSpan().SequenceEqual(same));
        Pictures.Change(scaled, b.Height, b.Width, Rows(b.Count), none, [1 / 255f], [-0.5f], b.Seed, b.Pass);
        Glia.Kernels.Elementwise.Affine(1 / 255f, -0.5f, before, same);
        Assert.True(same.AsSpan().SequenceEqual(scaled));
    });

    [Fact]
    public void A_map_that_moves_next_to_nothing_gives_the_same_picture() => Batches.Sample(b =>
    {
        // A limit far below rounding: the map is made and used, and is the identity.
        float[] before = Batch(b.Height, b.Width, b.Channels, b.Count), after = [.. before];
        Pictures.Change(after, b.Height, b.Width, Rows(b.Count), new PictureLimits { Shift = 1e-30f }, [1], [0], b.Seed, b.Pass);
        for (int i = 0; i < before.Length; i++) Assert.Equal(before[i], after[i], 1e-3f);
    });

    [Fact]
    public void A_picture_depends_on_seed_pass_and_row_alone() => Batches.Sample(b =>
    {
        int size = b.Height * b.Width * b.Channels;
        float[] before = Batch(b.Height, b.Width, b.Channels, b.Count), one = [.. before], two = [.. before], three = [.. before];
        int[] rows = Rows(b.Count);
        Pictures.Change(one, b.Height, b.Width, rows, Everything, [0.5f], [1], b.Seed, b.Pass);
        Pictures.Change(two, b.Height, b.Width, rows, Everything, [0.5f], [1], b.Seed, b.Pass, new Workers(2));
        Pictures.Change(three, b.Height, b.Width, rows, Everything, [0.5f], [1], b.Seed, b.Pass, new Workers(3));
        Assert.True(one.AsSpan().SequenceEqual(two) && one.AsSpan().SequenceEqual(three));
        int which = b.Count / 2;
        float[] alone = before[(which * size)..((which + 1) * size)];
        Pictures.Change(alone, b.Height, b.Width, [rows[which]], Everything, [0.5f], [1], b.Seed, b.Pass);
        Assert.True(one.AsSpan(which * size, size).SequenceEqual(alone));
    }, iter: 50);

    [Fact]
    public void Another_pass_row_or_seed_shows_another_picture()
    {
        float[] before = Batch(28, 28, 1, 1), seen = Seen(1, 0, 0);
        Assert.False(before.AsSpan().SequenceEqual(seen));
        Assert.False(seen.AsSpan().SequenceEqual(Seen(2, 0, 0)));
        Assert.False(seen.AsSpan().SequenceEqual(Seen(1, 1, 0)));
        Assert.False(seen.AsSpan().SequenceEqual(Seen(1, 0, 1)));

        float[] Seen(ulong seed, uint pass, int row)
        {
            float[] picture = [.. before];
            Pictures.Change(picture, 28, 28, [row], Everything, [1], [0], seed, pass);
            return picture;
        }
    }

    [Fact]
    public void No_pixel_leaves_the_range_of_the_picture_and_its_surroundings() => Batches.Sample(b =>
    {
        float[] picture = Batch(b.Height, b.Width, b.Channels, b.Count);
        Pictures.Change(picture, b.Height, b.Width, Rows(b.Count), Everything, [1], [0], b.Seed, b.Pass);
        Assert.All(picture, pixel => Assert.InRange(pixel, -1e-3f, 255.001f));
    });

    [Fact]
    public void A_cropped_picture_shows_nothing_from_outside() => Batches.Sample(b =>
    {
        float[] picture = Batch(b.Height, b.Width, b.Channels, b.Count);
        var limits = new PictureLimits { Crop = 0.5f, FlipHorizontal = true, FlipVertical = true, Fill = -1000 };
        Pictures.Change(picture, b.Height, b.Width, Rows(b.Count), limits, [1], [0], b.Seed, b.Pass);
        // The outer half of a border pixel lies between it and what is outside.
        Assert.All(picture, pixel => Assert.InRange(pixel, -520, 255.001f));
    });

    [Fact]
    public void A_mirrored_picture_has_the_same_pixels_in_the_other_order_and_half_of_them_are()
    {
        const int height = 3, width = 8, count = 400;
        float[] before = Batch(height, width, 1, count), after = [.. before];
        Pictures.Change(after, height, width, Rows(count), new PictureLimits { FlipHorizontal = true }, [1], [0], 1, 0);
        int mirrored = 0;
        for (int row = 0; row < count * height; row++)
        {
            float[] old = before[(row * width)..((row + 1) * width)], now = after[(row * width)..((row + 1) * width)];
            bool turned = now.AsSpan().SequenceEqual(old.Reverse().ToArray());
            Assert.True(turned || now.AsSpan().SequenceEqual(old));
            if (turned) mirrored++;
        }
        // Six standard deviations of a fair coin.
        Assert.InRange(mirrored / height, 200 - 60, 200 + 60);
    }

    [Fact]
    public void An_angle_and_a_shift_stay_within_their_limits_and_reach_them() => Check(
        new PictureLimits { Rotate = 0.3f }, change => MathF.Atan2(change.Yx, change.Xx), 0.3f);

    [Fact]
    public void A_growth_stays_within_its_limits_and_reaches_them() => Check(
        new PictureLimits { Scale = 0.25f }, change => MathF.Log(change.Yy), MathF.Log(1.25f));

    [Fact]
    public void A_rectangle_covers_no_more_than_its_share()
    {
        Span<uint> words = stackalloc uint[RandomWords.GroupSize];
        int largest = 0;
        for (uint row = 0; row < 500; row++)
        {
            new RandomWords(1, row, 3).Group(0, words);
            var change = PictureChange.Draw(words, new PictureLimits { Erase = 0.25f }, 20, 16);
            Assert.InRange(change.EraseX, 0, 20 - change.EraseWidth);
            Assert.InRange(change.EraseY, 0, 16 - change.EraseHeight);
            largest = Math.Max(largest, change.EraseWidth * change.EraseHeight);
        }
        // 80 pixels, and each side rounded up by at most half a pixel of at most twelve.
        Assert.InRange(largest, 70, 80 + 12);
    }

    [Fact]
    public void One_change_more_leaves_the_others_as_they_are()
    {
        Span<uint> words = stackalloc uint[RandomWords.GroupSize];
        new RandomWords(1, 2, 3).Group(0, words);
        var turned = PictureChange.Draw(words, new PictureLimits { Rotate = 0.3f }, 20, 16);
        var both = PictureChange.Draw(words, new PictureLimits { Rotate = 0.3f, Erase = 0.5f, Brightness = 0.5f }, 20, 16);
        Assert.Equal((turned.Xx, turned.X0), (both.Xx, both.X0));
    }

    private static void Check(PictureLimits limits, Func<PictureChange, float> measure, float limit)
    {
        float least = 0, most = 0;
        Span<uint> words = stackalloc uint[RandomWords.GroupSize];
        for (uint row = 0; row < 1000; row++)
        {
            new RandomWords(7, row, 3).Group(0, words);
            float value = measure(PictureChange.Draw(words, limits, 28, 28));
            (least, most) = (MathF.Min(least, value), MathF.Max(most, value));
        }
        Assert.InRange(most, 0.98f * limit, 1.0001f * limit);
        Assert.InRange(least, -1.0001f * limit, -0.98f * limit);
    }

    private static float[] Batch(int height, int width, int channels, int count) =>
        Numbers.Uniform(height * width * channels * count, 1, 0, 255);

    private static int[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => 3 * i)];
}
