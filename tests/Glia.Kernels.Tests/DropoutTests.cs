namespace Glia.Kernels.Tests;

public class DropoutTests
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void The_stated_share_falls_and_the_rest_is_scaled_up(float rate)
    {
        float[] x = Numbers.Uniform(100_001, 1, 1, 2);
        var y = new float[x.Length];
        InvertedDropout.Apply(x, y, rate, 5, 3, 1);
        int fallen = y.Count(v => v == 0);
        // Five standard deviations of a binomial count.
        Assert.InRange(fallen, x.Length * rate - 5 * Math.Sqrt(x.Length * rate * (1 - rate)),
            x.Length * rate + 5 * Math.Sqrt(x.Length * rate * (1 - rate)));
        for (int i = 0; i < x.Length; i++) Assert.True(y[i] == 0 || y[i] == x[i] * (1 / (1 - rate)));
    }

    [Fact]
    public void The_backward_pass_meets_the_same_mask_and_another_step_or_layer_does_not()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 1000)], first = new float[1000], again = new float[1000];
        InvertedDropout.Apply(ones, first, 0.5f, 5, 3, 1);
        InvertedDropout.Apply(ones, again, 0.5f, 5, 3, 1);
        Assert.Equal(first, again);
        foreach ((ulong seed, long step, int layer) in new[] { (6UL, 3L, 1), (5UL, 4L, 1), (5UL, 3L, 2), (5UL, 3L + (1L << 32), 1) })
        {
            InvertedDropout.Apply(ones, again, 0.5f, seed, step, layer);
            Assert.InRange(first.Zip(again).Count(pair => pair.First != pair.Second), 400, 600);
        }
    }

    [Fact]
    public void A_number_meets_its_fate_by_its_position_alone()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 300)], whole = new float[300];
        InvertedDropout.Apply(ones, whole, 0.3f, 1, 0, 0);
        foreach (int length in Numbers.Lengths)
        {
            float[] part = ones[..length];
            InvertedDropout.Apply(part, part, 0.3f, 1, 0, 0);
            Assert.Equal(whole[..length], part);
        }
    }

    [Fact]
    public void A_part_meets_the_fate_of_its_place_in_the_whole()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 300)], whole = new float[300];
        InvertedDropout.Apply(ones, whole, 0.3f, 1, 0, 0);
        foreach (int first in new[] { 1, 7, 31, 32, 33, 100 })
            foreach (int length in Numbers.Lengths.Where(length => first + length <= whole.Length))
            {
                float[] part = [.. ones[..length], 5];
                InvertedDropout.Apply(part.AsSpan(0, length), part.AsSpan(0, length), 0.3f, 1, 0, 0, first);
                Assert.Equal([.. whole.AsSpan(first, length), 5], part);
            }
        // Far out, where a position has more than 32 bits.
        const long Far = (1L << 33) + 5;
        float[] group = ones[..64], rest = ones[..20];
        InvertedDropout.Apply(group, group, 0.3f, 1, 0, 0, Far - 5);
        InvertedDropout.Apply(rest, rest, 0.3f, 1, 0, 0, Far);
        Assert.Equal(group[5..25], rest);
    }

    [Fact]
    public void The_mask_is_the_philox_word_below_the_threshold()
    {
        float[] y = [.. Enumerable.Repeat(1f, 64)];
        InvertedDropout.Apply(y, y, 0.25f, 0x123456789, 77, 2);
        for (uint block = 0; block < 16; block++)
        {
            uint c0 = block, c1 = 2, c2 = 77, c3 = 0;
            Philox.Next(0x23456789, 1, ref c0, ref c1, ref c2, ref c3);
            uint[] words = [c0, c1, c2, c3];
            // Eight blocks are made side by side: the first words of all eight come first.
            for (uint i = 0; i < 4; i++) Assert.Equal(words[i] < 1u << 30, y[block / 8 * 32 + i * 8 + block % 8] == 0);
        }
    }

    [Fact]
    public void Rate_zero_changes_nothing()
    {
        float[] x = Numbers.Uniform(50, 1), y = new float[50];
        InvertedDropout.Apply(x, y, 0, 1, 1, 1);
        Assert.Equal(x, y);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(35)]
    public void A_channel_falls_or_stays_at_every_position(int channels)
    {
        const int Rows = 4, Positions = 3;
        float[] x = Numbers.Uniform(Rows * Positions * channels, 1), factors = new float[Rows * channels];
        float[] y = new float[x.Length], three = [.. x];
        for (int i = 0; i < factors.Length; i++) factors[i] = i % 3 == 1 ? 0 : 1.25f;
        if (channels > 1) x[1] = float.NaN; // what falls is 0 whatever it was
        if (channels > 1) three[1] = float.NaN;
        InvertedDropout.Channels(Workers.Single, x, y, factors, channels);
        InvertedDropout.Channels(new Workers(3), three, three, factors, channels);
        Assert.Equal(y, three);
        for (int i = 0; i < y.Length; i++)
        {
            float factor = factors[i / (Positions * channels) * channels + i % channels];
            Assert.Equal(factor == 0 ? 0 : factor * x[i], y[i]);
        }
    }
}
