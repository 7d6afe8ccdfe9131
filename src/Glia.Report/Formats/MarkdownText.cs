using System.Text;

namespace Glia.Report.Formats;

/// <summary>A report as Markdown: words and tables, for notes and for programs that read text.</summary>
internal static class MarkdownText
{
    // Of a long table the beginning says what it is; the whole is in the page and in the JSON.
    private const int MostRows = 40;

    /// <summary>The report.</summary>
    public static string Of(ReportDocument report)
    {
        var text = new StringBuilder();
        Headline head = report.Headline;
        text.Append($"# {Escaped(report.Title)}\n\n**{Escaped(head.Word)}.** {Escaped(head.Sentence)}\n");
        if (head.Figures.Count > 0)
        {
            text.Append('\n');
            foreach ((string name, string value) in head.Figures) text.Append($"- {Escaped(name)}: {Escaped(value)}\n");
        }
        if (head.Next is { } next) text.Append($"\nNext: {Code(next)}\n");
        foreach (Panel panel in report.Panels) Write(text, panel);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Panel panel)
    {
        text.Append($"\n## {Escaped(panel.Title)}\n\n{Escaped(panel.Sentence)}\n");
        foreach (string line in panel.Lines) text.Append($"\n{Escaped(line)}\n");
        foreach (DataTable table in panel.Tables.Where(table => table.Rows.Count > 0))
        {
            text.Append($"\n{Escaped(table.Caption)}:\n\n{Row(table.Columns.Select(Escaped))}");
            text.Append(Row(table.Columns.Select((_, column) => table.IsNumber(column) ? "--:" : "---")));
            foreach (IReadOnlyList<Cell> row in table.Rows.Take(MostRows)) text.Append(Row(row.Select(cell => Escaped(cell.Text))));
            if (table.Rows.Count > MostRows) text.Append($"\n… and {table.Rows.Count - MostRows:N0} more rows.\n");
        }
        if (panel.Code is { } code) text.Append($"\n{Block(code)}\n");
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    /// <summary>A text that says what it says: nothing in it is a heading, a link, a tag or the end of a cell.</summary>
    public static string Escaped(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (c is '\n' or '\r' or '\t') safe.Append(' ');
            else if (c is '&') safe.Append("&amp;");
            else if (c is '<') safe.Append("&lt;");
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '~' or '!') safe.Append('\\').Append(c);
            else safe.Append(Html.Encoded.IsUnsafe(c) && !char.IsSurrogate(c) ? '\uFFFD' : c);
        }
        return safe.ToString();
    }

    // A fence is longer than any in the text.
    private static string Code(string text) => Fenced(text.ReplaceLineEndings(" "), " ", 1);

    private static string Block(string text) => Fenced(text.ReplaceLineEndings("\n").TrimEnd('\n'), "\n", 3);

    private static string Fenced(string text, string apart, int least)
    {
        int longest = 0, run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        string fence = new('`', Math.Max(least, longest + 1));
        return apart == " " && longest == 0 ? $"{fence}{text}{fence}" : $"{fence}{apart}{text}{apart}{fence}";
    }
}
