namespace Glia.Tables.Text;

/// <summary>Finds out how a table is laid out, from its first 64 K characters.</summary>
internal static class LayoutGuess
{
    private const int SampleLength = 1 << 16;

    // In the order in which they win where nothing else decides. Blanks stand within texts, too: they must part clearly more values than
    // the others.
    private static readonly char[] s_delimiters = ['\t', ';', '|', ','];

    private const double BlanksMustBeBetterBy = 0.25;

    // That of records of one width in nine of ten, without a single number: less is running text.
    private const double LeastScore = 0.9 * SampleRows.Regularity - BlanksMustBeBetterBy;

    /// <summary>The layout of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="stated">What the user states.</param>
    /// <param name="known">Names that a header would hold, where a model knows them; else null.</param>
    /// <exception cref="GliaException">There are no rows.</exception>
    public static TableLayout Of(TableText text, TableOptions stated, IReadOnlyCollection<string>? known)
    {
        string sample = Sample(text);
        int skipped = 0, start = 0;
        char? delimiter = stated.Delimiter;
        // A comment that is as wide as the table may be its header; so they are passed over only as far as is needed.
        while (Line(sample, start) is { Length: > 0 } line)
        {
            string words = line.Trim();
            if (words.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && words.Trim('"').Length == 5) delimiter ??= words[4];
            else if (words.Length > 0 && !(words[0] == '#' && !IsHeader(sample[start..], delimiter))) break;
            start += line.Length;
            skipped++;
        }
        if (sample.AsSpan(start).IsWhiteSpace())
            throw new GliaException(
                $"{text.Name} {(sample.Length == 0 ? "is empty" : "holds no rows")}; " +
                $"give a table with at least one row.");
        SampleRows rows = Best(sample[start..], delimiter, text.Name);
        // A title before the table: lines of one field where the table has more.
        int title = rows.TitleLines;
        if (title > 0) (rows, skipped) = (rows.WithoutTitle(), skipped + title);
        bool header = stated.Header ?? HeaderGuess.Is(rows, known);
        return new TableLayout
        {
            Name = text.Name,
            Delimiter = rows.Delimiter,
            Skipped = skipped,
            HasHeader = header,
            Names = Names(rows, header),
            Rows = () => Records(text, rows.Delimiter, skipped, header),
        };
    }

    private static Records Records(TableText text, char delimiter, int skipped, bool header)
    {
        TextReader reader = text.Open();
        for (int i = 0; i < skipped; i++) reader.ReadLine();
        var records = new Records(reader, delimiter, text.Name, firstLine: skipped + 1);
        if (header) records.Next();
        return records;
    }

    private static bool IsHeader(string rest, char? delimiter)
    {
        SampleRows rows = Best(rest[1..], delimiter, "");
        return rows.Count > 1 && rows.Width > 1 && rows[0].Length == rows.Width && HeaderGuess.Is(rows, null);
    }

    private static SampleRows Best(string sample, char? delimiter, string name)
    {
        if (delimiter is { } given) return SampleRows.Read(sample, given, name);
        SampleRows? best = null;
        foreach (char candidate in s_delimiters)
        {
            SampleRows rows = SampleRows.Read(sample, candidate, name);
            if (rows.Width > 1 && (best is null || rows.Score > best.Score)) best = rows;
        }
        SampleRows blanks = SampleRows.Read(sample, ' ', name);
        if (blanks.Width > 1 && blanks.Score > (best?.Score ?? LeastScore) + BlanksMustBeBetterBy) return blanks;
        return best ?? SampleRows.Read(sample, ',', name);
    }

    private static string[] Names(SampleRows rows, bool header)
    {
        string[] names = [.. Enumerable.Range(1, rows.Width).Select(column => $"column {column}")];
        if (!header) return names;
        string[] first = rows[0];
        // One name less than fields: R writes the names of its rows without a heading.
        int shift = first.Length == rows.Width - 1 && !rows.LastIsEmpty ? 1 : 0;
        var used = new HashSet<string>();
        for (int i = 0; i < names.Length; i++)
        {
            int place = i - shift;
            string name = place >= 0 && place < first.Length ? first[place].Trim() : "";
            if (place == 0) name = name.TrimStart('#').TrimStart();
            if (name.Length > 0) names[i] = name;
            // pandas tells doubles apart in this way.
            string own = names[i];
            for (int copy = 1; !used.Add(names[i]); copy++) names[i] = $"{own}.{copy}";
        }
        return names;
    }

    private static string Sample(TableText text)
    {
        using TextReader reader = text.Open();
        var buffer = new char[SampleLength];
        int length = reader.ReadBlock(buffer);
        return new string(buffer, 0, length);
    }

    // The line at a place, with its end; empty at the end of the text.
    private static string Line(string text, int start)
    {
        int end = text.AsSpan(start).IndexOfAny('\r', '\n');
        if (end < 0) return text[start..];
        int length = end + (text[start + end] == '\r' && start + end + 1 < text.Length && text[start + end + 1] == '\n' ? 2 : 1);
        return text.Substring(start, length);
    }
}
