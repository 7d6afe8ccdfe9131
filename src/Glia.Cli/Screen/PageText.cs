using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>Shows a page of Markdown on a screen: headings bold, code indented, marks and hidden comments left out.</summary>
internal static class PageText
{
    /// <summary>Writes the page.</summary>
    public static void Write(IAnsiConsole screen, string markdown)
    {
        bool code = false, comment = false;
        foreach (string line in markdown.ReplaceLineEndings("\n").TrimEnd().Split('\n'))
        {
            comment |= !code && line.StartsWith("<!--", StringComparison.Ordinal);
            if (comment) comment = !line.EndsWith("-->", StringComparison.Ordinal);
            else if (line.StartsWith("```", StringComparison.Ordinal)) code = !code;
            else if (code) screen.WriteLine($"    {line}");
            else if (line.StartsWith('#')) screen.MarkupLineInterpolated($"[bold]{line.TrimStart('#', ' ')}[/]");
            else screen.WriteLine(Plain(line));
        }
    }

    // Stars and backticks that mark words; a star that begins a list or stands alone between blanks is text.
    private static string Plain(string line)
    {
        var kept = new System.Text.StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            bool mark = line[i] == '`' || (line[i] == '*' && !(Blank(line, i - 1) && Blank(line, i + 1)));
            if (!mark) kept.Append(line[i]);
        }
        return kept.ToString();
    }

    private static bool Blank(string line, int at) => at < 0 || at >= line.Length || line[at] == ' ';
}
