using CsCheck;
using Glia.Random;

namespace Glia.Tests.Random;

public class BijectionTests
{
    [Fact]
    public void Every_number_comes_once() => Gen.Select(Gen.Int[1, 3000], Gen.ULong, Gen.UInt, Gen.UInt).Sample((count, seed, step, lane) =>
    {
        var order = new Bijection(count, new RandomStream(seed, step, lane));
        var seen = new bool[count];
        for (int i = 0; i < count; i++) seen[order[i]] = true;
        return !seen.Contains(false);
    }, iter: 300);

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData((1 << 30) + 1)]
    public void Large_counts_stay_in_range_and_do_not_repeat(int count)
    {
        var order = new Bijection(count, new RandomStream(7, 1, 2));
        int[] first = [.. Enumerable.Range(0, 10_000).Select(i => order[i])];
        Assert.All(first, number => Assert.InRange(number, 0, count - 1));
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Fact]
    public void Other_streams_are_other_orders_and_places_tell_nothing()
    {
        const int count = 4096;
        int[] one = Of(1, 0), other = Of(1, 1);
        Assert.NotEqual(one, other);
        Assert.Equal(one, Of(1, 0));
        // Of a random order 1 / sqrt(n) is the standard deviation of the correlation between place and number: six of them.
        double mean = (count - 1) / 2.0;
        double correlation = Enumerable.Range(0, count).Sum(i => (i - mean) * (one[i] - mean)) / Enumerable.Range(0, count)
            .Sum(i => (i - mean) * (i - mean));
        Assert.InRange(correlation, -6 / Math.Sqrt(count), 6 / Math.Sqrt(count));

        static int[] Of(ulong seed, uint epoch)
        {
            var order = new Bijection(count, new RandomStream(seed, epoch, 0));
            return [.. Enumerable.Range(0, count).Select(i => order[i])];
        }
    }
}
