using CsCheck;
using Glia.Data;
using Glia.Data.Readers;

namespace Glia.Tests.Data;

public class CsvTests
{
    private static DataFile Read(string text, DataFileOptions? options = null) =>
        CsvReader.Read(new StringReader(text), "t.csv", options ?? DataFileOptions.Default);

    private static float[] Inputs(DataFile data)
    {
        var values = new float[data.Inputs.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Inputs.Rows)], values);
        return values;
    }

    [Theory]
    [InlineData("a,b,kind\n1,2.5,cat\n3,-4e1,dog\n")]
    [InlineData("a;b;kind\r\n1;2.5;cat\r\n3;-4e1;dog")]
    [InlineData("a\tb\tkind\r1\t2.5\tcat\r\r3\t-4e1\tdog\r")]
    [InlineData("\"a\",\"b\",\"kind\"\n\"1\", 2.5 ,\"cat\"\n3,-4e1,dog\n\n")]
    public void Finds_delimiter_header_and_text_labels(string text)
    {
        DataFile data = Read(text);
        Assert.Equal([1f, 2.5f, 3f, -40f], Inputs(data));
        Assert.Equal(["cat", "dog"], data.Targets.ToStrings());
        Assert.Equal(["a", "b"], data.FeatureNames!);
        Assert.True(data.TargetsAreClasses);
    }

    [Theory]
    [InlineData("1,2,a\n3,4,b", false)]
    [InlineData("x,y2,a\n3,4,b", true)]
    [InlineData("0,1,kind\n3,4,5", true)]
    [InlineData("1,2,3\n3,4,5", false)]
    [InlineData("1,,3\n3,4,5", false)]
    public void Finds_out_whether_there_is_a_header(string text, bool header) => Assert.Equal(header, Read(text, new() { AllowMissing = true }).FeatureNames != null);

    [Fact]
    public void Quoted_fields_hold_anything()
    {
        DataFile data = Read("x,\"the, \"\"name\"\"\"\n1,\"a\nb\"\n2,\"c,\"\"d\"\"\"\n");
        Assert.Equal(["a\nb", "c,\"d\""], data.Targets.ToStrings());
        Assert.Equal(["the, \"name\""], Read("x,\"the, \"\"name\"\"\"\n1,5\n", new() { Targets = ["x"] }).FeatureNames!);
    }

    [Fact]
    public void The_target_is_named_numbered_or_found()
    {
        const string text = "label,b,c\n1,2,3\n4,5,6\n";
        Assert.Equal([1f, 4f], Read(text).Targets.ToSingles());
        Assert.Equal([2f, 5f], Read(text, new() { Targets = ["b"] }).Targets.ToSingles());
        Assert.Equal([3f, 6f], Read(text, new() { Targets = ["-1"] }).Targets.ToSingles());
        Assert.Equal([3f, 6f], Read(text.Replace("label", "a", StringComparison.Ordinal)).Targets.ToSingles());
        DataFile two = Read(text, new() { Targets = ["b", "2"], Inputs = ["label"] });
        Assert.Equal([2, 2], two.Targets.Shape);
        Assert.Equal([1f, 4f], Inputs(two));
        Assert.Equal(["label"], two.FeatureNames!);
    }

    [Fact]
    public void Whole_numbers_up_to_255_stay_bytes()
    {
        Assert.IsType<ByteFeatures>(Read("0,255,a\n7,8,b").Inputs);
        DataFile data = Read("0,255,a\n7,8,b\n256,-1,c");
        Assert.IsType<FloatFeatures>(data.Inputs);
        Assert.Equal([0f, 255f, 7f, 8f, 256f, -1f], Inputs(data));
    }

    [Fact]
    public void Missing_values_are_reported_or_become_NaN()
    {
        const string text = "a,b,y\n1,2,0\n3,,1\n";
        Assert.Equal("t.csv, line 3, column 1 ('b'): the value is missing; fill it in or remove the line.", Assert.Throws<GliaException>(() => Read(text)).Message);
        Assert.Equal([1f, 2f, 3f, float.NaN], Inputs(Read(text, new() { AllowMissing = true })));
        Assert.Equal([0f, float.NaN], Read("a,y\n1,0\n2,NA\n", new() { AllowMissing = true }).Targets.ToSingles());
        Assert.Throws<GliaException>(() => Read("a,y\n1,0\n2,?\n"));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("1\n2\n", "nothing is left as input")]
    [InlineData("1,2\n1,2,3\n", "line 2: there are 3 fields where the first line has 2")]
    [InlineData("1,2\n3,\"4\n", "opens a quote in line 2")]
    [InlineData("1,2\n\"3\"4,5\n", "after a closing quote")]
    [InlineData("a,b,c\n1,2,3\n4,red,6\n", "line 3, column 1 ('b'): 'red' is no number")]
    [InlineData("a,b,c\n1,2,3\n4,inf,6\n", "'inf' is no number")]
    public void Bad_tables_get_their_sentence(string text, string words) =>
        Assert.Contains(words, Assert.Throws<GliaException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Wrong_columns_get_their_sentence()
    {
        const string text = "length,width,kind\n1,2,3\n";
        Says("did you mean kind?", new() { Targets = ["kinds"] });
        Says("it has length, width, kind", new() { Targets = ["nothing"] });
        Says("both as input and as target", new() { Targets = ["kind"], Inputs = ["kind", "width"] });
        Says("the numbers 0 to 2", new() { Targets = ["3"], Header = false });

        void Says(string words, DataFileOptions options) =>
            Assert.Contains(words, Assert.Throws<GliaException>(() => Read(text, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_with_quotes_is_read_again() =>
        Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.String[Gen.Char[' ', '~'], 1, 8]).Array[1, 20].Sample(rows =>
        {
            rows = [.. rows.Select(r => (r.Item1, "x" + r.Item2.Trim()))];
            string text = string.Concat(rows.Select(r => FormattableString.Invariant($"{r.Item1},\"{r.Item2.Replace("\"", "\"\"")}\"\r\n")));
            DataFile data = Read(text, new() { Delimiter = ',', Header = false });
            Assert.Equal(rows.Select(r => r.Item1), Inputs(data));
            Assert.Equal(rows.Select(r => r.Item2), data.Targets.ToStrings());
        });

    [Fact]
    public void No_text_is_worse_than_a_sentence() =>
        Gen.String[Gen.OneOf(Gen.Const(','), Gen.Const('\n'), Gen.Const('"'), Gen.Const(';'), Gen.Const('\r'), Gen.Char['0', '9'], Gen.Char), 0, 60].Sample(text =>
            Fixture.ReadsOrExplains([], _ => Read(text), allowance: 1 << 20), iter: 5000);
}
