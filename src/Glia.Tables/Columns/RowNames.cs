namespace Glia.Tables.Columns;

/// <summary>Tells from the heading of a column whether it numbers the rows.</summary>
internal static class RowNames
{
    // The last word of id, customer_id, CustomerID, "Order No.", PassengerId; of the second kind only where the numbers count the rows.
    private static readonly string[] s_identifiers = ["id", "ids", "uid", "uuid", "guid", "key"],
        s_counters = ["index", "idx", "no", "nr", "num", "number", "row", "rownames", "unnamed", "column", "#", "s.no", "sno"];

    /// <summary>Whether the heading says so.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="counts">Whether the column counts the rows.</param>
    public static bool Are(string heading, bool counts)
    {
        string last = LastWord(heading);
        return s_identifiers.Contains(last) || (counts && s_counters.Contains(last));
    }

    private static string LastWord(string heading)
    {
        string text = heading.Trim().TrimEnd('.', ':', ' ');
        if (text.Length == 0 || text == "#") return "#";
        // "column 1" and "Unnamed: 0" are what a column without a heading is called.
        while (text.Length > 0 && (char.IsAsciiDigit(text[^1]) || text[^1] is ' ' or ':')) text = text[..^1];
        int start = text.Length;
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
            // CustomerId: the capital begins the word; in ID it does not.
            if (char.IsUpper(text[start]) && start + 1 < text.Length && char.IsLower(text[start + 1])) break;
            if (char.IsUpper(text[start]) && start > 0 && char.IsLower(text[start - 1])) break;
        }
        return text[start..].ToLowerInvariant();
    }
}
