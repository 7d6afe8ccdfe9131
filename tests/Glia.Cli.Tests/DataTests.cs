using System.IO.Compression;
using System.Text;
using Glia.Data;
using Glia.Files;

namespace Glia.Cli.Tests;

/// <summary><c>glia data</c> and <c>glia make-data</c>: arrays that are used where they lie.</summary>
public sealed class DataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("t.npz")]
    [InlineData("t.npy")]
    public void A_table_trains_and_answers_alike_as_text_and_as_arrays(string output)
    {
        string table = Table("t.csv", 400), arrays = In(output);
        Assert.Equal((0, $"400 rows of 7 numbers are in {arrays}; glia train {arrays} learns from them."),
            Said("data", table, "-o", arrays));
        string[] flags = ["--layers", "8", "--epochs", "2", "--quiet", "--seed", "5"];
        Assert.Equal(0, Command.Run(["train", table, "-o", In("text"), .. flags]).Code);
        Assert.Equal(0, Command.Run(["train", arrays, "-o", In("arrays"), .. flags]).Code);
        Assert.Equal(Weights("text"), Weights("arrays"));
        // A model of the arrays knows the columns by name: rows of the table will do, in another order and without the target.
        string others = Table("others.csv", 30, seed: 9, turned: true), asArrays = In("others.npz");
        string answers = Command.Run("predict", In("text"), others, "--proba").Output;
        Assert.Contains(',', answers);
        Assert.Equal(answers, Command.Run("predict", In("arrays"), others, "--proba").Output);
        // And rows of arrays for a model of the table.
        string judged = Table("judged.csv", 60, seed: 3);
        Assert.Equal(0, Said("data", judged, "-o", asArrays).Code);
        Assert.Equal(Command.Run("evaluate", In("text"), judged).Output.Replace(judged, "", StringComparison.Ordinal),
            Command.Run("evaluate", In("text"), asArrays).Output.Replace(asArrays, "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_names_are_in_the_file()
    {
        string arrays = In("t.npz");
        Said("data", Table("t.csv", 50), "-o", arrays);
        IReadOnlyDictionary<string, NdArray> read = Npz.Read(arrays);
        Assert.Equal(["x", "y", "class_names", "feature_names", "target_names", "glia_columns"], read.Keys);
        Assert.Equal(["high", "low"], read["class_names"].ToStrings());
        Assert.Equal(["answer"], read["target_names"].ToStrings());
        Assert.Equal(7, read["feature_names"].Length);
        Assert.Equal((NumberType.Float32, NumberType.Int32), (read["x"].Type, read["y"].Type));
        // Gaps stay gaps: what fills them hangs on the rows that train.
        Assert.Contains(float.NaN, read["x"].ToSingles());
        Assert.True(StoredAsItIs(arrays));
    }

    [Fact]
    public void Parts_stay_parts_and_bytes_stay_bytes()
    {
        string packed = In("packed.npz"), stored = In("stored.npz");
        Assert.Equal(0, Command.Run("export", "mnist", packed).Code);
        Assert.Equal((0, $"70,000 images of 28x28 numbers are in {stored}; glia train {stored} learns from them."),
            Said("data", packed, "-o", stored));
        IReadOnlyDictionary<string, NdArray> before = Npz.Read(packed), after = Npz.Read(stored);
        foreach (string name in (string[])["x_train", "x_test"])
        {
            Assert.Equal(before[name].Shape, after[name].Shape);
            Assert.True(before[name].RawBytes.SequenceEqual(after[name].RawBytes));
        }
        Assert.Equal(before["y_test"].ToDoubles(), after["y_test"].ToDoubles());
        Assert.False(StoredAsItIs(packed));
        Assert.True(StoredAsItIs(stored));
    }

    [Fact]
    public void Deformed_digits_depend_on_the_seed_alone()
    {
        string one = In("one.npz"), other = In("other.npz"), longer = In("longer.npz");
        Assert.Equal((0, $"700 deformed and 10,000 test digits are in {one}; glia train {one} learns from them, whatever memory there is."),
            Said("make-data", one, "--rows", "700", "--threads", "1"));
        Said("make-data", other, "--rows", "700", "--threads", "2");
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(other));
        Said("make-data", longer, "--rows", "60100", "--augment", "shift=3", "--seed", "4");
        IReadOnlyDictionary<string, NdArray> few = Npz.Read(one), many = Npz.Read(longer);
        Assert.Equal([700, 28, 28], few["x_train"].Shape);
        Assert.Equal([10_000, 28, 28], few["x_test"].Shape);
        // The digits come again, deformed anew.
        Assert.Equal(many["y_train"].RawBytes[..100].ToArray(), many["y_train"].RawBytes[60_000..].ToArray());
        Assert.Equal(few["y_train"].RawBytes.ToArray(), many["y_train"].RawBytes[..700].ToArray());
        Assert.NotEqual(many["x_train"].RawBytes[..78_400].ToArray(), many["x_train"].RawBytes[(60_000 * 784)..].ToArray());
        // As many strokes as ever: a shift moves ink and loses little of it.
        Assert.InRange(Mean(many["x_train"]) / Mean(many["x_test"]), 0.9, 1.1);

        static double Mean(NdArray images)
        {
            double sum = 0;
            foreach (byte pixel in images.RawBytes) sum += pixel;
            return sum / images.Length;
        }
    }

    [Theory]
    [InlineData("digits.npy must end in .npz: that is the form the digits are written in.", "make-data", "digits.npy")]
    [InlineData("out.csv must end in .npz, one file with all, or in .npy, with the targets and the names beside it.", "data", "mnist",
        "-o", "out.csv")]
    [InlineData("--rows is '0'; it must be a whole number of at least 1; see glia make-data --help.", "make-data", "x.npz", "--rows", "0")]
    public void What_cannot_be_is_one_sentence(string sentence, params string[] arguments)
    {
        Command.Result result = Command.Run(arguments);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Equal(sentence, result.Errors.Trim());
    }

    [Fact]
    public void Arrays_of_another_table_are_told()
    {
        string table = Table("t.csv", 100), other = In("other.csv"), arrays = In("other.npz");
        File.WriteAllText(other,
            "a,b,c\n" + string.Join('\n', Enumerable.Range(0, 50).Select(i => $"{i},{i * 7 % 11},{(i % 2 == 0 ? "yes" : "no")}")));
        Assert.Equal(0, Command.Run("train", table, "-o", In("run"), "--layers", "4", "--epochs", "1", "--quiet").Code);
        Said("data", other, "-o", arrays);
        Command.Result result = Command.Run("evaluate", In("run"), arrays);
        Assert.Equal((2, $"{arrays} was made of a table with other columns than the network learned from, or with other categories in " +
            "them; " +
            "give the table itself."), (result.Code, result.Errors.Trim()));
    }

    // Numbers with gaps, a category, and two classes of text.
    private string Table(string name, int rows, int seed = 1, bool turned = false)
    {
        var random = new System.Random(seed);
        var text = new StringBuilder(turned ? "place,width,height\n" : "height,place,width,answer\n");
        for (int i = 0; i < rows; i++)
        {
            string height = i % 9 == 4 ? "" : FormattableString.Invariant($"{random.NextDouble() * 3:0.000}");
            string width = FormattableString.Invariant($"{random.NextDouble():0.000}"),
                place = ((string[])["north", "south", "east", "west"])[random.Next(4)];
            text.Append(turned ? $"{place},{width},{height}\n" : $"{height},{place},{width},{(random.Next(3) > 0 ? "high" : "low")}\n");
        }
        string path = In(name);
        File.WriteAllText(path, text.ToString());
        return path;
    }

    private string In(string name) => Path.Combine(_folder, name);

    private byte[] Weights(string run) =>
        [.. Models.Model.Load(Path.Combine(In(run), "model.safetensors")).Network.Weights.All.ToArray().SelectMany(BitConverter.GetBytes)];

    private static (int Code, string Output) Said(params string[] arguments)
    {
        Command.Result result = Command.Run(arguments);
        return (result.Code, result.Output.Trim());
    }

    private static bool StoredAsItIs(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return zip.Entries.All(entry => entry.Length == entry.CompressedLength);
    }
}
