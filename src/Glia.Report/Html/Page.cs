using System.Security.Cryptography;
using System.Text;

namespace Glia.Report.Html;

/// <summary>
/// A report as one file that needs nothing besides. It asks nobody for anything: its policy forbids every request and every script but its
/// own, and without the script all is still there to be read.
/// </summary>
internal static class Page
{
    private static readonly string s_style = Resource("page.css"), s_script = Resource("page.js");

    private static readonly string s_hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_script)));

    /// <summary>The looks of a report.</summary>
    public static string Style => s_style;

    /// <summary>What a report can do with a script: charts, tables, colours.</summary>
    public static string Script => s_script;

    /// <summary>What a report may do: nothing but run its own script.</summary>
    public static string Policy { get; } = $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{s_hash}'; " +
        "base-uri 'none'; form-action 'none'";

    /// <summary>The page of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="home">Where a link in its first line leads, on a server that shows other pages besides; null for none.</param>
    public static string Of(ReportDocument report, string? home = null)
    {
        string end = home is null ? "This page is complete: it asks no server for anything." : "";
        return Markup.Of($"""
            <!doctype html>
            <html lang=en><head><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="{Policy}">
            <meta name=viewport content="width=device-width,initial-scale=1"><meta name=color-scheme content="light dark">
            <meta name=referrer content=no-referrer><title>{report.Title} · Glia</title>
            <style>{new Markup(s_style)}{report.Sprites?.Style() ?? Markup.Empty}</style></head>
            <body><a class=skip href="#main">To the report</a>
            {Bar(report, home)}
            <main id=main>{Head(report)}{report.Panels.Select(panel => panel.ToHtml())}</main>
            <footer><p>Made by Glia {GliaVersion.Text}. {end}</p></footer>
            <p class=hidden id=live aria-live=polite></p><script>{new Markup(s_script)}</script></body></html>

            """).Text;
    }

    private static Markup Bar(ReportDocument report, string? home) => Markup.Of($"""
        <header class=bar>{Home(home)}<nav aria-label="Parts of the report"><ul>{report.Panels.Select(Link)}</ul></nav>
        <fieldset class=theme><legend class=hidden>Colours</legend>
        <label><input type=radio name=theme id=theme-auto checked>Auto</label>
        <label><input type=radio name=theme id=theme-light>Light</label>
        <label><input type=radio name=theme id=theme-dark>Dark</label></fieldset></header>
        """);

    private static Markup Home(string? home) => home is null ? Markup.Empty : Markup.Of($"<a class=home href=\"{home}\">Glia</a>");

    private static Markup Link(Panel panel) => Markup.Of($"<li><a href=\"#{panel.Id}\">{panel.Title}</a></li>");

    /// <summary>What stands above the panels of a report.</summary>
    public static Markup Head(ReportDocument report)
    {
        Headline head = report.Headline;
        string mood = head.Mood.ToString().ToLowerInvariant();
        Markup next = head.Next is { } command ? Markup.Of($"""
            <div class="copy next"><span>Next</span>
            <pre tabindex=0 role=group aria-label="The next command"><code>{command}</code></pre></div>
            """) : Markup.Empty;
        Markup figures = head.Figures.Count == 0 ? Markup.Empty : Markup.Of($"<dl class=figures>{head.Figures.Select(Figure)}</dl>");
        return Markup.Of($"""
            <section class=head aria-labelledby=title><p class=subject>{head.Subject}</p><h1 id=title>{report.Title}</h1>
            <p class="verdict {mood}"><span class=sign aria-hidden=true></span>{head.Word}</p><p class=sentence>{head.Sentence}</p>
            {figures}{next}</section>
            """);
    }

    private static Markup Figure((string Name, string Value) figure) =>
        Markup.Of($"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd></div>");

    private static string Resource(string name)
    {
        using Stream stream = typeof(Page).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        // What is hashed is what the browser reads, which knows no carriage return.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
