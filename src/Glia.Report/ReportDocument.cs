using Glia.Files;
using Glia.Report.Formats;
using Glia.Report.Html;

namespace Glia.Report;

/// <summary>A report: its panels, to be written as a page, as Markdown or as JSON.</summary>
public sealed class ReportDocument
{
    private static readonly string[] s_kinds = [".html", ".htm", ".md", ".json"];

    internal ReportDocument(string title, Headline headline, IReadOnlyList<Panel> panels) =>
        (Title, Headline, Panels) = (title, headline, panels);

    /// <summary>What it is called.</summary>
    public string Title { get; }

    internal Headline Headline { get; }

    internal IReadOnlyList<Panel> Panels { get; }

    /// <summary>The pictures that its panels show; null for none.</summary>
    internal SpriteSheet? Sprites { get; init; }

    /// <summary>Refuses a name that says of no kind of report, before anything is computed.</summary>
    /// <param name="path">The file to be.</param>
    /// <exception cref="GliaException">It ends in none of <c>.html</c>, <c>.md</c> and <c>.json</c>, or is a folder.</exception>
    public static void Check(string path)
    {
        if (!s_kinds.Contains(Kind(path)))
            throw new GliaException($"A report is written as .html, .md or .json, and {path} ends in none of them; give it one.");
        if (Directory.Exists(path)) throw new GliaException($"{path} is a folder, and a report is a file; choose another name.");
    }

    /// <summary>Writes it, in the form that the name says.</summary>
    /// <param name="path">The file, whose name ends in <c>.html</c>, <c>.md</c> or <c>.json</c>; replaced if it exists.</param>
    /// <exception cref="GliaException">It ends in none of these, or cannot be written.</exception>
    public void Write(string path)
    {
        Check(path);
        AtomicFile.WriteText(path, Kind(path) switch
        {
            ".md" => ToMarkdown(),
            ".json" => ToJson(),
            _ => ToHtml(),
        });
    }

    /// <summary>The report as one page that needs nothing besides.</summary>
    public string ToHtml() => Page.Of(this);

    /// <summary>The same on a server that has other pages: with a link to them.</summary>
    internal string ToHtml(string home) => Page.Of(this, home);

    /// <summary>The report as Markdown: its sentences and tables.</summary>
    public string ToMarkdown() => MarkdownText.Of(this);

    /// <summary>The report as JSON: its sentences and tables, numbers as numbers.</summary>
    public string ToJson() => JsonText.Of(this);

    private static string Kind(string path) => Path.GetExtension(path).ToLowerInvariant();
}
