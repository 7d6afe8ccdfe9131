using Glia.Report.Charts;

namespace Glia.Report.Tests;

public class ChartTests
{
    [Fact]
    public void A_chart_is_complete_without_a_script() =>
        Approved.Check("line-chart", new LineChart("Loss", "training from 2 to 0.5", "epoch",
        [
            new Series("training", [1, 2, 3, 4], [2, 1, 0.75, 0.5]) { Dots = true, Marked = 3 },
            new Series("test", [1, 2, 3, 4], [1.5, double.NaN, 1, 0.9]) { Look = 3 },
        ])
        { Level = 1 }.ToHtml().Text);

    [Fact]
    public void Bars_and_histograms_are_drawn() => Approved.Check("bars",
        $"{Bars.Share(0.5, "50 %")}\n{Bars.Share(double.NaN, "")}\n{Bars.Histograms("weights", [0, 4, 0], [1, 2, 1])}");

    [Theory]
    [InlineData(0, 1, false, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0.31, 2.3, false, "0.5 1 1.5 2")]
    [InlineData(-3, 40000, false, "0 10,000 20,000 30,000 40,000")]
    [InlineData(1e-5, 1, true, "1e-5 1e-4 0.001 0.01 0.1 1")]
    [InlineData(0.2, 3, true, "0.2 0.5 1 2")]
    [InlineData(7, 7, false, "6.5 7 7.5")]
    public void Ticks_are_round_numbers(double low, double high, bool log, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', Axis.Between(low, high, log).Ticks().Select(tick => tick.Text)));

    [Fact]
    public void Epochs_are_counted_in_whole_numbers() =>
        Assert.Equal("1 2 3", string.Join(' ', Axis.Of([1, 2, 3], whole: true).Ticks().Select(tick => tick.Text)));

    [Fact]
    public void A_long_line_is_thinned_and_keeps_its_spikes_and_its_ends()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)], y = [.. x.Select(i => Math.Sin(i / 9000))];
        (y[54_321], y[77_777]) = (9, -9);
        Series thin = Thinning.Of(new Series("", x, y) { Marked = 54_321 });
        Assert.InRange(thin.X.Count, 500, 1003);
        Assert.Equal((9, -9), (thin.Y.Max(), thin.Y.Min()));
        Assert.Equal((0, 99_999, 54_321), (thin.X[0], thin.X[^1], thin.X[thin.Marked]));
    }

    [Fact]
    public void A_line_of_nothing_but_gaps_is_drawn_all_the_same() =>
        Assert.Contains("<svg", new LineChart("a", "b", "c", [new Series("d", [1, 2], [double.NaN, double.NaN])]).ToHtml().Text,
            StringComparison.Ordinal);
}
