using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>The curves of several runs over each other, one chart a metric.</summary>
internal static class ComparedCurvesPanel
{
    // So many lines can be told apart, by colour and dashes; the others stand behind them.
    private const int MostLooks = 7;

    /// <summary>The panel; null where no run has an epoch.</summary>
    /// <param name="runs">The runs, the best first.</param>
    public static Panel? Of(IReadOnlyList<ComparedRun> runs)
    {
        string[] metrics = [.. runs.SelectMany(run => run.Metrics).Distinct()];
        if (metrics.Length == 0) return null;
        return new Panel("curves", "How they went",
            $"Of each run the validation part if there is one, else the test part, else the training rows.{Hidden(runs.Count)}")
        {
            Body = Markup.Of($"<div class=grid2>{metrics.Select(metric => Chart(runs, metric))}</div>"),
        };
    }

    private static string Hidden(int runs) => runs <= MostLooks ? ""
        : $" The {MostLooks} best have a colour, the other {runs - MostLooks:#,0} stand behind them.";

    private static Markup Chart(IReadOnlyList<ComparedRun> runs, string metric)
    {
        Series[] lines =
        [
            .. runs.Select((run, i) => (run, i)).Where(one => one.run.Curve(metric) is not null).Select(one =>
                new Series(one.i < MostLooks ? one.run.Name : "", one.run.Epochs, one.run.Curve(metric)!)
                {
                    Look = Math.Min(one.i, MostLooks) + 1,
                    Faint = one.i >= MostLooks,
                }),
        ];
        if (lines.Length == 0) return Markup.Empty;
        string description = string.Join("; ", lines.Take(MostLooks)
            .Select(line => $"{line.Name} from {Words.Number(line.Y[0])} to {Words.Number(line.Y[^1])}"));
        return new LineChart(char.ToUpperInvariant(metric[0]) + metric[1..].Replace('_', ' '), description, "epoch", lines)
        {
            Shares = metric.EndsWith("accuracy", StringComparison.Ordinal),
        }.WithNumbers().ToHtml();
    }
}
