namespace Glia.Cli.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help-train", "train", "--help")]
    [InlineData("help-evaluate", "evaluate", "--help")]
    [InlineData("help-predict", "predict", "-h")]
    [InlineData("help-convert", "convert", "--help")]
    [InlineData("help-summary", "summary", "-?")]
    [InlineData("help-show", "show", "--help")]
    [InlineData("help-data", "data", "--help")]
    [InlineData("help-make-data", "make-data", "--help")]
    [InlineData("help-doctor", "doctor", "--help")]
    [InlineData("help-report", "report", "--help")]
    [InlineData("help-serve", "serve", "--help")]
    [InlineData("help-trace", "trace", "--help")]
    [InlineData("help-sweep", "sweep", "--help")]
    [InlineData("help-sweep-run", "sweep", "run", "--help")]
    public void Help_says_what_a_command_takes_and_carries_an_example(string approved, params string[] arguments)
    {
        Command.Result result = Command.Run(arguments);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains("Examples:\n  glia ", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Approved.Check(approved, result.Output);
    }

    [Fact]
    public void Nothing_at_all_shows_the_help() => Assert.Equal(Command.Run("--help").Output, Command.Run().Output);

    [Fact]
    public void The_version_is_one_line() =>
        Assert.Matches(@"^\d+\.\d+\.\d+\S*$", Command.Run("--version").Output.Trim());
}
