using System.Globalization;
using System.Text;
using Glia.Report.Html;

namespace Glia.Report.Charts;

/// <summary>
/// Lines over a common axis, as SVG that is complete without a script. The drawing fills its frame whatever the width; what is written
/// stands beside it as text, so that it is as large on a telephone as anywhere.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What there is to see, in words: for those who do not see it.</param>
/// <param name="XName">What lies along the horizontal axis.</param>
/// <param name="Lines">The lines; the first is drawn last.</param>
internal sealed record LineChart(string Title, string Description, string XName, IReadOnlyList<Series> Lines)
{
    // The drawing's own units, stretched to whatever room there is.
    private const double Size = 1000;

    private const int MostNamed = 12;

    // A longer table is not read; every so many of its rows are.
    private const int MostRows = 100;

    /// <summary>Whether values start on a log axis. With a script both can be chosen.</summary>
    public bool LogY { get; init; }

    /// <summary>Whether the horizontal axis is a log axis.</summary>
    public bool LogX { get; init; }

    /// <summary>Whether what lies along the horizontal axis is counted: epochs, steps.</summary>
    public bool WholeX => XName is "epoch" or "step";

    /// <summary>A level to compare with; null for none.</summary>
    public double? Level { get; init; }

    /// <summary>The diagonal from corner to corner, on which what is compared would be equal.</summary>
    public bool Diagonal { get; init; }

    /// <summary>The ends of the vertical axis; null to find them.</summary>
    public (double Low, double High)? YRange { get; init; }

    /// <summary>The ends of the horizontal axis; null to find them.</summary>
    public (double Low, double High)? XRange { get; init; }

    /// <summary>Whether it is one of several small ones: without controls.</summary>
    public bool Small { get; init; }

    /// <summary>Whether values are shares, written as percentages.</summary>
    public bool Shares { get; init; }

    /// <summary>The figures behind it; null for none.</summary>
    public DataTable? Table { get; init; }

    /// <summary>Whether its data grow while somebody looks: then it has all controls from the start.</summary>
    public bool Grows { get; init; }

    /// <summary>The chart with the numbers of its lines behind it.</summary>
    public LineChart WithNumbers()
    {
        Series[] lines = [.. Lines.Where(line => !line.Faint)];
        // Points of one line may lie above each other; those of several are looked up.
        double[] all = lines.Length == 1 ? [.. lines[0].X] : [.. lines.SelectMany(line => line.X).Distinct().Order()];
        int count = Math.Min(MostRows, all.Length);
        int[] shown = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * all.Length / count))];
        Func<int, double>[] values =
        [
            .. lines.Select<Series, Func<int, double>>(line =>
            {
                if (lines.Length == 1) return at => line.Y[at];
                ILookup<double, double> places = line.X.Zip(line.Y).ToLookup(point => point.First, point => point.Second);
                return at => places[all[at]].DefaultIfEmpty(double.NaN).First();
            }),
        ];
        return this with
        {
            Table = new DataTable(Title, [XName, .. lines.Select(line => line.Name.Length > 0 ? line.Name : "value")],
                [.. shown.Select(at => (IReadOnlyList<Cell>)
                    [Cell.Number(all[at]), .. values.Select(of => Shares ? Cell.Share(of(at)) : Cell.Number(of(at)))])]),
        };
    }

    /// <summary>What the script needs to draw it again: after a while, on another axis, smoothed, nearer.</summary>
    public string Json => Data([.. Lines.Select(Thinning.Of)]);

    /// <summary>The chart.</summary>
    public Markup ToHtml()
    {
        Series[] lines = [.. Lines.Select(Thinning.Of)];
        Axis x = XRange is { } across
            ? Axis.Between(across.Low, across.High, LogX)
            : Axis.Of(lines.SelectMany(line => line.X), LogX, WholeX);
        Axis y = YRange is { } ends ? Axis.Between(ends.Low, ends.High, LogY)
            : Axis.Of(lines.SelectMany(line => line.Y).Concat(Level is { } one ? [one] : []), LogY).Padded();
        // A dot on the frame would be half a dot.
        if (XRange is null && lines.Any(line => line.Dots)) x = x.Padded(0.02);
        return Markup.Of($"""
            <figure class="chart{(Small ? " small" : "")}"{Growing()} data-chart="{Data(lines)}"><figcaption>{Title}</figcaption>
            {Legend()}<div class=frame><div class=plot>
            <svg viewBox="0 0 1000 1000" preserveAspectRatio=none role=img aria-label="{Title}: {Description}">
            <title>{Title}</title><desc>{Description}</desc>
            <g class=grid>{Grid(x, y)}</g>{Reference(y)}<g class=lines>{lines.Reverse().Select(line => Drawn(line, x, y))}</g></svg>
            <div class=ys aria-hidden=true>{Labels(y, "bottom", Shares)}</div>
            <div class=xs aria-hidden=true>{Labels(x, "left", false)}</div>{Named(lines, x, y)}</div></div>
            <p class=xn aria-hidden=true>{XName}</p>{Table?.Folded() ?? Markup.Empty}</figure>
            """);
    }

    private Markup Growing() => Grows ? Markup.Of($" data-grows") : Markup.Empty;

    private Markup Legend() => Lines.Count(line => line.Name.Length > 0) < 2 && Small ? Markup.Empty : Markup.Of($"""
        <ul class=legend>{Lines.Where(line => line.Name.Length > 0).Select(line => Markup.Of($"<li>{Key(line)}{line.Name}</li>"))}</ul>
        """);

    private static Markup Key(Series line) => Markup.Of(
        $"""<svg class=key viewBox="0 0 24 8" aria-hidden=true>{(line.Line
            ? Stroke(line, "M0 4H24")
            : Markup.Of($"<circle class=k{line.Look} cx=12 cy=4 r=3.5 />"))}</svg>""");

    private static Markup Stroke(Series line, string way) =>
        Markup.Of($"<path class=\"l k{line.Look}{(line.Faint ? " faint" : "")}\" d=\"{way}\"/>");

    private static Markup Grid(Axis x, Axis y) => Markup.Join(
        y.Ticks().Select(tick => Markup.Of($"<path d=\"M0 {Down(y.At(tick.Value))}H1000\"/>"))
            .Concat(x.Ticks().Select(tick => Markup.Of($"<path d=\"M{Across(x.At(tick.Value))} 0V1000\"/>"))));

    private Markup Reference(Axis y)
    {
        Markup level = Level is { } at ? Markup.Of($"<path class=level d=\"M0 {Down(y.At(at))}H1000\"/>") : Markup.Empty;
        return Diagonal ? Markup.Of($"{level}<path class=level d=\"M0 1000L1000 0\"/>") : level;
    }

    private static Markup Labels(Axis axis, string side, bool shares) => Markup.Join(axis.Ticks()
        .Where(tick => axis.At(tick.Value) is >= -0.001 and <= 1.001)
        .Select(tick => Markup.Of(
            $"<span style=\"{side}:{100 * axis.At(tick.Value):0.##}%\">{(shares ? Percentage(tick.Value) : tick.Text)}</span>")));

    // What points are called stands beside them where there are few; the script says it of the others.
    private static Markup Named(Series[] lines, Axis x, Axis y)
    {
        if (lines.FirstOrDefault(line => line is { Line: false, Names.Count: <= MostNamed }) is not { } line) return Markup.Empty;
        return Markup.Of($"""
            <div class=pts aria-hidden=true>{line.Names!.Select((name, i) => Markup.Of(
                $"<span style=\"left:{100 * x.At(line.X[i]):0.##}%;bottom:{100 * y.At(line.Y[i]):0.##}%\">{name}</span>"))}</div>
            """);
    }

    private static string Percentage(double share) => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    private static Markup Drawn(Series line, Axis x, Axis y)
    {
        Markup band = line.Band is { } ends
            ? Markup.Of($"<path class=\"b k{line.Look}\" d=\"{Area(line.X, ends.Low, ends.High, x, y)}\"/>")
            : Markup.Empty;
        Markup path = line.Line ? Stroke(line, Path(line, x, y)) : Markup.Empty;
        // A line without length and with round ends is a dot that no stretching makes an oval.
        Markup dots = line.Dots ? Markup.Of($"<path class=\"d k{line.Look}\" d=\"{Points(line, x, y, _ => true)}\"/>") : Markup.Empty;
        Markup marked = line.Marked >= 0
            ? Markup.Of($"<path class=\"m k{line.Look}\" d=\"{Points(line, x, y, i => i == line.Marked)}\"/>")
            : Markup.Empty;
        return Markup.Of($"{band}{path}{dots}{marked}");
    }

    private static string Path(Series line, Axis x, Axis y)
    {
        var path = new StringBuilder();
        bool pen = false;
        for (int i = 0; i < line.X.Count; i++)
        {
            (double across, double up) = (x.At(line.X[i]), y.At(line.Y[i]));
            if (!double.IsFinite(across) || !double.IsFinite(up))
            {
                pen = false;
                continue;
            }
            path.Append(pen ? 'L' : 'M').Append(Across(across)).Append(' ').Append(Down(up));
            pen = true;
        }
        return path.ToString();
    }

    private static string Points(Series line, Axis x, Axis y, Func<int, bool> chosen)
    {
        var path = new StringBuilder();
        for (int i = 0; i < line.X.Count; i++)
        {
            if (chosen(i) && x.At(line.X[i]) is var across && y.At(line.Y[i]) is var up && double.IsFinite(across) && double.IsFinite(up))
                path.Append('M').Append(Across(across)).Append(' ').Append(Down(up)).Append("h0");
        }
        return path.ToString();
    }

    private static string Area(IReadOnlyList<double> xs, IReadOnlyList<double> low, IReadOnlyList<double> high, Axis x, Axis y)
    {
        IEnumerable<string> there = xs.Select((at, i) => $"{Across(x.At(at))} {Down(y.At(high[i]))}");
        IEnumerable<string> back = xs.Select((at, i) => $"{Across(x.At(at))} {Down(y.At(low[i]))}").Reverse();
        string[] points = [.. there.Concat(back).Where(point => !point.Contains("NaN", StringComparison.Ordinal))];
        return points.Length == 0 ? "" : $"M{string.Join('L', points)}Z";
    }

    private static string Across(double share) => (Size * share).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Down(double share) => (Size * (1 - share)).ToString("0.#", CultureInfo.InvariantCulture);

    private string Data(Series[] lines)
    {
        var text = new StringBuilder($$"""{"ly":{{Flag(LogY)}},"lx":{{Flag(LogX)}},"sm":{{Flag(Small)}},"pc":{{Flag(Shares)}}""")
            .Append($$""","wh":{{Flag(WholeX)}},"xn":{{Text(XName)}}""");
        if (Level is { } level) text.Append($",\"lv\":{Number(level)}");
        if (YRange is { } ends) text.Append($",\"yr\":[{Number(ends.Low)},{Number(ends.High)}]");
        if (XRange is { } across) text.Append($",\"xr\":[{Number(across.Low)},{Number(across.High)}]");
        return text.Append(",\"s\":[").AppendJoin(',', lines.Select(Data)).Append("]}").ToString();
    }

    private static string Data(Series line)
    {
        var text = new StringBuilder($$"""{"n":{{Text(line.Name)}},"k":{{line.Look}},"f":{{Flag(line.Faint)}},"l":{{Flag(line.Line)}}""")
            .Append($$""","d":{{Flag(line.Dots)}},"m":{{line.Marked}},"x":[{{Numbers(line.X)}}],"y":[{{Numbers(line.Y)}}]""");
        if (line.Names is { } names) text.Append($",\"p\":[{string.Join(',', names.Select(Text))}]");
        if (line.Band is { } band) text.Append($",\"lo\":[{Numbers(band.Low)}],\"hi\":[{Numbers(band.High)}]");
        return text.Append('}').ToString();
    }

    private static string Flag(bool flag) => flag ? "1" : "0";

    // A run that goes on sends thousands of them, again and again: no text is made of each.
    private static string Numbers(IReadOnlyList<double> values)
    {
        var text = new StringBuilder(8 * values.Count);
        Span<char> number = stackalloc char[16];
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0) text.Append(',');
            if (double.IsFinite(values[i]) && values[i].TryFormat(number, out int length, "G5", CultureInfo.InvariantCulture))
                text.Append(number[..length]);
            else text.Append("null");
        }
        return text.ToString();
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G5", CultureInfo.InvariantCulture) : "null";

    private static string Text(string text) => System.Text.Json.JsonSerializer.Serialize(text, ChartJson.Default.String);
}
