using System.Globalization;
using Glia.Report.Html;

namespace Glia.Report.Charts;

/// <summary>Numbers of things, a row a thing: bars from zero, or dots where some are a thousand times others.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Of">What the things are.</param>
/// <param name="Names">What each is called.</param>
/// <param name="Series">The numbers by name, a list a colour.</param>
internal sealed record NamedValues(
    string Caption, string Of, IReadOnlyList<string> Names, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Series)
{
    // Room at the ends of a log axis, as a share of it: a dot is a thing and no edge.
    private const double Room = 0.06;

    // Of a number beside its bar, in letters.
    private const int WidthOfNumber = 6;

    /// <summary>Whether equal factors are equally far apart.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether the numbers are shares.</summary>
    public bool AreShares { get; init; }

    /// <summary>A level to look for; null for none.</summary>
    public double? Level { get; init; }

    /// <summary>The figure.</summary>
    public Markup ToHtml()
    {
        Axis axis = Scale();
        Markup legend = Series.Count < 2 ? Markup.Empty : Markup.Of($"<ul class=legend>{Series.Select((series, i) =>
            Markup.Of($"<li><span class=\"dot k{i + 1}\"></span>{series.Name}</li>"))}</ul>");
        Markup level = Level is { } at
            ? Markup.Of($"<span class=usual style=\"left:{Percent(axis, at)}%\" title=\"usual: {Words.Number(at)}\"></span>")
            : Markup.Empty;
        return Markup.Of($"""
            <figure class="chart named"><figcaption>{Caption}</figcaption>{legend}
            <div class=scroll tabindex=0 role=group aria-label="{Caption}"><table class=nv><caption class=hidden>{Caption}</caption>
            <thead class=hidden><tr><th scope=col>{Of}</th><th scope=col>value</th></tr></thead>
            <tbody>{Names.Select((name, row) => Row(name, row, axis, level))}</tbody></table></div>
            {(Level is { } usual ? Markup.Of($"<p class=xn>the line stands at {Said(usual)}, which is usual</p>") : Markup.Empty)}</figure>
            """);
    }

    private Markup Row(string name, int row, Axis axis, Markup level) => Markup.Of($"""
        <tr><th scope=row title="{name}">{name}</th><td><div class=nvc>
        <span class=tracks>{Series.Select((series, i) => Mark(series.Values[row], i + 1, axis))}{level}</span>
        <span class=nvs style="width:{WidthOfNumber * Series.Count}em">{Numbers(row)}</span></div></td></tr>
        """);

    private string Numbers(int row) => string.Join(" · ", Series.Select(series => Said(series.Values[row])));

    private Markup Mark(double value, int look, Axis axis)
    {
        // A bar of nothing is none; on a log axis nothing stands at its lower end.
        if (!double.IsFinite(value) || value == 0 && !IsLog) return Markup.Of($"<span class=track></span>");
        string end = Percent(axis, value);
        if (IsLog) return Markup.Of($"<span class=track><i class=\"pt k{look}\" style=\"left:{end}%\"></i></span>");
        double zero = axis.At(0), at = axis.At(value), from = 100 * Math.Min(zero, at), wide = 100 * Math.Abs(at - zero);
        return Markup.Of($"<span class=track><i class=k{look} style=\"left:{from:0.##}%;width:{wide:0.##}%\"></i></span>");
    }

    private Axis Scale()
    {
        double[] values = [.. Series.SelectMany(series => series.Values).Concat(Level is { } level ? [level] : [])];
        if (IsLog) return Axis.Of(values, log: true).Padded(Room);
        double least = Math.Min(0, values.Where(double.IsFinite).DefaultIfEmpty(0).Min());
        double most = Math.Max(0, values.Where(double.IsFinite).DefaultIfEmpty(1).Max());
        return least < most ? Axis.Between(least, most) : Axis.Between(0, 1);
    }

    // What has no place on the axis, such as zero on a log axis, stands at its lower end.
    private static string Percent(Axis axis, double value)
    {
        double at = axis.At(value);
        return (100 * (double.IsFinite(at) ? Math.Clamp(at, 0, 1) : 0)).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private string Said(double value) => !double.IsFinite(value) ? "none" : AreShares ? Words.Percent(value) : Words.Number(value);
}
