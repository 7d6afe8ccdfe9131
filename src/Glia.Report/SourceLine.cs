using Glia.Doctor.Findings;

namespace Glia.Report;

/// <summary>A line of a program that a finding points at, as it is shown beside the finding.</summary>
/// <param name="File">The file.</param>
/// <param name="Number">The line, from 1.</param>
/// <param name="Text">What stands there, without what indents it; of a long line the part around the name.</param>
/// <param name="Start">Where in it the name begins that is meant.</param>
/// <param name="Length">How long the name is; 0 where it does not stand there.</param>
public sealed record SourceLine(string File, int Number, string Text, int Start, int Length)
{
    // What says that a line goes on where it was cut.
    private const string Cut = "… ", GoesOn = " …";

    /// <summary>The line of a source.</summary>
    /// <param name="folder">Where the program lies.</param>
    /// <param name="source">What is meant.</param>
    /// <param name="widest">The most letters of the line that are shown.</param>
    /// <returns>Null where the source names no line, or its file cannot be read.</returns>
    public static SourceLine? Of(string folder, Source source, int widest)
    {
        if (source is not { File: { } file, Line: { } number }) return null;
        string? line;
        try
        {
            line = System.IO.File.ReadLines(Path.Combine(folder, file)).ElementAtOrDefault(number - 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (line is null) return null;
        string text = line.Trim().Replace('\t', ' ');
        int at = text.IndexOf(source.Name, StringComparison.Ordinal), length = at < 0 ? 0 : source.Name.Length;
        at = Math.Max(0, at);
        // The name must be seen: where it ends behind what is shown, the line is cut at its start.
        int hidden = Math.Min(at, Math.Max(0, at + length - widest));
        if (hidden > 0) (text, at) = (Cut + text[hidden..], at - hidden + Cut.Length);
        if (text.Length > widest + Cut.Length) text = text[..(widest + Cut.Length)] + GoesOn;
        return new SourceLine(file, number, text, at, Math.Min(length, text.Length - at));
    }
}
