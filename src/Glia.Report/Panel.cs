using Glia.Report.Html;

namespace Glia.Report;

/// <summary>One part of a report: a sentence, a picture, and the figures behind it.</summary>
/// <param name="Id">What a link to it is called.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Sentence">What there is to see, in words.</param>
internal sealed record Panel(string Id, string Title, string Sentence)
{
    /// <summary>What it shows on a page, its tables included where they belong there.</summary>
    public Markup Body { get; init; } = Markup.Empty;

    /// <summary>The figures, for Markdown and JSON.</summary>
    public IReadOnlyList<DataTable> Tables { get; init; } = [];

    /// <summary>Further sentences, for Markdown and JSON; on a page they are part of the body.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>A text that is kept as it is, such as an experiment; on a page it is part of the body.</summary>
    public string? Code { get; init; }

    /// <summary>The panel as a part of a page.</summary>
    public Markup ToHtml() => Markup.Of($"""
        <section class=panel id="{Id}" aria-labelledby="{Id}-t"><h2 id="{Id}-t">{Title}</h2><p class=lead>{Sentence}</p>
        {Body}</section>

        """);
}
