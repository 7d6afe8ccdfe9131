using CsCheck;
using Glia.Data;
using Glia.Data.Readers;

namespace Glia.Tests.Data;

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

    private static DataFile Read(string text, DataFileOptions? options = null) =>
        ArffReader.Read(new StringReader(text), "t.arff", options ?? DataFileOptions.Default);

    private static float[] Inputs(DataFile data)
    {
        var values = new float[data.Inputs.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Inputs.Rows)], values);
        return values;
    }

    [Fact]
    public void Reads_numbers_nominal_values_and_classes()
    {
        DataFile data = Read(Iris, new() { AllowMissing = true });
        Assert.Equal([1.5f, 1f, 2f, -3f, 0f, float.NaN], Inputs(data));
        Assert.Equal(["10", "2"], data.Targets.ToStrings());
        Assert.Equal(["petal length", "colour", "width"], data.FeatureNames!);
        Assert.True(data.TargetsAreClasses);
        Assert.Equal([1f, -3f], Inputs(Read(Iris, new() { Inputs = ["petal length"], Targets = ["colour"] })).Select(MathF.Truncate));
    }

    [Fact]
    public void Reads_sparse_rows()
    {
        DataFile data = Read("@relation r\n@attribute a numeric\n@attribute b {x,y}\n@attribute c numeric\n@data\n{0 3, 2 4}\n{1 y}\n{ }\n");
        Assert.Equal([3f, 0f, 0f, 1f, 0f, 0f], Inputs(data));
        Assert.Equal([4f, 0f, 0f], data.Targets.ToSingles());
    }

    [Theory]
    [InlineData("", "no @data")]
    [InlineData("@data\n1", "declares no @attribute")]
    [InlineData("hello\n", "'hello' is none of")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n", "no rows")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n1\n", "line 4: there are 1 values where 2")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n1,2,3\n", "more values than the 2")]
    [InlineData("@attribute a {x,y}\n@attribute b numeric\n@data\nz,1\n", "'z' is not among the values declared for a")]
    [InlineData("@attribute a string\n@attribute b numeric\n@data\nz,1\n", "text or a date")]
    [InlineData("@attribute a complex\n", "'complex' is no type")]
    [InlineData("@attribute a {x y\n", "lack a comma or the closing brace|a value is missing")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n?,1\n", "column 0 ('a'): the value is missing")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n'1,1\n", "a quote is never closed")]
    [InlineData("@attribute a numeric\n@attribute b numeric\n@data\n{7 1}\n", "'7' is no column number")]
    public void Bad_files_get_their_sentence(string text, string words)
    {
        string message = Assert.Throws<GliaException>(() => Read(text)).Message;
        Assert.True(words.Split('|').Any(w => message.Contains(w, StringComparison.Ordinal)), message);
    }

    [Fact]
    public void No_damage_is_worse_than_a_sentence() =>
        Gen.Select(Gen.Int[0, Iris.Length], Gen.Select(Gen.Int[0, Iris.Length - 1], Gen.Char[' ', '~']).Array[0, 5]).Sample((length, changes) =>
        {
            char[] damaged = Iris[..length].ToCharArray();
            foreach ((int at, char value) in changes)
                if (at < damaged.Length) damaged[at] = value;
            return Fixture.ReadsOrExplains([], _ => Read(new string(damaged)), allowance: 1 << 20);
        }, iter: 3000);
}
