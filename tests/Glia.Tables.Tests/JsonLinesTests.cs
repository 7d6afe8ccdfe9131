using System.IO.Compression;
using CsCheck;
using Glia.Experiments;
using Glia.Tests.Shared;

namespace Glia.Tables.Tests;

public class JsonLinesTests
{
    private const string Flowers = """
        {"length": 1.5, "width": 2, "colour": "red", "class": "a"}
        {"length": -3e2, "width": null, "colour": "dark green", "class": "b"}

        {"width": 4, "length": 5, "class": "a", "colour": "red"}
        """;

    private static LoadedData Read(string text, ExperimentData? data = null, string name = "t.jsonl") =>
        TableOpener.Open(System.Text.Encoding.UTF8.GetBytes(text), new DataRequest(data ?? new ExperimentData { Source = name }, name));

    private static string Refused(string text, ExperimentData? data = null) =>
        Assert.Throws<GliaException>(() => Read(text, data)).Message;

    [Theory]
    [InlineData("t.jsonl")]
    [InlineData("t")]
    [InlineData("t.txt")]
    public void The_keys_are_the_columns_in_any_order_and_null_is_missing(string name)
    {
        LoadedData data = Read(Flowers, name: name);
        Assert.Equal(["length", "width", "width is missing", "colour=red"], data.FeatureNames!);
        Assert.Equal([1.5f, 2f, 0f, 1f, -300f, 3f, 1f, 0f, 5f, 4f, 0f, 1f], Tables.Values(data));
        Assert.Equal(["a", "b"], data.ClassNames!);
        Assert.Equal([0, 1, 0], data.Classes!);
        Assert.Contains("read      3 rows of 4 columns in JSON lines, as the file declares them", data.Notes);
    }

    [Fact]
    public void What_a_line_lacks_is_missing_and_a_key_of_a_later_line_is_a_column_too()
    {
        LoadedData data = Read("{\"y\": 1, \"a\": 2}\n{\"y\": 2, \"b\": 7}\n{\"y\": 3, \"a\": 4, \"b\": 8}",
            new ExperimentData { Source = "t", Targets = ["y"] });
        Assert.Equal(["a", "a is missing", "b", "b is missing"], data.FeatureNames!);
        Assert.Equal([2f, 0f, 7.5f, 1f, 3f, 1f, 7f, 0f, 4f, 0f, 8f, 0f], Tables.Values(data));
    }

    [Fact]
    public void Objects_and_lists_of_one_length_become_columns()
    {
        LoadedData data = Read("""
            {"box": {"w": 1, "h": 2}, "pixels": [0, 255, 7], "y": 1}
            {"box": {"w": 3, "h": 5}, "pixels": [1, 2, 300], "y": 4}
            """);
        Assert.Equal(["box.w", "box.h", "pixels[0]", "pixels[1]", "pixels[2]"], data.FeatureNames!);
        Assert.Equal([1f, 2f, 0f, 255f, 7f, 3f, 5f, 1f, 2f, 300f], Tables.Values(data));
    }

    [Fact]
    public void Lists_of_other_lengths_and_values_of_other_kinds_are_one_column_of_text()
    {
        LoadedData data = Read("""
            {"tags": ["a"], "odd": 1, "a": 1, "y": 1}
            {"tags": ["b", "c"], "odd": {"x": 1}, "a": 3, "y": 2}
            {"tags": [], "odd": [2], "a": 4, "y": 3}
            """, new ExperimentData { Source = "t", Columns = new Dictionary<string, string> { ["tags"] = "drop" } });
        Assert.Equal(["odd=1", "odd=[2]", "odd={\"x\": 1}", "a"], data.FeatureNames!);
    }

    [Fact]
    public void Numbers_are_read_as_JSON_writes_them_whatever_strings_look_like()
    {
        // 1.234 alone might be 1,234 with a point between thousands, as it is where the text column has decimal commas.
        LoadedData data = Read("{\"a\": 1.234, \"b\": \"0,5\", \"y\": 1}\n{\"a\": 2.345, \"b\": \"1,5\", \"y\": 2}");
        Assert.Equal([1.234f, 0.5f, 2.345f, 1.5f], Tables.Values(data));
    }

    [Fact]
    public void Bytes_stay_bytes_and_truth_is_a_category()
    {
        LoadedData data = Read("{\"a\": 0, \"y\": 1}\n{\"a\": 255, \"y\": 2}");
        Assert.IsType<Data.ByteFeatures>(data.Inputs);
        LoadedData truth = Read("{\"a\": true, \"b\": 1, \"y\": 1}\n{\"a\": false, \"b\": 4, \"y\": 2}");
        Assert.Equal(["a=true", "b"], truth.FeatureNames!);
    }

    [Fact]
    public void Rows_are_read_for_a_model_by_name_packed_or_not()
    {
        (ExperimentRun run, _) = Tables.Trained(Read(Flowers.Replace("null", "3")));
        using var folder = new Folder();
        string path = folder["more.jsonl.gz"];
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal))
            packed.Write("{\"colour\": \"red\", \"other\": 1, \"width\": 4, \"length\": 5}\n"u8);
        LoadedData data = Tables.Source.OpenFor(run.ToModel(), path, needsTargets: false);
        Assert.Equal([5f, 4f, 1f], Tables.Values(data));
        Assert.Contains("note      " + path + " has other, which the network does not know; left out", data.Notes);
    }

    [Fact]
    public void What_pandas_writes_is_read_as_pandas_had_it()
    {
        LoadedData data = Tables.Source.Open(new ExperimentData { Source = Path.Combine(Tables.Made, "pandas.jsonl") }, folder: null);
        Assert.Equal(["small", "large", "share", "share is missing", "kind=blue", "kind=grün", "kind=red \"x\""], data.FeatureNames!);
        Assert.Equal([0f, -5e20f, 0.1f, 0f, 0f, 0f, 1f, 1f, 0f, 0.2f, 0f, 1f, 0f, 0f, 2f, 5e20f, 0.3f, 0f, 0f, 1f, 0f, 3f, 1e21f, 0.2f, 1f,
            1f, 0f, 0f], Tables.Values(data));
        Assert.Equal([0.5f, 1.5f, 2.5f, 3.5f], data.Numbers!.Values.ToArray());
    }

    [Theory]
    [InlineData("{\"a\": 1, \"y\": 2}\n{\"a\": 1, \"y\": }", "t.jsonl line 2 is no JSON object (")]
    [InlineData("{\"a\": 1, \"y\": 2}\n\n[1, 2]", "t.jsonl line 3 is no JSON object (it begins with '[1, 2]'); every line is one")]
    [InlineData("{\"a\": 1, \"y\": 2}\n{\"a\": 1} x", "t.jsonl line 2 is no JSON object (")]
    [InlineData("{\"a\": \"\\ud800\", \"y\": 2}", "line 1 is no JSON object (it escapes half a character)")]
    [InlineData("3", "line 1 is no JSON object (it begins with '3')")]
    [InlineData("{}\n{}", "holds objects without a value")]
    [InlineData("", "t.jsonl holds declarations of columns and no rows|no rows")]
    [InlineData("{\"a\": 1, \"y\": 2}\n{\"a\": 1,", "line 2 is no JSON object")]
    public void Bad_lines_get_their_sentence(string text, string words)
    {
        string message = Refused(text);
        Assert.True(words.Split('|').Any(w => message.Contains(w, StringComparison.Ordinal)), message);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n \"a\": 1\n}\n")]
    [InlineData("{\"data\":\n [1, 2]}\n")]
    public void JSON_over_several_lines_is_called_JSON(string text) =>
        Assert.Equal("t.txt is JSON; write an object a line (JSON lines), or export it as CSV.",
            Assert.Throws<GliaException>(() => Read(text, name: "t.txt")).Message);

    [Fact]
    public void Deep_nesting_is_refused_and_lines_of_ever_new_keys_do_not_become_a_table()
    {
        Assert.Contains("line 1 is no JSON object", Refused("{\"a\":" + new string('[', 100) + new string(']', 100) + "}"),
            StringComparison.Ordinal);
        string lines = string.Join('\n', Enumerable.Range(0, 6000).Select(i => $"{{\"k{i}\": {i}}}"));
        Assert.Contains("6,000 lines and 6,000 different keys", Refused(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void No_damage_is_worse_than_a_sentence() =>
        Gen.Select(Gen.Int[0, Flowers.Length], Gen.Select(Gen.Int[0, Flowers.Length - 1], Gen.Char[' ', '~']).Array[0, 5])
            .Sample((length, changes) =>
        {
            char[] damaged = Flowers[..length].ToCharArray();
            foreach ((int at, char value) in changes)
                if (at < damaged.Length) damaged[at] = value;
            return CsvTests.ReadsOrExplains(() => Read(new string(damaged)));
        }, iter: 2000);
}
