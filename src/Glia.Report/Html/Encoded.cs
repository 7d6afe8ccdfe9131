using System.Buffers;
using System.Text;

namespace Glia.Report.Html;

/// <summary>Makes text out of what data say: file names, class names, values, sentences that quote them.</summary>
internal static class Encoded
{
    private const char Replacement = '\uFFFD';

    // What most texts consist of, and what needs no second look.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-_+=()[]/%#*!?");

    /// <summary>
    /// A text for HTML, in an element or in a quoted attribute. Control characters, halves of surrogate pairs and the marks that turn the
    /// direction of what follows become a replacement character: a name must not change how the page around it reads.
    /// </summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAnyExcept(s_plain)) return text ?? "";
        var safe = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                safe.Append(c).Append(text[++i]);
                continue;
            }
            _ = c switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                _ => safe.Append(IsUnsafe(c) ? Replacement : c),
            };
        }
        return safe.ToString();
    }

    /// <summary>Whether a character may not stand in a text on its own.</summary>
    public static bool IsUnsafe(char c) =>
        char.IsControl(c) && c is not ('\n' or '\t') || char.IsSurrogate(c)
        || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C' or '\uFFFE' or '\uFFFF';
}
