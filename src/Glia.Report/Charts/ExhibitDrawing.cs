using Glia.Doctor.Findings;
using Glia.Report.Html;

namespace Glia.Report.Charts;

/// <summary>Draws what a finding was seen in, whatever it is.</summary>
internal static class ExhibitDrawing
{
    // Points of fewer are dots of their own as well.
    private const int FewPoints = 30;

    /// <summary>The figure of an exhibit, its numbers behind it.</summary>
    public static Markup Of(Exhibit exhibit) => exhibit.Names.Count > 0
        ? new NamedValues(exhibit.Title, exhibit.Of, exhibit.Names, [.. exhibit.Series.Select(series => (series.Name, series.Values))])
        {
            IsLog = exhibit.IsLog,
            AreShares = exhibit.AreShares,
            Level = exhibit.Usual,
        }.ToHtml()
        : Chart(exhibit);

    /// <summary>The numbers of an exhibit.</summary>
    public static DataTable Table(Exhibit exhibit) => new(exhibit.Title,
        [exhibit.Of, .. exhibit.Series.Select(series => series.Name.Length > 0 ? series.Name : "value")],
        [.. Enumerable.Range(0, Math.Max(exhibit.Names.Count, exhibit.Along.Count)).Select(i => (IReadOnlyList<Cell>)
            [
                exhibit.Names.Count > 0 ? new Cell(exhibit.Names[i]) : Cell.Number(exhibit.Along[i]),
                .. exhibit.Series.Select(series => exhibit.AreShares ? Cell.Share(series.Values[i]) : Cell.Number(series.Values[i])),
            ])]);

    private static Markup Chart(Exhibit exhibit)
    {
        double[] all = [.. exhibit.Series.SelectMany(series => series.Values).Where(double.IsFinite)];
        if (all.Length == 0) return Markup.Empty;
        string described = string.Join("; ", exhibit.Series.Select(series => Described(series, exhibit.ArePoints)));
        var chart = new LineChart(exhibit.Title, described, exhibit.Of,
            [.. exhibit.Series.Select((series, i) => new Series(series.Name, exhibit.Along, series.Values)
            {
                Look = i + 1,
                Line = !exhibit.ArePoints,
                Dots = exhibit.ArePoints || exhibit.Along.Count <= FewPoints,
            })])
        {
            Small = true,
            Shares = exhibit.AreShares,
            Level = exhibit.Usual,
        };
        chart = chart.WithNumbers();
        if (!exhibit.ShouldAgree) return chart.ToHtml();
        // One scale both ways, so that equal is a diagonal.
        double least = Math.Min(all.Min(), exhibit.Along.Min()), most = Math.Max(all.Max(), exhibit.Along.Max());
        (double, double) ends = least < most ? (least, most) : (least - 1, most + 1);
        chart = chart with { Diagonal = true, XRange = ends, YRange = ends };
        return Markup.Of($"<div class=square>{chart.ToHtml()}</div>");
    }

    private static string Described(ExhibitSeries series, bool points)
    {
        double[] values = [.. series.Values.Where(double.IsFinite)];
        string course = points && values.Length > 0
            ? $"between {Words.Number(values.Min())} and {Words.Number(values.Max())}"
            : Spoken.Way(series.Values);
        return $"{series.Name} {course}".Trim();
    }
}
