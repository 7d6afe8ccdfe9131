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
        // A number and its percent sign stay together.
        foreach (string word in text.Replace(" %", "\u00a0%", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                yield return Plain(line);
                line = new string(' ', start.Length);
                empty = true;
            }
            line += empty ? word : $" {word}";
            empty = false;
        }
        yield return Plain(line);

        static string Plain(string line) => line.Replace('\u00a0', ' ');
    }
}
