using Glia.Experiments.Recorded;
using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>The rows with the largest loss: what a network gets most wrong is often what is wrong with the data.</summary>
internal static class WorstPanel
{
    /// <summary>The panel; null where no rows were recorded.</summary>
    public static Panel? Of(RecordedRun run, SpriteSheet? sprites)
    {
        if (run.Details is not { Worst.Count: > 0 } details) return null;
        var shots = new Shots(run, sprites);
        DataTable table = shots.Table(details.Worst, $"the {details.RowsAre} with the largest loss");
        RecordedRow first = details.Rows[details.Worst[0]];
        string place = first.File ?? $"row {first.Number:#,0}";
        string sentence = $"The largest loss, {Words.Number(first.Loss)}, has {place} of the {details.Part} part. " +
            "Look first for wrong labels among them: rows are counted from 0, as they stand in the data.";
        Markup folded = sprites is null ? Markup.Empty : table.Folded();
        return new Panel("worst", $"The {details.RowsAre} it gets most wrong", sentence)
        {
            Body = Markup.Of($"{shots.Of(details.Worst, table.Caption)}{folded}{Scatter(details)}"),
            Tables = [table],
        };
    }

    // Where there is one number a row: what it should be against what it is said to be.
    private static Markup Scatter(RunDetails details)
    {
        if (details.Scatter.Count == 0) return Markup.Empty;
        double[] all = [.. details.Scatter.SelectMany(pair => (double[])[pair.Target, pair.Output]).Where(double.IsFinite)];
        if (all.Length == 0) return Markup.Empty;
        (double, double) ends = (all.Min(), all.Max() > all.Min() ? all.Max() : all.Min() + 1);
        (double Target, double Output)[] pairs = [.. details.Scatter.OrderBy(pair => pair.Target)];
        return Markup.Of($"""<div class=square>{new LineChart("Answers against targets",
            $"{pairs.Length} rows; on the diagonal both are equal", "target",
            [new Series("", [.. pairs.Select(pair => pair.Target)], [.. pairs.Select(pair => pair.Output)]) { Line = false, Dots = true }])
        { Diagonal = true, XRange = ends, YRange = ends, Small = true }.WithNumbers().ToHtml()}</div>""");
    }
}
