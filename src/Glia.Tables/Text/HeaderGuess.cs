using Glia.Data.Columns;

namespace Glia.Tables.Text;

/// <summary>Tells whether the first record of a table holds the names of its columns.</summary>
internal static class HeaderGuess
{
    /// <summary>Whether it does.</summary>
    /// <param name="rows">The first records.</param>
    /// <param name="known">Names that a model knows; a line with half of them is a header. Null where none are known.</param>
    public static bool Is(SampleRows rows, IReadOnlyCollection<string>? known)
    {
        if (rows.Count == 0) return false;
        string[] first = [.. rows[0].Select(field => field.Trim())];
        if (known is { Count: > 0 } && 2 * known.Count(name => first.Contains(name, StringComparer.OrdinalIgnoreCase)) >= known.Count)
            return true;
        // A table without names that pandas wrote has the numbers of its columns in their place.
        if (IsCount(first)) return rows.Count > 1;
        string[] words = [.. first.Where(field => field.Length > 0)];
        if (words.Length == 0) return false;
        // A category may stand in two columns of a row; above numbers two columns of one name are still names.
        bool twice = words.Distinct().Count() < words.Length;
        if (rows.Count == 1) return !twice && words.All(IsWord);
        bool repeats = false;
        for (int column = 0; column < first.Length; column++)
        {
            string[] below = [.. Enumerable.Range(1, rows.Count - 1).Where(row => column < rows[row].Length)
                .Select(row => rows[row][column].Trim()).Where(field => field.Length > 0)];
            int values = below.Count(field => !IsWord(field));
            // A word above numbers is their name; a number above words is no name.
            if (IsWord(first[column]) && below.Length > 0 && values >= 0.8 * below.Length
                && below.Any(field => !MissingMarks.AmongNumbers(field)))
                return true;
            if (below.Contains(first[column])) repeats = true;
        }
        // All words: a name does not occur again below itself, as the words of a category do.
        return !repeats && !twice && words.All(IsWord) && (rows.Count > 2 || words.Length == first.Length);
    }

    // 0, 1, 2 and so on, perhaps after an empty field above the numbers of the rows.
    private static bool IsCount(string[] fields)
    {
        string[] numbers = fields is ["", ..] ? fields[1..] : fields;
        return numbers.Length > 1 && numbers.Select((field, i) => field == $"{i}").All(same => same);
    }

    private static bool IsWord(string field) => field.Length > 0 && !SampleRows.IsValue(field);
}
