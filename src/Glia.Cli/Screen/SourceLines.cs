using Glia.Doctor.Findings;

namespace Glia.Cli.Screen;

/// <summary>Shows the line of a program that a finding points at, with a caret under the name.</summary>
/// <param name="folder">Where the program lies.</param>
internal sealed class SourceLines(string folder)
{
    // Longer lines are cut: the caret must stand on the screen.
    private const int Widest = 110;

    /// <summary>The line and, below it, the caret; nothing where the file cannot be read.</summary>
    public IReadOnlyList<string> Of(Source source)
    {
        if (source is not { File: { } file, Line: { } number }) return [];
        string? line;
        try
        {
            line = File.ReadLines(Path.Combine(folder, file)).ElementAtOrDefault(number - 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
        if (line is null) return [];
        string shown = line.Trim().Replace('\t', ' ');
        int at = Math.Max(0, shown.IndexOf(source.Name, StringComparison.Ordinal));
        if (shown.Length > Widest) shown = shown[..Widest] + " …";
        string start = $"{number} | ";
        int carets = at + source.Name.Length <= shown.Length && shown[at..].StartsWith(source.Name, StringComparison.Ordinal)
            ? source.Name.Length
            : 1;
        return [start + shown, new string(' ', start.Length + at) + new string('^', carets)];
    }
}
