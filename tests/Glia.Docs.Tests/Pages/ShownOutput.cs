using System.Globalization;
using System.Text.RegularExpressions;

namespace Glia.Docs.Tests.Pages;

/// <summary>
/// Whether a program prints what a page shows. Words, names and whole numbers must be the same. Times, sizes and speeds may be any, since
/// they are the machine's. Numbers with a point may differ a little, since another instruction set adds in another order and a training
/// goes another way. A line <c>…</c> stands for lines left out, and at the end of a line for the rest of it. Blank lines and the width of
/// gaps do not count.
/// </summary>
internal static partial class ShownOutput
{
    // By how much a share, a loss or a percentage may differ. Convention: a page tells the truth to a reader whose last digits are others.
    private const double Share = 0.1, Points = 1.5, Small = 0.02;

    /// <summary>What is not as shown, or null.</summary>
    public static string? Difference(string shown, string printed)
    {
        string[] wanted = Lines(shown), lines = Lines(printed);
        int at = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "…")
            {
                if (i + 1 == wanted.Length) return null;
                while (at < lines.Length && !Same(wanted[i + 1], lines[at])) at++;
                if (at == lines.Length) return $"'{wanted[i + 1]}' is not printed.";
                continue;
            }
            if (at == lines.Length) return $"'{wanted[i]}' is not printed; the output ends before it.";
            if (!Same(wanted[i], lines[at])) return $"'{wanted[i]}' is shown, '{lines[at]}' is printed.";
            at++;
        }
        return at == lines.Length ? null : $"'{lines[at]}' is printed and not shown.";
    }

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => Gap().Replace(line, " ").Trim()).Where(line => line.Length > 0)];

    private static bool Same(string wanted, string line)
    {
        if (wanted.EndsWith('…'))
        {
            wanted = wanted.TrimEnd('…');
            MatchCollection starts = Number().Matches(wanted), all = Number().Matches(line);
            // As many numbers of the line as the shown part has, and the words up to there.
            if (all.Count < starts.Count) return false;
            string words = Number().Replace(wanted, "#");
            if (!Number().Replace(line, "#").StartsWith(words, StringComparison.Ordinal)) return false;
            return starts.Zip(all).All(pair => Same(pair.First, pair.Second));
        }
        if (Number().Replace(wanted, "#") != Number().Replace(line, "#")) return false;
        return Number().Matches(wanted).Zip(Number().Matches(line)).All(pair => Same(pair.First, pair.Second));
    }

    private static bool Same(Match wanted, Match printed)
    {
        if (wanted.Groups["unit"].Success) return true;
        string first = wanted.Groups["value"].Value, second = printed.Groups["value"].Value;
        if (first == second) return true;
        if (!(first + second).Contains('.', StringComparison.Ordinal) && !wanted.Groups["percent"].Success) return false;
        double a = double.Parse(first, CultureInfo.InvariantCulture), b = double.Parse(second, CultureInfo.InvariantCulture);
        return Math.Abs(a - b) <= (wanted.Groups["percent"].Success ? Points : Math.Max(Small, Share * Math.Abs(a)));
    }

    // A number, with what tells its kind behind it.
    [GeneratedRegex(@"(?<![\w.])(?<value>[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?)" +
        @"(?:(?<unit>[ ]?(?:µs|ms|s|min|h|B|KB|MB|GB|rows/s|seconds|minutes)\b)|(?<percent>[ ]?%))?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s─━═│|]+")]
    private static partial Regex Gap();
}
