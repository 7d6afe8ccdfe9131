using System.Globalization;
using System.Text.RegularExpressions;

namespace Glia.Programs.Mending;

/// <summary>A loss or an accuracy as a program prints it, line after line.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Values">The numbers, in order.</param>
internal sealed partial record PrintedCurve(string Name, IReadOnlyList<double> Values)
{
    private static readonly string[] s_skills = ["acc", "score", "correct", "r2"];

    /// <summary>Whether more is better.</summary>
    public bool IsSkill => s_skills.Any(word => Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The curve that was printed most often; null where fewer than three numbers of one name were.</summary>
    /// <param name="output">What the program wrote.</param>
    public static PrintedCurve? In(string output) =>
        Figure().Matches(output).GroupBy(match => match.Groups["name"].Value.ToLowerInvariant())
            .Select(same => new PrintedCurve(same.Key, [.. same.Select(Value)]))
            // Two points are no curve; of two figures the loss says more.
            .Where(curve => curve.Values.Count > 2).OrderByDescending(curve => curve.Values.Count).ThenBy(curve => curve.IsSkill)
            .FirstOrDefault();

    private static double Value(Match match) =>
        double.TryParse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value * (match.Groups["percent"].Success ? 0.01 : 1)
            : double.NaN;

    [GeneratedRegex(@"(?<name>\w*(?:loss|cost|err|mse|rmse|acc|score|entropy)\w*)[^\S\n]*"
        + @"(?:[:=]|is|after[^:\n]*:|\([^)\n]*\):?)?[^\S\n]*[:=]?"
        + @"[^\S\n]*\[*(?<value>[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\.\d+|nan|inf))(?<percent>[^\S\n]*%)?", RegexOptions.IgnoreCase)]
    private static partial Regex Figure();
}
