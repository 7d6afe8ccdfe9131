using Glia.Doctor.Findings;
using Glia.Report;

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
        if (SourceLine.Of(folder, source, Widest) is not { } line) return [];
        string start = $"{line.Number} | ";
        return [start + line.Text, new string(' ', start.Length + line.Start) + new string('^', Math.Max(1, line.Length))];
    }
}
