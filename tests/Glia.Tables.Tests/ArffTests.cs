using CsCheck;
using Glia.Experiments;

namespace Glia.Tables.Tests;

public class ArffTests
{
    private const string Iris = """
        % a comment
        @RELATION iris

        @ATTRIBUTE 'petal length' NUMERIC
        @attribute colour {red, 'dark green', blue}
        @attribute width real
        @Attribute class {1,2,10}
        @DATA
        1.5, 'dark green', 2, 10
        % between rows
        -3,red,?,2
        """;

    private static LoadedData Read(string text, ExperimentData? data = null) =>
        TableOpener.Open(System.Text.Encoding.UTF8.GetBytes(text),
            new DataRequest(data ?? new ExperimentData { Source = "t.arff" }, "t.arff"));

    [Fact]
    public void Reads_numbers_nominal_values_and_classes()
    {
        LoadedData data = Read(Iris);
        Assert.Equal(["petal length", "colour=red", "width", "width is missing"], data.FeatureNames!);
        Assert.Equal([1.5f, 0f, 2f, 0f, -3f, 1f, 2f, 1f], Tables.Values(data));
        Assert.Equal(["10", "2"], data.ClassNames!);
        Assert.Equal(["dark green", "red"],
            Read(Iris, new ExperimentData { Source = "t.arff", Inputs = ["petal length"], Targets = ["colour"] }).ClassNames!);
    }

    [Fact]
    public void Reads_sparse_rows()
    {
        LoadedData data =
            Read("@relation r\n@attribute a numeric\n@attribute b {x,y}\n@attribute c numeric\n@data\n{0 3, 2 4}\n{1 y}\n{ }\n");
        Assert.Equal([3f, 0f, 0f, 1f, 0f, 0f], Tables.Values(data));
        Assert.Equal([4f, 0f, 0f], data.Numbers!.Values.ToArray());
    }

    [Theory]
    [InlineData("", "no @data")]
    [InlineData("@data\n1", "declares no @attribute")]
    [InlineData("hello\n", "an ARFF file begins with @relation")]
    [InlineData("@relation r\nhello\n", "'hello' is none of")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n", "holds declarations of columns and no rows; give at least one")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n1\n", "line 4: there are 1 values where 2")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n1,2,3\n", "more values than the 2")]
    [InlineData("@attribute a {x,y}\n@attribute b numeric\n@data\nz,1\n", "'z' is not among the values declared for a")]
    [InlineData("@attribute a relational\n  @attribute b numeric\n@end a\n",
        "line 1: a is relational, a table in every field, which Glia does not read")]
    [InlineData("@attribute a complex\n", "'complex' is no type")]
    [InlineData("@attribute a {x y\n", "lack a comma or the closing brace|a value is missing")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n?,1\n", "column 1 ('a') is empty")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\nsix,1\n", "column 1 ('a')")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n'1,1\n", "a quote is never closed")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n{7 1}\n", "'7' is no column number")]
    public void Bad_files_get_their_sentence(string text, string words)
    {
        string message = Assert.Throws<GliaException>(() => Read(text)).Message;
        Assert.True(words.Split('|').Any(w => message.Contains(w, StringComparison.Ordinal)), message);
    }

    [Fact]
    public void No_damage_is_worse_than_a_sentence() =>
        Gen.Select(Gen.Int[0, Iris.Length], Gen.Select(Gen.Int[0, Iris.Length - 1], Gen.Char[' ', '~']).Array[0, 5])
            .Sample((length, changes) =>
        {
            char[] damaged = Iris[..length].ToCharArray();
            foreach ((int at, char value) in changes)
                if (at < damaged.Length) damaged[at] = value;
            return CsvTests.ReadsOrExplains(() => Read(new string(damaged)));
        }, iter: 2000);
}
