using Glia.Cli.Commands;

namespace Glia.Cli.Tests;

/// <summary>Columns as flags name them.</summary>
public class NameListTests
{
    [Theory]
    [InlineData("a,b", "a", "b")]
    [InlineData(" a , b,", "a", "b")]
    [InlineData("\"name, first\",age", "name, first", "age")]
    [InlineData("age,\"5\"\" pipe, long\"", "age", "5\" pipe, long")]
    [InlineData("\"\"\"a\"\"\"", "\"a\"")]
    public void Names_are_split_as_a_line_of_csv(string text, params string[] names) => Assert.Equal(names, NameList.Split(text));

    [Fact]
    public void A_column_with_a_comma_in_its_name_is_dropped()
    {
        using var folder = new Folder();
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7},{i % 5},{(i % 2 == 0 ? "red" : "blue")}\n"));
        string csv = folder.Write("t.csv", "\"weight, kg\",b,kind\n" + rows);
        Command.Result result = Command.Run("train", csv, "--drop", "\"weight, kg\"", "--epochs", "1", "-o", folder["run"]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        // The screen may be too narrow for the whole line.
        Assert.Contains("weight, kg (dropped)",
            string.Join(' ', result.Output.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }
}
