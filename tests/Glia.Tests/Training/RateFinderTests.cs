using Glia.Data;
using Glia.Layers;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>The range test finds the rate at which a network trains.</summary>
public class RateFinderTests
{
    [Fact]
    public void A_linear_unit_is_told_a_rate_that_is_stable_and_not_tiny()
    {
        Dataset data = Line();
        double rate = Assert.NotNull(RateFinder.Run(Unit(), data, batchSize: 32).Suggested);
        // The squared error of inputs of variance 1 is stable below a rate of 1, and a hundredth of that is slow.
        Assert.InRange(rate, 0.01, 1);
        Trainer trainer = Unit();
        for (int step = 0; step < 200; step++) trainer.Step(data, [.. Enumerable.Range(0, data.Rows)], rate);
        // What is left is the noise, whose square is 0.02 on average.
        Assert.InRange(trainer.Evaluate(data).Loss, 0, 0.03);
    }

    [Fact]
    public void The_rates_rise_and_the_test_ends_where_the_loss_blows_up()
    {
        RateCurve curve = RateFinder.Run(Unit(), Line(), batchSize: 32, steps: 200);
        Assert.Equal(curve.Points.Order(), curve.Points);
        Assert.InRange(curve.Points.Count, 20, 199);
        Assert.True(curve.Points[^1].Loss > curve.Points.Min(point => point.Loss));
    }

    [Fact]
    public void Where_nothing_can_be_learned_no_rate_is_told()
    {
        var data = Dataset.Values(new float[64], 1, new float[64], 1);
        Assert.Null(RateFinder.Run(Unit(), data, batchSize: 64).Suggested);
    }

    [Fact]
    public void Two_rates_are_the_least() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RateFinder.Run(Unit(), Line(), 32, steps: 1));

    private static Trainer Unit() => new(new Network(1, [new Dense(1)], seed: 1), "mse", new Glia.Optimizers.SGD());

    private static Dataset Line()
    {
        float[] x = [.. Enumerable.Range(0, 128).Select(row => (row - 63.5f) / 37)];
        return Dataset.Values(x, 1, [.. x.Select((one, row) => 3 * one - 1 + 0.2f * MathF.Sin(7 * row))], 1);
    }
}
