using CsCheck;

namespace Glia.Kernels.Tests;

public class ConvolutionTests
{
    [Theory]
    [InlineData(28, 28, 1, 3, 3, 1, 1, false, 32, 1)]
    [InlineData(13, 13, 32, 3, 3, 1, 1, false, 64, 1)]
    [InlineData(14, 11, 6, 5, 5, 1, 1, true, 16, 1)]
    [InlineData(9, 12, 3, 3, 3, 2, 1, true, 10, 1)]
    [InlineData(10, 9, 4, 3, 2, 2, 1, true, 40, 2)]
    [InlineData(12, 12, 4, 3, 3, 1, 2, true, 33, 1)]
    [InlineData(7, 7, 64, 3, 3, 1, 1, true, 128, 1)]
    [InlineData(8, 8, 16, 1, 1, 1, 1, false, 20, 1)]
    [InlineData(8, 8, 16, 1, 1, 2, 1, true, 20, 4)]
    [InlineData(1, 40, 5, 1, 3, 1, 1, true, 7, 1)]
    [InlineData(6, 6, 2, 6, 6, 1, 1, false, 1, 1)]
    public void Usual_sizes_have_the_bits_of_the_definition(
        int height, int width, int channels, int rows, int columns, int stride, int dilation, bool same, int filters, int groups)
    {
        Window window = new(height, width, channels, rows, columns, Math.Min(stride, height), stride, dilation, dilation);
        new ConvolutionCase(same ? window.Same() : window, images: 3, filters, groups, seed: 3).Check();
    }

    [Fact]
    public void Any_size_has_the_bits_of_the_definition() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 3],
            Gen.Int[0, 10000])
            .Sample((height, width, channels, rows, columns, stride, groups, seed) =>
            {
                Window window = new(height, width, channels * groups, rows, columns, stride, 1 + (seed % 3), 1 + (seed % 2),
                    1 + (seed / 7 % 2));
                if (seed % 2 == 0 || window.OutputHeight * window.OutputWidth == 0) window = window.Same();
                new ConvolutionCase(window, images: seed % 4, filters: groups * (1 + (seed % 11)), groups, seed).Check();
            }, iter: 300);

    [Theory]
    [InlineData(28, 3, 1, 1, false, 26, 0, 0)]
    [InlineData(28, 3, 1, 1, true, 28, 1, 1)]
    [InlineData(28, 2, 2, 1, true, 14, 0, 0)]
    [InlineData(7, 2, 2, 1, true, 4, 0, 1)]
    [InlineData(7, 3, 2, 1, true, 4, 1, 1)]
    [InlineData(8, 3, 2, 1, true, 4, 0, 1)]
    [InlineData(10, 3, 1, 3, true, 10, 3, 3)]
    [InlineData(5, 1, 3, 1, true, 2, 0, 0)]
    public void Same_pads_as_TensorFlow_does(int size, int window, int stride, int dilation, bool same, int positions,
        int before, int after)
    {
        Window seen = new(size, size, 1, window, window, stride, stride, dilation, dilation);
        if (same) seen = seen.Same();
        Assert.Equal((positions, before, after), (seen.OutputHeight, seen.Top, seen.Bottom));
        Assert.Equal((positions, before, after), (seen.OutputWidth, seen.Left, seen.Right));
    }

    [Fact]
    public void Sizes_that_do_not_fit_together_are_refused()
    {
        Window window = new(4, 4, 2, 3, 3);
        Assert.Contains("does not fit", Refused(new Window(2, 2, 1, 3, 3), 4, 9, 0));
        Assert.Contains("do not fit a window", Refused(window, 31, 18, 4));
        Assert.Contains("do not fit a window", Refused(window, 32, 19, 4));
        Assert.Contains("have 4 results, not 5", Refused(window, 32, 18, 5));
        Assert.Contains("smaller than the window", Refused(window with { Top = 3 }, 32, 18, 10));

        static string Refused(Window window, int images, int weights, int results) => Assert.Throws<ArgumentException>(() =>
            Convolution.Forward(Workers.Single, window, new float[images], new float[weights], default, new float[results])).Message;
    }
}
