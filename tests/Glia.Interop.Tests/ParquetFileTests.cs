using System.Globalization;
using Glia.Experiments;
using Glia.Interop.Parquet;
using Glia.Models;
using Glia.Tables.Text;

namespace Glia.Interop.Tests;

/// <summary>Parquet as Arrow (C++) and hyparquet write it: each codec, encoding and kind of column, and images.</summary>
public sealed class ParquetFileTests
{
    private static readonly string[] s_words = ["red", "grün", "blue"];

    [Theory]
    [InlineData("uncompressed")]
    [InlineData("snappy")]
    [InlineData("snappy-plain")]
    [InlineData("gzip")]
    [InlineData("brotli")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("zstd-plain")]
    public void Every_codec_gives_the_values_that_were_written(string codec)
    {
        string[][] rows = Rows($"parquet-{codec}.parquet", out string[] names);
        Assert.Equal(["id", "ratio", "gaps", "word", "day", "when", "flag", "small", "large", "huge", "vector[0]", "vector[1]", "vector[2]",
            "y"], names);
        Assert.Equal(60, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            DateTime day = new DateTime(2024, 1, 1).AddDays(i);
            string[] expected =
            [
                $"{i}", Text(i / 8.0), i % 5 == 0 ? "" : Text(-i / 8.0), s_words[i % 3],
                day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                day.ToString("yyyy-MM-dd 06:00:00", CultureInfo.InvariantCulture),
                i % 4 == 0 ? "" : i % 2 == 0 ? "true" : "false", $"{4 * i}",
                $"{uint.MaxValue - (uint)i}", $"{ulong.MaxValue - (ulong)i}", $"{i}", Text(i / 2.0),
                i == 0 ? rows[0][12] : $"{-i}", $"{2 * i}",
            ];
            Assert.Equal(expected, rows[i]);
        }
    }

    [Fact]
    public void Every_encoding_gives_the_values_that_were_written()
    {
        string[][] rows = Rows("parquet-encodings.parquet", out string[] names);
        Assert.Equal(["plain", "delta", "long_delta", "split", "long_split", "half", "gaps", "runs", "word", "word_lengths",
            "word_prefixes", "when", "y"], names);
        Assert.Equal(50, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            string square = $"{(i * i) - 20}", eighth = Text(i / 8.0), word = s_words[i % 3];
            string when = new DateTime(2024, 1, 1, 6, 0, 0).AddDays(i).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            Assert.Equal([square, square, square, eighth, eighth, eighth, i % 5 == 0 ? "" : eighth, i < 40 ? "true" : "false", word, word,
                word, when, $"{2 * i}"], rows[i]);
        }
    }

    [Fact]
    public void Lists_of_one_length_are_columns_others_are_text_and_what_cannot_be_read_is_named()
    {
        string message = Refusal.Check(() => Open("parquet-lists.parquet"))!;
        Assert.Contains("the column 'price' is a decimal number, which Glia does not read; leave it out by --drop price", message,
            StringComparison.Ordinal);
        string[][] rows = Rows("parquet-lists.parquet", out string[] names, new ExperimentData { Source = "x", Drop = ["price"] });
        Assert.Equal(["vector[0]", "vector[1]", "vector[2]", "tags", "box.w", "box.h", "y"], names);
        for (int i = 0; i < rows.Length; i++)
        {
            string[] vector = i == 7 ? ["", "", ""] : [$"{i}", i == 3 ? "" : Text(i / 2.0), i == 0 ? rows[0][2] : $"{-i}"];
            string tags = "[" + string.Join(", ", Enumerable.Range(0, i % 3).Select(k => $"t{k}")) + "]";
            Assert.Equal([.. vector, i % 3 == 0 ? "" : tags, i == 9 ? "" : $"{i}", i == 9 ? "" : Text(i / 4.0), $"{i % 2}"], rows[i]);
        }
        Assert.Equal(["vector[0]", "vector[0] is missing", "y"], Open("parquet-lists.parquet",
            new ExperimentData { Source = "x", Inputs = ["vector[0]", "y"], Targets = ["box.w"] }).FeatureNames!);
    }

    [Fact]
    public void A_table_is_judged_like_any_other_and_its_model_knows_its_columns()
    {
        // Gaps are filled by what the model saw in training, so that those rows differ.
        LoadedData data = Open("parquet-zstd.parquet", new ExperimentData { Source = "x", Drop = ["gaps", "flag"] });
        Assert.Equal(60, data.Rows);
        Assert.Equal(["y"], data.TargetNames!);
        Assert.DoesNotContain("id", data.FeatureNames!);
        Assert.Contains("ratio", data.FeatureNames!);
        Assert.Contains("word=grün", data.FeatureNames!);
        Assert.Contains(data.Notes, note =>
            note.StartsWith("read      60 rows of 14 columns of Parquet, as the file declares them", StringComparison.Ordinal));
        Assert.Contains(data.Notes, note => note.Contains("id (a number or name of the row)", StringComparison.Ordinal));
        Experiment experiment = Recipe.For(new ExperimentData { Source = "x" }, data);
        Model model = ExperimentRun.Prepare(experiment with { Training = experiment.Training with { Epochs = 0 } }, data, threads: 1)
            .ToModel();
        LoadedData again = ForeignData.Open(new DataRequest(new ExperimentData { Source = "x" },
            Fixture.Of("parquet-snappy.parquet"))
        { Model = model, NeedsTargets = false })!;
        Assert.Equal(Values(data), Values(again));
    }

    [Fact]
    public void Images_of_Hugging_Face_are_images_with_the_names_of_their_classes()
    {
        LoadedData data = Open("parquet-images.parquet");
        Assert.Equal((12, new Shape(9, 8, 1)), (data.Rows, data.Inputs.Shape));
        Assert.NotNull(data.Images);
        Assert.Equal(["bag", "boot", "tee"], data.ClassNames!);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (string[])["tee", "boot", "bag"]).Select((names, i) => names[i % 3]),
            data.Classes!.Select(number => data.ClassNames![number]));
        Assert.Equal(Enumerable.Range(0, 12 * 72).Select(k => (float)((16 * (k / 72)) + (k % 8) + (k / 8 % 9))), Values(data));
        Assert.Contains("12 images in the column image; what each shows is in label (--targets names another)", data.Notes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data")]
    public void A_folder_of_Hugging_Face_is_its_parts_in_one_or_more_files(string inner)
    {
        string folder = Directory.CreateTempSubdirectory("glia-parquet-").FullName, place = Path.Combine(folder, inner);
        Directory.CreateDirectory(place);
        foreach ((string name, string fixture) in new[]
        {
            ("train-00000-of-00002", "snappy"), ("train-00001-of-00002", "snappy"), ("test-00000-of-00001", "snappy"),
        })
            File.Copy(Fixture.Of($"parquet-{fixture}.parquet"), Path.Combine(place, name + ".parquet"));
        LoadedData data = ForeignData.Open(new DataRequest(new ExperimentData { Source = folder }, folder))!;
        Assert.Equal((180, 60, 0), (data.Rows, data.StandardTestRows, data.StandardValidationRows));
        Assert.Equal(Enumerable.Range(0, 180).Select(i => 2f * (i % 60)), Enumerable.Range(0, 180).Select(row => data.Numbers![row][0]));
        Assert.Contains(data.Notes, note => note.StartsWith("read      120 rows of 14 columns of Parquet", StringComparison.Ordinal));
        File.Copy(Fixture.Of("parquet-lists.parquet"), Path.Combine(place, "test-00001-of-00002.parquet"));
        string message = Refusal.Check(() => ForeignData.Open(new DataRequest(new ExperimentData { Source = folder }, folder)))!;
        Assert.Contains("has other columns than", message, StringComparison.Ordinal);
        File.Move(Path.Combine(place, "test-00001-of-00002.parquet"), Path.Combine(place, "more.parquet"));
        message = Refusal.Check(() => ForeignData.Open(new DataRequest(new ExperimentData { Source = folder }, folder)))!;
        Assert.Contains("holds more.parquet, whose name does not say whether it is for training or for testing", message,
            StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Images_in_several_files_are_one_set_with_a_test_part()
    {
        string folder = Directory.CreateTempSubdirectory("glia-parquet-").FullName;
        foreach (string name in new[] { "train-0", "train-1", "test-0" })
            File.Copy(Fixture.Of("parquet-images.parquet"), Path.Combine(folder, name + ".parquet"));
        LoadedData data = ForeignData.Open(new DataRequest(new ExperimentData { Source = folder }, folder))!;
        Assert.Equal((36, 12, new Shape(9, 8, 1)), (data.Rows, data.StandardTestRows, data.Inputs.Shape));
        Assert.Equal(["bag", "boot", "tee"], data.ClassNames!);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_file_that_is_cut_off_encrypted_or_claims_too_much_is_said_to_be()
    {
        byte[] whole = File.ReadAllBytes(Fixture.Of("parquet-snappy.parquet"));
        string path = Path.Combine(Directory.CreateTempSubdirectory("glia-parquet-").FullName, "t.parquet");
        Assert.Contains("it does not end as one, so it is cut off", Refused(whole[..^20]), StringComparison.Ordinal);
        Assert.Contains("is an encrypted Parquet file", Refused([.. whole[..^4], .. "PARE"u8]), StringComparison.Ordinal);
        Assert.Contains("its description would begin before the file does", Refused([.. whole[..^8], 255, 255, 255, 127, .. "PAR1"u8]),
            StringComparison.Ordinal);

        string Refused(byte[] bytes)
        {
            File.WriteAllBytes(path, bytes);
            return Refusal.Check(() => ForeignData.Open(new DataRequest(new ExperimentData { Source = path }, path)))!;
        }
    }

    [Fact]
    public void A_file_that_is_cut_off_or_changed_anywhere_gives_an_answer_or_a_sentence() =>
        Mutations.Try(path => ForeignData.Open(new DataRequest(new ExperimentData { Source = path }, path)),
            "parquet-uncompressed.parquet", "parquet-snappy.parquet", "parquet-gzip.parquet", "parquet-brotli.parquet",
            "parquet-lz4.parquet",
            "parquet-zstd-plain.parquet", "parquet-encodings.parquet", "parquet-lists.parquet", "parquet-images.parquet");

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static float[] Values(LoadedData data)
    {
        float[] rows = new float[data.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], rows);
        return rows;
    }

    private static LoadedData Open(string file, ExperimentData? data = null) =>
        ForeignData.Open(new DataRequest(data ?? new ExperimentData { Source = file }, Fixture.Of(file)))!;

    private static string[][] Rows(string file, out string[] names, ExperimentData? data = null)
    {
        TableLayout layout =
            ParquetTable.Of(ParquetFile.Open(Fixture.Of(file)), new DataRequest(data ?? new ExperimentData { Source = file }, file));
        names = [.. layout.Names];
        return ParquetRowsOf(layout);
    }

    internal static string[][] ParquetRowsOf(TableLayout layout)
    {
        var all = new List<string[]>();
        using TableRows rows = layout.Rows();
        while (rows.Next()) all.Add([.. Enumerable.Range(0, rows.Count).Select(i => rows[i].ToString())]);
        return [.. all];
    }
}
