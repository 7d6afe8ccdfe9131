using CsCheck;
using Glia.Data;
using Glia.Experiments;

namespace Glia.Tables.Tests;

public class CsvTests
{
    [Theory]
    [InlineData("a,b,kind\n1,2.5,cat\n3,-4e1,dog\n")]
    [InlineData("a;b;kind\r\n1;2.5;cat\r\n3;-4e1;dog")]
    [InlineData("a|b|kind\r\n1|2.5|cat\r\n3|-4e1|dog\r\n")]
    [InlineData("a\tb\tkind\r1\t2.5\tcat\r\r3\t-4e1\tdog\r")]
    [InlineData("\"a\",\"b\",\"kind\"\n\"1\", 2.5 ,\"cat\"\n3,-4e1,dog\n\n")]
    [InlineData("  a   b kind\n  1   2.5 cat\n  3 -4e1   dog\n")]
    [InlineData("sep=;\na;b;kind\n1;2,5;cat\n3;-4e1;dog\n")]
    [InlineData("\"sep=,\"\r\na,b,kind\r\n1,2.5,cat\r\n3,-4e1,dog\r\n")]
    [InlineData("# made by me, and you\n#\na,b,kind\n1,2.5,cat\n# the rest\n3,-4e1,dog\n")]
    [InlineData("#a,b,kind\n1,2.5,cat\n3,-4e1,dog\n")]
    [InlineData("ExperimentFacts of May\n\na,b,kind\n1,2.5,cat\n3,-4e1,dog\n")]
    [InlineData("a,b,kind,\n1,2.5,cat,\n3,-4e1,dog,\n")]
    [InlineData("a,b,kind\n1,2.5,cat,\n3,-4e1,dog,\n")]
    [InlineData("a,b,kind\n1,2.5,cat\n,,\n3,-4e1,dog\n,,\n")]
    public void Finds_delimiter_header_and_classes(string text)
    {
        LoadedData data = Tables.Read(text);
        Assert.Equal([1f, 2.5f, 3f, -40f], Tables.Values(data));
        Assert.Equal(["cat", "dog"], data.ClassNames!);
        Assert.Equal([0, 1], data.Classes!);
        Assert.Equal(["a", "b"], data.FeatureNames!);
    }

    [Theory]
    [InlineData("1,2,a\n3,4,b", false)]
    [InlineData("x,y2,a\n3,4,b", true)]
    [InlineData("0,1,kind\n3,4,5", true)]
    [InlineData("1,2,3\n3,4,5", false)]
    [InlineData("1,,3\n3,4,5", false)]
    [InlineData("0,1,2\n3.5,4.5,5\n1.5,2.5,3", true)]
    [InlineData("colour,shape,kind\nred,round,a\nblue,round,b\nred,flat,a\n", true)]
    [InlineData("red,round,a\nblue,round,b\nred,flat,a\n", false)]
    [InlineData("when,y\n2024-01-02,1\n2024-01-03,2\n", true)]
    public void Finds_out_whether_there_is_a_header(string text, bool header) => Assert.Equal(header, Tables.Read(text).Columns!.AreNamed);

    [Fact]
    public void Quoted_fields_hold_anything()
    {
        LoadedData data = Tables.Read("x,\"the, \"\"name\"\"\"\n1,\"a\nb\"\n2,\"c,\"\"d\"\"\"\n");
        Assert.Equal(["a\nb", "c,\"d\""], data.ClassNames!);
        Assert.Equal("the, \"name\"", data.Columns!.Targets[0].Name);
    }

    [Fact]
    public void Blanks_part_a_table_that_has_a_tab_before_its_last_column()
    {
        LoadedData data = Tables.Read("18.0   8   307.0\t\"big car\"\n15.0   4   350.0\t\"small car\"\n16.5   8   304.0\t\"big car\"\n");
        Assert.Equal([18f, 8, 307, 15, 4, 350, 16.5f, 8, 304], Tables.Values(data));
        Assert.Equal(["big car", "small car"], data.ClassNames!);
    }

    [Fact]
    public void A_quote_within_a_field_is_a_character() =>
        Assert.Equal(["5\" pipe", "6\" pipe"], Tables.Read("x,kind\n1,5\" pipe\n2,6\" pipe\n").ClassNames!);

    [Fact]
    public void The_target_is_named_numbered_from_1_or_found()
    {
        const string text = "label,b,c\n1.5,2,3\n4,5,6\n";
        Assert.Equal([1.5f, 4f], Targets(text));
        Assert.Equal([2f, 5f], Targets(text, "b"));
        Assert.Equal([1.5f, 4f], Targets(text, "1"));
        Assert.Equal([3f, 6f], Targets(text, "-1"));
        Assert.Equal([3f, 6f], Targets(text.Replace("label", "a", StringComparison.Ordinal)));
        LoadedData two = Tables.Read(text, Tables.Data() with { Targets = ["b", "3"], Inputs = ["label"] });
        Assert.Equal([2f, 3f, 5f, 6f], two.Numbers!.Values.ToArray());
        Assert.Equal([1.5f, 4f], Tables.Values(two));

        static float[] Targets(string text, params string[] names) =>
            Tables.Read(text, Tables.Data() with { Targets = names.Length == 0 ? null : names }).Numbers!.Values.ToArray();
    }

    [Fact]
    public void Whole_numbers_up_to_255_stay_bytes()
    {
        Assert.IsType<ByteFeatures>(Tables.Read("0,255,a\n7,8,b").Inputs);
        LoadedData data = Tables.Read("0,255,a\n7,8,b\n256,-1,c");
        Assert.Equal([0f, 255f, 7f, 8f, 256f, -1f], Tables.Values(data));
    }

    [Theory]
    [InlineData("", "t.csv is empty; give a table with at least one row.")]
    [InlineData("\n\n", "t.csv holds no rows; give a table with at least one row.")]
    [InlineData("a,b\n", "t.csv holds a line of names and no rows; give at least one.")]
    [InlineData("1\n2\n", "t.csv has one column, and learning needs at least one input and one target; its delimiter should be a comma, " +
        "semicolon, tab or bar.")]
    [InlineData("1,2\n3,4\n1,2,3\n5,6\n7,8,9,1\n", "t.csv has 2 columns by commas, but line 3 has 3, line 5 has 4; put fields that hold " +
        "a delimiter in quotes.")]
    [InlineData("a,b\n1,5,2,5\n3,5,4,5\n", "t.csv has 4 columns by commas")]
    [InlineData("1,2\n3,\"4\n", "t.csv, line 2: a quote is never closed, or there is text after a closing one; double the quotes that " +
        "belong to the text.")]
    [InlineData("1,2\n\"a\nb\",4\n\"3\"4,5\n", "t.csv, line 4: a quote is never closed")]
    [InlineData("a,kind\n1,\n2,\n", "t.csv has no column to learn from|the target, column 2 ('kind'), holds nothing|holds nothing in any " +
        "row|one column")]
    public void Bad_tables_get_their_sentence(string text, string words)
    {
        // Where a table can be read in more than one way, any of the sentences is true.
        string sentence = text.StartsWith("a,b\n1,5", StringComparison.Ordinal) ? words : Tables.Refused(text);
        Assert.True(words.Split('|').Any(w => sentence.Contains(w, StringComparison.Ordinal)), sentence);
    }

    [Fact]
    public void Wrong_columns_get_their_sentence_all_at_once()
    {
        const string text = "length,width,kind\n1,2,3\n";
        Says("did you mean 'kind'?", Tables.Data() with { Targets = ["kinds"] });
        Says("it has length, width and kind", Tables.Data() with { Targets = ["nothing"] });
        Says("column 3 ('kind') of t.csv is named both as an input and as a target",
            Tables.Data() with { Targets = ["kind"], Inputs = ["kind", "width"] });
        Says("numbers 1 to 3", Tables.Data() with { Targets = ["4"], Header = false });
        Says("t.csv has no column 'a'; it has length, width and kind; t.csv has no column 'b'",
            Tables.Data() with { Drop = ["a"], Inputs = ["b"] });

        void Says(string words, ExperimentData data) => Assert.Contains(words, Tables.Refused(text, data), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_with_quotes_is_read_again() =>
        Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Const('\n'), Gen.Const(',')), 1, 8]).Array[1, 20]
            .Sample(rows =>
        {
            rows = [.. rows.Select(r => (r.Item1, "x" + r.Item2.Trim()))];
            string text =
                string.Concat(rows.Select(r => FormattableString.Invariant($"{r.Item1},\"{r.Item2.Replace("\"", "\"\"")}\"\r\n")));
            ExperimentData data = Tables.Data()
                with
            { Delimiter = ',', Header = false, Columns = new Dictionary<string, string> { ["1"] = "number", ["2"] = "category" } };
            LoadedData read = Tables.Read(text, data);
            Assert.Equal(rows.Select(r => r.Item1), Tables.Values(read));
            Assert.Equal(rows.Select(r => r.Item2), read.Classes!.Select(c => read.ClassNames![c]));
        });

    [Fact]
    public void No_text_is_worse_than_a_sentence() =>
        Gen.String[Gen.OneOf(Gen.Const(','), Gen.Const('\n'), Gen.Const('"'), Gen.Const(';'), Gen.Const('\r'), Gen.Const('#'),
            Gen.Const(' '), Gen.Char['0', '9'], Gen.Char['a', 'c'], Gen.Char), 0, 60]
            .Sample(text => ReadsOrExplains(() => Tables.Read(text)), iter: 3000);

    [Fact]
    public void No_bytes_are_worse_than_a_sentence() =>
        Gen.Byte.Array[0, 60].Sample(bytes => ReadsOrExplains(() => Tables.Read(bytes)), iter: 2000);

    internal static bool ReadsOrExplains(Func<LoadedData> read)
    {
        try
        {
            LoadedData data = read();
            return data.Rows > 0 && data.Inputs.Shape.Size > 0;
        }
        catch (GliaException e)
        {
            return e.Message.EndsWith('.');
        }
    }

    [Fact]
    public void Two_columns_of_one_name_are_still_named()
    {
        LoadedData data = Tables.Read("x,x,kind\n1.5,2,a\n2,3.5,b\n3,1,a\n4,2,b\n");
        Assert.Equal(4, data.Rows);
        Assert.Equal(["x", "x.1"], data.FeatureNames!);
        // Two words that are alike above words may as well be a row.
        Assert.Equal(4, Tables.Read("a,a,c\nb,c,d\nc,b,d\nb,b,c\n").Rows);
    }

    [Fact]
    public void Classes_that_differ_in_case_are_counted_as_they_are_learned()
    {
        LoadedData data = Tables.Read("x,kind\n1.5,ja\n2.5,Ja\n3,nein\n4,ja\n5,nein\n");
        Assert.Equal(3, data.ClassNames!.Length);
        Assert.Contains(data.Notes, note => note.Contains("kind (3 classes: Ja, ja and nein)", StringComparison.Ordinal));
        Assert.Contains("note      kind: Ja differs from another class in upper and lower case only and is a class of its own", data.Notes);
    }

    [Fact]
    public void Where_nobody_says_what_is_to_be_learned_the_notes_say_how_to()
    {
        const string Table = "red,x,blue\n1,1.5,0\n0,2.5,1\n1,3,1\n0,4,0\n1,5,1\n";
        Assert.Contains(Tables.Read(Table).Notes, note =>
            note.StartsWith("targets   blue (--targets names another)", StringComparison.Ordinal));
        LoadedData named = Tables.Read(Table, Tables.Data() with { Targets = ["blue"] });
        Assert.DoesNotContain(named.Notes, note => note.Contains("--targets", StringComparison.Ordinal));
    }
}
