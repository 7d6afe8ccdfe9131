namespace Glia.Settings;

/// <summary>Finds what somebody probably meant.</summary>
public static class Spelling
{
    /// <summary>
    /// The candidate nearest to a word, or null if none is near: at most one slip in three letters. Of two words of up to three letters one
    /// letter in place of another is no slip but another word: mse is not mae.
    /// </summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What is known.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (string candidate in candidates.Order(StringComparer.Ordinal))
        {
            int distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (word.Length <= 3 && candidate.Length == word.Length && !SameLetters(word, candidate)) continue;
            if (distance < bestDistance) (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>The end of a sentence about an unknown word, punctuation included: the nearest known one, or the list of them.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What is known.</param>
    public static string Suggest(string word, IEnumerable<string> candidates)
    {
        string? nearest = Nearest(word, candidates);
        return nearest is not null
            ? $"; did you mean '{nearest}'?"
            : $"; known are {string.Join(", ", candidates.Order(StringComparer.Ordinal))}.";
    }

    private static bool SameLetters(string a, string b) => a.ToLowerInvariant().Order().SequenceEqual(b.ToLowerInvariant().Order());

    // Damerau-Levenshtein with adjacent transpositions (optimal string alignment): the slips fingers make.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
