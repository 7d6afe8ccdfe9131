using Glia.Experiments.Recorded;
using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>How well two classes are told apart, whatever the threshold: the ROC curve and precision against recall.</summary>
internal static class RankingPanel
{
    // Thresholds that are listed: enough to choose one from.
    private const int MostListed = 21;

    /// <summary>The panel; null where there are not two classes.</summary>
    public static Panel? Of(RecordedRun run)
    {
        if (run.Details is not { Ranking: { } curve } details) return null;
        double share = (double)curve.PositiveRows / curve.Rows;
        string sentence = $"A row of {curve.Positive} has a higher score than one of the other class in " +
            $"{Words.Percent(curve.Area)} of all pairs (area under the ROC curve {curve.Area:0.000}; 0.5 is guessing). " +
            $"Average precision {curve.AveragePrecision:0.000}, where saying yes to every row has {share:0.000}.";
        RankingPoint[] points = [.. curve.Points];
        var roc = new LineChart("Found, against false alarms (ROC)", $"area {curve.Area:0.000}", "false alarms",
            [new Series("", [.. points.Select(point => point.FalsePositives)], [.. points.Select(point => point.TruePositives)])])
        {
            Diagonal = true,
            XRange = (0, 1),
            YRange = (0, 1),
            Shares = true,
            Small = true,
        };
        var precision = new LineChart("Precision, against what is found (recall)",
            $"average precision {curve.AveragePrecision:0.000}", "found",
            [new Series("", [.. points.Select(point => point.TruePositives)], [.. points.Select(point => point.Precision)])])
        {
            Level = share,
            XRange = (0, 1),
            YRange = (0, 1),
            Shares = true,
            Small = true,
        };
        DataTable table = Table(points);
        return new Panel("ranking", "Are the two classes told apart?", sentence)
        {
            Body = Markup.Of($"""
                <div class=split><div class=square>{roc.ToHtml()}</div><div class=square>{precision.ToHtml()}</div></div>{table.Folded()}
                """),
            Tables = [table],
            Lines =
            [
                $"Measured on {curve.Rows:#,0} {details.RowsAre} of the {details.Part} part, " +
                $"{curve.PositiveRows:#,0} of them {curve.Positive}.",
            ],
        };
    }

    private static DataTable Table(RankingPoint[] points)
    {
        // The first says yes to nothing.
        RankingPoint[] finite = [.. points.Where(point => double.IsFinite(point.Threshold))];
        int listed = Math.Min(MostListed, finite.Length);
        int[] shown = [.. Enumerable.Range(0, listed).Select(i => (int)((long)i * (finite.Length - 1) / Math.Max(1, listed - 1)))];
        return new DataTable("thresholds", ["yes from", "found (recall)", "false alarms", "precision"],
            [.. shown.Select(i => finite[i]).Select(point => (IReadOnlyList<Cell>)[Cell.Number(point.Threshold),
                Cell.Share(point.TruePositives), Cell.Share(point.FalsePositives), Cell.Share(point.Precision)])]);
    }
}
