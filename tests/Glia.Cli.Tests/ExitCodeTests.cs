using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Glia.Cli.Tests;

public class ExitCodeTests
{
    [Fact]
    public void Every_code_that_a_command_returns_stands_in_the_table()
    {
        int[] constants = [.. typeof(ExitCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(field => field.IsLiteral && field.Name != nameof(ExitCodes.Signal)).Select(field => (int)field.GetRawConstantValue()!)];
        Assert.Equal(constants.Concat(Interruption.Signals.Select(signal => 128 + signal.Number)), ExitCodes.All.Select(one => one.Code));
        Assert.Equal(4, constants.Length);
    }

    [Fact]
    public void The_page_says_what_the_table_says()
    {
        var rows = Regex.Matches(File.ReadAllText(Page()), @"^\| (\d+) \| (.*) \|$", RegexOptions.Multiline)
            .Select(row => (int.Parse(row.Groups[1].Value, null), row.Groups[2].Value));
        Assert.Equal(ExitCodes.All, rows);
    }

    [Fact]
    public void The_manual_page_says_what_the_table_says()
    {
        string manual = Command.Run("completion", "man").Output.Replace(@"\-", "-", StringComparison.Ordinal);
        string status = manual[manual.IndexOf(".SH EXIT STATUS", StringComparison.Ordinal)..];
        Assert.All(ExitCodes.All, one => Assert.Contains($".TP\n{one.Code}\n{one.Says}\n", status, StringComparison.Ordinal));
    }

    private static string Page([CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, "../../docs/command-line.md");
}
