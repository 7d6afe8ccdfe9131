using System.Globalization;
using System.Text.RegularExpressions;

namespace Glia.Doctor.Tests.Findings;

/// <summary>
/// Whoever reads a rule wants to know of each number what it is and where it comes from, so each has a name with a comment.
/// </summary>
public partial class BareNumberTests
{
    private static readonly double[] s_plain = [0, 0.5, 1, 2, 10, 100];
    private static readonly string[] s_rooms = ["Rules", "Monitoring"];

    [Fact]
    public void No_rule_computes_with_a_number_that_has_no_name()
    {
        var bare = s_rooms.SelectMany(SourceCode.Files)
            .SelectMany(file => Bare(File.ReadAllText(file)).Select(number => $"{Path.GetFileName(file)}: {number}"));
        Assert.Empty(bare);
    }

    [Fact]
    public void Every_named_number_of_a_rule_says_where_it_comes_from()
    {
        var silent = s_rooms.SelectMany(SourceCode.Files)
            .SelectMany(file => WithoutSource(File.ReadAllLines(file)).Select(line => $"{Path.GetFileName(file)}: {line}"));
        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("if (rows < 7) return;", "7")]
    [InlineData("x = Math.Max(1e-6f, 100 * y[^1]) + 0.5;", "1e-6f")]
    [InlineData("$\"of {(many ? $\"{3 * n:0.##25}\" : \"4\")} rows {{5}} \\\" 6\" + 8", "3 8")]
    [InlineData("// 7 rows\nprivate const int A = 7, B = 1 << 8; // 9\nstatic readonly double[] s_c = [3,\n 4];", "")]
    [InlineData("c = '\"'; Item3 = 2.0;", "")]
    public void A_number_in_text_or_under_a_name_is_not_bare(string source, string bare) =>
        Assert.Equal(bare, string.Join(' ', Bare(source)));

    private static IEnumerable<string> Bare(string source) =>
        Number().Matches(Named().Replace(SourceCode.Code(source), "")).Select(match => match.Value)
            .Where(number => !s_plain.Contains(double.Parse(number.TrimEnd('f', 'L'), CultureInfo.InvariantCulture)));

    // The comment stands beside a constant, or above it and the constants of the same kind.
    private static IEnumerable<string> WithoutSource(string[] lines)
    {
        string above = "";
        foreach (string line in lines.Select(line => line.Trim()))
        {
            bool named = Constant().IsMatch(line);
            if (named && !Source().IsMatch(above + line)) yield return line;
            above = named || line.StartsWith("//", StringComparison.Ordinal) ? above + line : "";
        }
    }

    [GeneratedRegex(@"\bconst (int|long|float|double) ")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\b(tuned|derived|convention)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"\b(const|static readonly)\b[^;]*;")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!\w)\d+(\.\d+)?(e[+-]?\d+)?[fL]?\b")]
    private static partial Regex Number();
}
