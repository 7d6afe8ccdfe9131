using CsCheck;

namespace Glia.Kernels.Tests;

public class PoolingTests
{
    private static readonly Workers Three = new(3);

    [Fact]
    public void Any_size_agrees_with_the_definition() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 20], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Bool, Gen.Int[0, 10000])
            .Sample((height, width, channels, rows, columns, stride, same, seed) =>
            {
                Window window = new(height, width, channels, rows, columns, stride, 1 + (seed % 3));
                Check(same || window.OutputHeight * window.OutputWidth == 0 ? window.Same() : window, images: 1 + (seed % 3), seed);
            }, iter: 400);

    [Fact]
    public void Many_images_are_shared_between_threads() => Check(new Window(12, 12, 40, 2, 2, 2, 2), images: 30, seed: 5);

    [Fact]
    public void Of_equal_numbers_the_first_gets_the_gradient()
    {
        Window window = new(2, 2, 1, 2, 2);
        float[] dx = new float[4], y = new float[1];
        int[] places = new int[1];
        Pooling.Max(Workers.Single, window, [1, 7, 7, 7], y, places);
        Assert.Equal([1], places);
        Pooling.MaxBackward(Workers.Single, window, places, [3], dx);
        Assert.Equal([0, 3, 0, 0], dx);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-2f)]
    [InlineData(float.NaN)]
    public void Where_relu_lets_nothing_pass_nobody_gets_the_gradient(float largest)
    {
        Window window = new(2, 2, 1, 2, 2);
        float[] dx = new float[4], y = new float[1];
        int[] places = new int[1];
        Pooling.Max(Workers.Single, window, [-7, largest, -7, -7], y, places, rectifies: true);
        Assert.Equal([-1], places);
        Assert.Equal(float.IsNaN(largest) ? float.NaN : 0, y[0]);
        Pooling.MaxBackward(Workers.Single, window, places, [3], dx);
        Assert.Equal([0, 0, 0, 0], dx);
    }

    [Fact]
    public void A_nan_is_not_hidden()
    {
        float[] y = new float[1];
        Pooling.Max(Workers.Single, new Window(2, 2, 1, 2, 2), [1, float.NaN, 2, 3], y);
        Assert.True(float.IsNaN(y[0]));
    }

    [Fact]
    public void Sizes_that_do_not_fit_together_are_refused()
    {
        Assert.Contains("no images of 4 x 4 x 2", Refused(new Window(4, 4, 2, 2, 2), 31, 4));
        Assert.Contains("no images of 2 x 2 x 1", Refused(new Window(2, 2, 1, 3, 3), 4, 0));
        Assert.Contains("dilation", Refused(new Window(4, 4, 2, 2, 2, dilationX: 2), 32, 12));
        Assert.Contains("needed", Refused(new Window(4, 4, 2, 2, 2, 2, 2), 32, 7));

        static string Refused(Window window, int x, int y) =>
            Assert.Throws<ArgumentException>(() => Pooling.Max(Workers.Single, window, new float[x], new float[y])).Message;
    }

    private static void Check(Window window, int images, int seed)
    {
        // Whole numbers, so that some are equal and the sums exact.
        float[] x = [.. Numbers.Uniform(images * window.Height * window.Width * window.Channels, seed, -4, 4).Select(x => MathF.Round(x))];
        int results = images * window.OutputHeight * window.OutputWidth * window.Channels;
        float[] dy = Numbers.Uniform(results, seed + 1), largest = new float[results], means = new float[results];
        float[] toLargest = new float[x.Length], toAll = new float[x.Length];
        for (int at = 0; at < results; at++)
        {
            int[] seen = [.. Seen(window, at)];
            int first = seen.MaxBy(place => x[place]);
            largest[at] = x[first];
            toLargest[first] += dy[at];
            means[at] = seen.Sum(place => x[place]) * (1f / seen.Length);
            foreach (int place in seen) toAll[place] += dy[at] * (1f / seen.Length);
        }
        foreach (Workers workers in new[] { Workers.Single, Three })
        {
            float[] y = new float[results], dx = new float[x.Length];
            Pooling.Max(workers, window, x, y);
            int[] places = new int[results];
            Assert.Equal(largest, y);
            Pooling.Max(workers, window, x, y, places);
            Assert.Equal(largest, y);
            Pooling.MaxBackward(workers, window, places, dy, dx);
            Assert.Equal(toLargest, dx);
            Pooling.Max(workers, window, x, y, places, rectifies: true);
            Assert.Equal(largest.Select(number => MathF.Max(0, number)), y);
            Pooling.MaxBackward(workers, window, places, dy, dx);
            Assert.Equal(toLargest.Select((given, place) => x[place] > 0 ? given : 0), dx);
            Pooling.Max(workers, window, x, y, rectifies: true);
            Assert.Equal(largest.Select(number => MathF.Max(0, number)), y);
            Pooling.Average(workers, window, x, y);
            Assert.Equal(means, y);
            Pooling.AverageBackward(workers, window, dy, dx);
            Assert.Equal(toAll, dx);
        }
    }

    // The numbers that one result is made of, in order.
    private static IEnumerable<int> Seen(Window window, int result)
    {
        (int position, int channel) = Math.DivRem(result, window.Channels);
        (int image, int inside) = Math.DivRem(position, window.OutputHeight * window.OutputWidth);
        (int i, int j) = Math.DivRem(inside, window.OutputWidth);
        for (int r = 0; r < window.Rows; r++)
        {
            for (int s = 0; s < window.Columns; s++)
            {
                int y = (i * window.StrideY) + r - window.Top, x = (j * window.StrideX) + s - window.Left;
                if (y >= 0 && y < window.Height && x >= 0 && x < window.Width)
                    yield return (((((image * window.Height) + y) * window.Width) + x) * window.Channels) + channel;
            }
        }
    }
}
