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
        foreach ((bool classes, bool validation, bool test) in new[] { (true, false, true), (true, true, true), (false, false, false) })
        {
            var table = new EpochTable(classes, validation, test, "images");
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
            text.WriteLine(ProgressLine.Text(done, 2345, 469, 0.4321, 51234, "images", TimeSpan.FromSeconds(seconds)));
        text.WriteLine(ProgressLine.Text(1, 4000000, 4000, 1e-7, 3, "rows", TimeSpan.FromSeconds(0.5)));
        Approved.Check("progress-line", text.ToString());
    }

    [Fact]
    public void The_report_shows_what_is_confused_and_what_is_predicted()
    {
        var text = new StringWriter();
        var screen = Terminal.OfText(text, text, TestContext.Current.CancellationToken).Screen;
        RunReport.Write(screen, "test", new Evaluation(200, 0.5, 170, Confusion, double.NaN), ["setosa", "versicolor", "virginica"]);
        RunReport.Write(screen, "training", new Evaluation(200, 0.5, 0, Confusion, 0.25), null);
        Approved.Check("report", text.ToString());
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(59.9, "60 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(7380, "2 h 03 min")]
    public void A_duration_is_said_as_people_say_it(double seconds, string said) => Assert.Equal(said, ProgressLine.Duration(TimeSpan.FromSeconds(seconds)));

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
