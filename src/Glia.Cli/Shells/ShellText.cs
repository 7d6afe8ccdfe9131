namespace Glia.Cli.Shells;

/// <summary>Text as shells take it literally.</summary>
internal static class ShellText
{
    /// <summary>In single quotes, for bash and zsh.</summary>
    public static string Single(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>In single quotes, for fish, where a backslash counts within them.</summary>
    public static string Fish(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    /// <summary>The beginning of a description, up to the end of its first sentence: what a list of proposals has room for.</summary>
    public static string Short(string description)
    {
        int end = description.IndexOfAny(['.', ';', ':'], Math.Min(description.Length, ShortestSentence));
        // A point within a word, as in model.safetensors, ends nothing.
        while (end >= 0 && end + 1 < description.Length && description[end + 1] != ' ')
            end = description.IndexOfAny(['.', ';', ':'], end + 1);
        return (end < 0 ? description : description[..end]).TrimEnd('.');
    }

    // Shorter than this there is no sentence, only an abbreviation.
    private const int ShortestSentence = 8;
}
