using Glia.Report.Html;

namespace Glia.Report;

/// <summary>The figures behind a panel: a table for HTML, Markdown and JSON alike.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Rows">Its rows, a cell a column.</param>
internal sealed record DataTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    /// <summary>Whether the first column names the row.</summary>
    public bool Named { get; init; } = true;

    /// <summary>Cells that are to be marked: what differs.</summary>
    public Func<int, int, bool>? Marks { get; init; }

    /// <summary>HTML that stands in a cell instead of its text; null for the text.</summary>
    public Func<int, int, Markup?>? Drawn { get; init; }

    /// <summary>The table in a part of the page that opens on demand.</summary>
    public Markup Folded() => Markup.Of($"<details class=data><summary>The numbers: {Caption}</summary>{ToHtml()}</details>");

    /// <summary>The table.</summary>
    public Markup ToHtml()
    {
        bool[] numbers = [.. Columns.Select((_, column) => IsNumber(column))];
        Markup head = Markup.Join(Columns.Select((name, column) =>
            Markup.Of($"<th scope=col{Class(numbers[column] ? "n" : "")}>{name}</th>")));
        Markup body = Markup.Join(Rows.Select((row, y) =>
            Markup.Of($"<tr>{row.Select((cell, x) => Data(cell, y, x, numbers[x]))}</tr>")));
        return Markup.Of($"""
            <div class=scroll tabindex=0 role=group aria-label="{Caption}"><table class=t><caption class=hidden>{Caption}</caption>
            <thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>
            """);
    }

    /// <summary>Whether a column holds numbers and nothing else.</summary>
    public bool IsNumber(int column) => Rows.Any(row => row[column].Value is not null)
        && Rows.All(row => row[column].Value is not null || row[column].Text.Length == 0);

    private Markup Data(Cell cell, int row, int column, bool number)
    {
        Markup shown = Drawn?.Invoke(row, column) ?? Markup.Of($"{cell.Text}");
        Markup attributes = Class($"{(number ? "n" : "")}{(Marks?.Invoke(row, column) == true ? " mark" : "")}".Trim());
        if (cell.Value is { } value) attributes = Markup.Of($"{attributes} data-v={value:R}");
        return Named && column == 0 ? Markup.Of($"<th scope=row{attributes}>{shown}</th>") : Markup.Of($"<td{attributes}>{shown}</td>");
    }

    private static Markup Class(string names) => names.Length == 0 ? Markup.Empty : Markup.Of($" class=\"{names}\"");
}
