namespace Glia.Kernels.Tests;

public class RandomFillTests
{
    private const int Count = 200_003;

    [Fact]
    public void Uniform_numbers_have_the_mean_and_variance_of_their_interval()
    {
        var x = new float[Count];
        RandomFill.Uniform(x, -2, 4, 11, 0);
        Assert.True(x.Min() >= -2 && x.Max() <= 4);
        Moments(x, 1, Math.Sqrt(3), 1.8);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        var x = new float[Count];
        RandomFill.Normal(x, 3, 2, 11, 0);
        Moments(x, 3, 2, 3);
        Assert.InRange(x.Count(v => Math.Abs(v - 3) < 2) / (double)Count, 0.6827 - 0.006, 0.6827 + 0.006);
    }

    [Fact]
    public void Truncated_normal_numbers_stay_within_two_deviations()
    {
        var x = new float[Count];
        RandomFill.TruncatedNormal(x, 0, 1, 11, 0);
        Assert.True(x.Max() <= 2 && x.Min() >= -2);
        Moments(x, 0, 0.8796256610342398, 2.365);
    }

    [Fact]
    public void Streams_and_seeds_differ_and_a_prefix_is_a_prefix()
    {
        float[] a = new float[1000], b = new float[1000], c = new float[1000];
        RandomFill.Normal(a, 0, 1, 1, 0);
        RandomFill.Normal(b, 0, 1, 1, 1);
        RandomFill.Normal(c, 0, 1, 2, 0);
        Assert.True(a.Zip(b).Count(p => p.First == p.Second) < 5);
        Assert.True(a.Zip(c).Count(p => p.First == p.Second) < 5);
        foreach (int length in Numbers.Lengths)
        {
            var part = new float[length];
            RandomFill.Normal(part, 0, 1, 1, 0);
            Assert.Equal(a[..length], part);
            RandomFill.Uniform(part, 0, 1, 1, 0);
            Assert.All(part, v => Assert.InRange(v, 0, 1));
        }
    }

    /// <summary>Mean and deviation within five standard errors; kurtosis (the shape) within a tenth.</summary>
    private static void Moments(float[] x, double mean, double deviation, double kurtosis)
    {
        double m = x.Average(), v = x.Average(n => (n - m) * (n - m)), k = x.Average(n => Math.Pow(n - m, 4)) / (v * v);
        Assert.Equal(mean, m, 5 * deviation / Math.Sqrt(x.Length));
        Assert.Equal(deviation, Math.Sqrt(v), 5 * deviation / Math.Sqrt(x.Length));
        Assert.Equal(kurtosis, k, 0.1);
    }
}
