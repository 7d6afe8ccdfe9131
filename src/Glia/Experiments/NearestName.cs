namespace Glia.Experiments;

/// <summary>Finds the name somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate closest to <paramref name="written"/>, or null when none is close enough to be a likely slip:
    /// more than a third of the letters would have to change. Case and the difference between <c>-</c> and <c>_</c> do not count.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> candidates)
    {
        string plain = Plain(written);
        string? nearest = null;
        int best = Math.Max(1, (plain.Length + 2) / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(plain, Plain(candidate));
            if (distance >= best) continue;
            best = distance;
            nearest = candidate;
        }
        return nearest;
    }

    /// <summary>The end of a sentence: <c>; did you mean 'x'?</c>, or the list of what is known, or a full stop.</summary>
    internal static string Hint(string written, IReadOnlyCollection<string> candidates) =>
        Of(written, candidates) is { } nearest ? $"; did you mean '{nearest}'?"
        : candidates.Count is > 0 and <= 16 ? $"; known are {string.Join(", ", candidates)}."
        : ".";

    private static string Plain(string name) => name.ToLowerInvariant().Replace('-', '_');

    // Optimal string alignment: insertions, deletions, replacements and swapped neighbours each cost one.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        }
        return rows[a.Length, b.Length];
    }
}
