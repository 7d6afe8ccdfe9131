using Glia.Experiments.Recorded;
using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>Whether the network is right as often as it says.</summary>
internal static class CalibrationPanel
{
    // Below a hundredth nobody would bet differently. Convention.
    private const double Negligible = 0.01;

    /// <summary>The panel; null where the network gives no probabilities of classes.</summary>
    public static Panel? Of(RecordedRun run)
    {
        if (run.Details is not { Calibration: { } calibration } details) return null;
        (CalibrationBin Bin, int Number)[] filled =
            [.. calibration.Bins.Select((bin, number) => (bin, number)).Where(one => one.bin.Rows > 0)];
        int rows = filled.Sum(one => one.Bin.Rows);
        if (rows == 0) return null;
        double sure = filled.Sum(one => one.Bin.Rows * one.Bin.Confidence) / rows;
        double right = filled.Sum(one => one.Bin.Rows * one.Bin.Accuracy) / rows;
        string how = Math.Abs(sure - right) < Negligible ? "it is as sure as it is right"
            : sure > right ? "it is surer than it is right" : "it is right more often than it is sure";
        string sentence = $"On average it is {Words.Percent(sure)} sure and {Words.Percent(right)} right: {how}. " +
            $"Expected calibration error {Words.Percent(calibration.Error)}.";
        double width = 1.0 / calibration.Bins.Count;
        var table = new DataTable("how sure and how right", ["sure between", "rows", "sure", "right"],
            [.. filled.Select(one => (IReadOnlyList<Cell>)[$"{100 * width * one.Number:0} and {100 * width * (one.Number + 1):0} %",
                Cell.Count(one.Bin.Rows), Cell.Share(one.Bin.Confidence), Cell.Share(one.Bin.Accuracy)])]);
        var curve = new LineChart("How often it is right, by how sure it is", sentence, "how sure",
            [new Series("", [.. filled.Select(one => one.Bin.Confidence)], [.. filled.Select(one => one.Bin.Accuracy)]) { Dots = true }])
        {
            Diagonal = true,
            XRange = (0, 1),
            YRange = (0, 1),
            Shares = true,
            Small = true,
        };
        return new Panel("calibration", "Is it as sure as it is right?", sentence)
        {
            Body = Markup.Of($"<div class=split><div class=square>{curve.ToHtml()}</div>{Drawn(table, rows).ToHtml()}</div>"),
            Tables = [table],
            Lines = [$"Measured on {details.AskedRows:#,0} {details.RowsAre} of the {details.Part} part."],
        };
    }

    private static DataTable Drawn(DataTable table, int rows) => table with
    {
        Drawn = (row, column) => column == 1 ? Bars.Share((double)table.Rows[row][1].Value! / rows, table.Rows[row][1].Text) : null,
    };
}
