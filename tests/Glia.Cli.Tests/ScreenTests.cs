using Glia.Cli.Screen;
using Glia.Metrics;
using Glia.Training;

namespace Glia.Cli.Tests;

public class ScreenTests
{
    private static readonly int[,] Confusion = { { 90, 5, 5 }, { 10, 80, 10 }, { 0, 0, 0 } };

    [Fact]
    public void The_table_of_epochs_keeps_its_columns()
    {
        var text = new StringWriter();
        foreach ((bool classes, bool validation, bool test, int width) in new[]
            { (true, false, true, 80), (true, true, true, 100), (false, false, false, 60), (true, false, true, 60), (true, true, true, 60),
                (false, true, true, 60) })
        {
            var table = new EpochTable(classes, validation, test, "images", width);
            Assert.All([table.Header(), table.Row(Epoch(99999, -99999.12, 1), best: true)], line => Assert.InRange(line.Length, 1, width));
            text.WriteLine(table.Header());
            text.WriteLine(table.Row(Epoch(1, 2.30259, 0.1), best: true));
            text.WriteLine(table.Row(Epoch(2, 0.000012, 0.98765), best: true));
            text.WriteLine(table.Row(Epoch(10, double.NaN, 1), best: false));
            text.WriteLine(table.Row(Epoch(1000, 1234567, 0), best: false));
        }
        Approved.Check("epoch-table", text.ToString());
    }

    [Fact]
    public void The_progress_line_counts_down_the_whole_run()
    {
        var text = new StringWriter();
        foreach ((long done, double seconds) in new[] { (1L, 0.01), (469L, 1.2), (1000L, 30.0), (2344L, 4000.0), (2345L, 90000.0) })
            text.WriteLine(ProgressLine.Text(done, 2345, 469, 0.4321, 51234, "images", TimeSpan.FromSeconds(seconds), 100));
        text.WriteLine(ProgressLine.Text(1, 4000000, 4000, 1e-7, 3, "rows", TimeSpan.FromSeconds(0.5), 100));
        foreach (int width in new[] { 80, 60, 40, 20 })
        {
            string line = ProgressLine.Text(1000, 2345, 469, 0.4321, 51234, "images", TimeSpan.FromSeconds(30), width);
            Assert.InRange(line.Length, 1, width);
            text.WriteLine(line);
        }
        Approved.Check("progress-line", text.ToString());
    }

    [Fact]
    public void The_report_shows_what_is_confused_and_what_is_predicted()
    {
        var text = new StringWriter();
        var screen = Terminal.OfText(text, text, interrupted: TestContext.Current.CancellationToken).Screen;
        RunReport.Write(screen, "test", new Evaluation(200, 0.5, 170, Confusion, double.NaN), ["setosa", "versicolor", "virginica"], 0);
        RunReport.Write(screen, "training", new Evaluation(200, 0.5, 0, Confusion, 0.25), null, 0);
        Approved.Check("report", text.ToString());
    }

    [Fact]
    public void Sixty_columns_suffice_for_the_report()
    {
        var text = new StringWriter();
        var screen = Terminal.OfText(text, text, 60, TestContext.Current.CancellationToken).Screen;
        RunReport.Write(screen, "test", new Evaluation(200, 0.5512, 170, Confusion, double.NaN),
            ["a name that is much longer than anybody would show", "versicolor", "virginica"], 0.5003);
        Assert.All(text.ToString().Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 60));
        Approved.Check("report-60", text.ToString());
    }

    [Fact]
    public void A_long_run_shows_its_first_last_and_best_epochs_and_every_so_many()
    {
        Assert.Equal(Enumerable.Range(1, 50), Shown(50, 50, best: [7]));
        // The best of the 6th to the 10th epoch is the 7th, that of the last ones the 243rd, and the run ends early with the 248th.
        Assert.Equal([1, 5, 7, 10, 15, 20], Shown(249, 20, best: [1, 7]));
        Assert.Equal([1, 5, 10], Shown(249, 10, best: [1, 5, 10]));
        Assert.Equal([243, 245, 248], Shown(249, 248, best: [1, 243]).TakeLast(3));
        foreach (int epochs in new[] { 51, 100, 101, 999, 100_000 }) Assert.InRange(Shown(epochs, epochs, best: [1]).Count(), 20, 52);
    }

    private static IEnumerable<int> Shown(int planned, int done, int[] best)
    {
        var shown = new ShownEpochs(planned);
        var lines = new List<int>();
        for (int epoch = 1; epoch <= done; epoch++)
            lines.AddRange(shown.Add(Epoch(epoch, 1, 0.5) with { IsBest = best.Contains(epoch) }).Select(report => report.Epoch));
        lines.AddRange(shown.Rest().Select(report => report.Epoch));
        return lines;
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(59.9, "60 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(7380, "2 h 03 min")]
    public void A_duration_is_said_as_people_say_it(double seconds, string said) =>
        Assert.Equal(said, ProgressLine.Duration(TimeSpan.FromSeconds(seconds)));

    private static EpochReport Epoch(int number, double loss, double accuracy)
    {
        var part = new Evaluation(200, loss * 1.1, (int)(200 * accuracy), Confusion, double.NaN);
        return new EpochReport
        {
            Epoch = number,
            Loss = loss,
            Accuracy = accuracy,
            Validation = part,
            Test = part,
            Rate = 0.1,
            Steps = 469,
            Samples = 60000,
            Seconds = 1.234,
            IsBest = false,
        };
    }
}
