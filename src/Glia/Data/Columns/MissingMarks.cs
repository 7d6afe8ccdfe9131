namespace Glia.Data.Columns;

/// <summary>The ways people write that there is no value.</summary>
public static class MissingMarks
{
    // pandas.read_csv, na_values, without their doubles in other case; "?" is that of the UCI archive and of ARFF.
    private static readonly HashSet<string> s_marks = new(StringComparer.OrdinalIgnoreCase)
    {
        "?", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "1.#IND", "-1.#QNAN", "1.#QNAN", "-NaN", "NaN", "<NA>", "N/A", "NA",
        "n.a.", "NULL", "None", "NaT",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_lookup = s_marks.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Whether a field among numbers or dates holds no value: nothing, one of the usual words, or signs alone, such as two dashes.
    /// </summary>
    /// <param name="field">The field as the table wrote it, without blanks around it.</param>
    public static bool AmongNumbers(ReadOnlySpan<char> field)
    {
        ReadOnlySpan<char> text = field.Trim();
        return IsEmpty(text) || s_lookup.Contains(text);
    }

    /// <summary>
    /// Whether a field among words holds no value: nothing, or a question mark. "None" and "NA" may be words like the others there, such as
    /// no fence or Namibia, and "-" may be the opposite of "+"; as categories of their own they lose nothing.
    /// </summary>
    /// <param name="field">The field as the table wrote it, without blanks around it.</param>
    public static bool AmongWords(ReadOnlySpan<char> field) => field.Trim() is "" or "?";

    // Signs alone, such as two dashes or a point.
    private static bool IsEmpty(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            if (char.IsLetterOrDigit(c) || char.IsSymbol(c)) return false;
        return true;
    }
}
