using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>What the doctor found: each finding with its place, its evidence, its remedy, and the two runs that prove it.</summary>
internal static class FindingsPanel
{
    /// <summary>The panel of some findings.</summary>
    /// <param name="sentence">What there is to say about all of them.</param>
    /// <param name="findings">The findings, the first to read first.</param>
    public static Panel Of(string sentence, IReadOnlyList<FindingCard> findings) => new("findings", "What the doctor found", sentence)
    {
        Body = Markup.Join(findings.Select((finding, i) => Card(i + 1, finding))),
        Lines = [.. findings.SelectMany(Lines)],
        Tables = [Table(findings), .. findings.SelectMany(finding => finding.Exhibits).Select(ExhibitDrawing.Table)],
    };

    /// <summary>The panel of findings of which each stands above what it brings about.</summary>
    /// <param name="findings">The findings, the cause first.</param>
    public static Panel CauseFirst(IReadOnlyList<FindingCard> findings) =>
        Of("The cause first; what it brings about is folded under it.", findings);

    private static DataTable Table(IReadOnlyList<FindingCard> findings) => new("findings",
        ["code", "severity", "name", "sure", "where", "seen", "do", "change"],
        [.. findings.Select(finding => (IReadOnlyList<Cell>)[finding.Code, finding.Severity, finding.Name, Cell.Share(finding.Confidence),
            finding.Place, finding.Evidence, finding.Remedy, finding.Change])]);

    private static IEnumerable<string> Lines(FindingCard finding) =>
        finding.Lines.Select(line => $"{line.File} line {line.Number}: {line.Text}")
            .Concat(finding.Proof is { } proof ? [$"{finding.Code}, proof: {proof.Sentence}"] : [])
            .Concat(finding.Explains.Select(effect => $"{finding.Code} explains {effect}"));

    private static Markup Card(int number, FindingCard finding) => Markup.Of($"""
        <article class="finding {Kind(finding)}" aria-labelledby="f{number}"><header><span class=badge>{finding.Severity}</span>
        <h3 id="f{number}">{number}. {finding.Title}</h3></header>
        <p class=meta><b>{finding.Code}</b> {finding.Name}{Sure(finding)}{(finding.Place.Length > 0 ? $" · {finding.Place}" : "")}</p>
        {Change(finding)}{Source(finding)}<dl><dt>Seen</dt><dd>{finding.Evidence}</dd><dt>Do</dt><dd>{finding.Remedy}</dd></dl>
        {Exhibits(finding)}{Proof(finding)}{Numbers(finding)}{Effects(finding)}
        <p class=meta>Its page: <code>glia explain {finding.Code}</code></p></article>
        """);

    private static Markup Change(FindingCard finding) => finding.Change is { } change
        ? Markup.Of($"<p class=change><span class=hidden>Change: </span><code>{change}</code></p>")
        : Markup.Empty;

    private static string Kind(FindingCard finding) => finding.Severity is "error" or "warning" ? finding.Severity : "note";

    private static Markup Sure(FindingCard finding) => double.IsFinite(finding.Confidence)
        ? Markup.Of($" · {100 * finding.Confidence:0} % sure{(finding.Proof is null ? "" : ", proven")}")
        : Markup.Empty;

    private static Markup Source(FindingCard finding) => finding.Lines.Count == 0 ? Markup.Empty : Markup.Of($"""
        <pre class=source tabindex=0 role=group aria-label="The lines of the program">{finding.Lines.Select(Line)}</pre>
        """);

    private static Markup Line(SourceLine line)
    {
        int end = line.Start + line.Length;
        (string before, string name, string after) = (line.Text[..line.Start], line.Text[line.Start..end], line.Text[end..]);
        return Markup.Of($"<span class=at>{line.File}:{line.Number}</span> {before}<mark>{name}</mark>{after}\n");
    }

    private static Markup Exhibits(FindingCard finding) => finding.Exhibits.Count == 0 ? Markup.Empty
        : Markup.Of($"<div class=exhibits>{finding.Exhibits.Select(ExhibitDrawing.Of)}</div>");

    private static Markup Proof(FindingCard finding)
    {
        if (finding.Proof is not { } proof) return Markup.Empty;
        double[] before = [.. proof.Before], after = [.. proof.After];
        double[] all = [.. before.Concat(after).Where(double.IsFinite)];
        if (all.Length == 0) return Markup.Empty;
        // A run that exploded would flatten the other one: what is far above the changed one is drawn at the top.
        double low = all.Min(), first = after.Length > 0 && double.IsFinite(after[0]) ? after[0] : all[0];
        double high = Math.Min(all.Max(), low + 3 * Math.Max(1e-9, Math.Abs(first - low)));
        string ends = $"{proof.BeforeName} it ends at {Words.Number(before.LastOrDefault(double.NaN))}, " +
            $"{proof.AfterName} at {Words.Number(after.LastOrDefault(double.NaN))}";
        var changed = new Series(proof.AfterName, Numbered(after.Length), after) { Look = 3 };
        var asItWas = new Series(proof.BeforeName, Numbered(before.Length), before) { Look = 2 };
        LineChart chart = new($"Proof: {proof.Sentence}", ends, "stretch of the run", [changed, asItWas]) { Small = true };
        return (chart.WithNumbers() with
        {
            Lines = [changed, asItWas with { Y = [.. before.Select(value => Math.Min(value, high))] }],
            YRange = (low, low == high ? low + 1 : high),
        }).ToHtml();
    }

    private static Markup Numbers(FindingCard finding) => finding.Numbers.Count == 0 ? Markup.Empty
        : new DataTable("the evidence", ["figure", "value"],
            [.. finding.Numbers.Select(number => (IReadOnlyList<Cell>)[number.Key.Replace('_', ' '), Cell.Number(number.Value)])]).Folded();

    private static Markup Effects(FindingCard finding) => finding.Explains.Count == 0 ? Markup.Empty : Markup.Of($"""
        <details class=data><summary>It explains {finding.Explains.Count} other finding{(finding.Explains.Count == 1 ? "" : "s")}</summary>
        <ul>{finding.Explains.Select(effect => Markup.Of($"<li>{effect}</li>"))}</ul></details>
        """);

    private static double[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];
}
