namespace Glia.Doctor.Trials;

/// <summary>Sets the lines of a changed text beside those of the old one, by their longest common subsequence.</summary>
internal static class AlignedLines
{
    /// <summary>
    /// The new lines, each with the line that stood there: null where it is the same, <c>nothing</c> where there was none.
    /// </summary>
    public static IEnumerable<(string Line, string? Before)> Of(string[] was, string[] now)
    {
        var common = new int[was.Length + 1, now.Length + 1];
        for (int i = was.Length - 1; i >= 0; i--)
            for (int j = now.Length - 1; j >= 0; j--)
                common[i, j] = was[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        int a = 0, b = 0;
        while (b < now.Length)
        {
            if (a < was.Length && was[a] == now[b])
            {
                yield return (now[b++], null);
                a++;
            }
            else if (a < was.Length && common[a + 1, b] >= common[a, b + 1] && common[a + 1, b + 1] == common[a, b])
            {
                yield return (now[b++], was[a++]);   // one line became another
            }
            else if (a < was.Length && common[a + 1, b] >= common[a, b + 1])
            {
                a++;
            }
            else
            {
                yield return (now[b++], "nothing");
            }
        }
    }
}
