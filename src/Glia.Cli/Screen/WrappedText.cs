using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>Breaks sentences between words, so that no terminal breaks them within one.</summary>
internal static class WrappedText
{
    /// <summary>Paragraphs in longer lines than this are hard to read, however wide the terminal is.</summary>
    public const int Paragraph = 96;

    /// <summary>Writes a text whose further lines begin under its first word.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="start">What stands before the first line.</param>
    /// <param name="text">The text.</param>
    /// <param name="widest">How long a line may be on a screen that is wider.</param>
    public static void Write(IAnsiConsole screen, string start, string text, int widest = int.MaxValue)
    {
        foreach (string line in Lines(start, text, Math.Min(widest, screen.Profile.Width))) screen.WriteLine(line);
    }

    /// <summary>The lines of a text.</summary>
    /// <param name="start">What stands before the first line.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">How long a line may be.</param>
    public static IEnumerable<string> Lines(string start, string text, int width)
    {
        string line = start;
        bool empty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', start.Length);
                empty = true;
            }
            line += empty ? word : $" {word}";
            empty = false;
        }
        yield return line;
    }
}
