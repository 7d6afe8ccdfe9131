using Glia.Losses;

namespace Glia.Tests.Losses;

public class PerfectLossTests
{
    // The loss is convex in the outputs: perfect is the smoothed target itself, and a little to either side is worse.
    [Theory]
    [InlineData(0.1f, 10)]
    [InlineData(0.3f, 3)]
    [InlineData(0f, 4)]
    public void Smoothed_labels_are_met_best_by_the_smoothed_row(float smoothing, int classes)
    {
        var loss = new CategoricalCrossentropy(labelSmoothing: smoothing);
        float other = smoothing / classes, own = 1 - smoothing + other;
        Assert.Equal(loss.PerfectFor(classes), Of(loss, own, other, classes), 5);
        Assert.True(Of(loss, own - 0.01f, other + 0.01f / (classes - 1), classes) > loss.PerfectFor(classes));
    }

    [Theory]
    [InlineData(0.2f)]
    [InlineData(0f)]
    public void Smoothed_bits_are_met_best_by_the_smoothed_bit(float smoothing)
    {
        var loss = new BinaryCrossentropy(labelSmoothing: smoothing);
        Assert.Equal(loss.PerfectFor(2), Of(loss, 1 - smoothing / 2, smoothing / 2, 2), 5);
    }

    private static double Of(Loss loss, float own, float other, int width)
    {
        float[] outputs = [own, .. Enumerable.Repeat(other, width - 1)], targets = [1, .. new float[width - 1]];
        return loss.Compute(new Tensor(outputs, 0, width, 1), new Tensor(targets, 0, width, 1), default);
    }
}
