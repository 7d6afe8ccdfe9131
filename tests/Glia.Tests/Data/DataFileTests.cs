using System.IO.Compression;
using Glia.Data;
using Glia.Files;

namespace Glia.Tests.Data;

public class DataFileTests
{
    private static NdArray Bytes(int[] shape, params byte[] values) => NdArray.From(values, shape);

    private static void InFolder(Action<string> test) => Fixture.WithFile("", folder =>
    {
        Directory.CreateDirectory(folder);
        test(folder);
    });

    private static string Says(string path, DataFileOptions? options = null) =>
        Assert.Throws<GliaException>(() => DataFile.Read(path, options)).Message;

    [Fact]
    public void An_npz_with_the_usual_names_needs_no_words() => InFolder(folder =>
    {
        string path = Path.Combine(folder, "d.npz");
        Npz.Write(path, new Dictionary<string, NdArray>
        {
            ["x_train"] = Bytes([3, 2, 1], 1, 2, 3, 4, 5, 6),
            ["y_train"] = Bytes([3], 0, 1, 2),
            ["x_test"] = Bytes([1, 2, 1], 7, 8),
            ["y_test"] = Bytes([1], 5),
        });
        DataFile data = DataFile.Read(path);
        Assert.IsType<ByteFeatures>(data.Inputs);
        Assert.Equal(new Shape(2, 1), data.Inputs.Shape);
        Assert.False(data.TargetsAreClasses);
        DataParts parts = data.Encode(TargetEncoding.OneHot);
        // The widest class counts in both parts.
        Assert.Equal((6, 6), (parts.Train.Targets.Width, parts.Test!.Targets.Width));
        Assert.Equal([0f, 1f, 2f], data.Encode(data.EncodingOf("auto", lossTakesClasses: false)).Train.Targets.Values.ToArray());
    });

    [Fact]
    public void Two_arrays_without_names_are_inputs_and_targets_and_four_are_not_guessed() => InFolder(folder =>
    {
        string path = Path.Combine(folder, "d.npz");
        var arrays = new Dictionary<string, NdArray> { ["arr_0"] = NdArray.From([1f, 2f], 2, 1), ["arr_1"] = NdArray.From([7f, 8f]) };
        Npz.Write(path, arrays);
        Assert.Equal([7f, 8f], DataFile.Read(path).Targets.ToSingles());
        (arrays["arr_2"], arrays["arr_3"]) = (arrays["arr_0"], arrays["arr_1"]);
        Npz.Write(path, arrays);
        Assert.Contains("it has arr_0, arr_1, arr_2, arr_3: state which are inputs and targets", Says(path), StringComparison.Ordinal);
    });

    [Fact]
    public void Arrays_are_named_or_found() => InFolder(folder =>
    {
        string path = Path.Combine(folder, "d.npz");
        Npz.Write(path, new Dictionary<string, NdArray>
        {
            ["pixels"] = NdArray.From([1f, 2f], 2, 1),
            ["digit"] = NdArray.From((string[])["b", "a"]),
            ["X"] = NdArray.From([5f, 6f]),
            ["y"] = NdArray.From([7f, 8f])
        });
        DataFile named = DataFile.Read(path, new() { Inputs = ["pixels"], Targets = ["digit"] });
        Assert.Equal(["a", "b"], named.Encode(TargetEncoding.Index).Train.ClassNames!);
        Assert.Equal([1f, 0f], named.Encode(TargetEncoding.Index).Train.Targets.Values.ToArray());
        Assert.Equal([0f, 1f, 1f, 0f], named.Encode(TargetEncoding.OneHot).Train.Targets.Values.ToArray());
        Assert.Equal(TargetEncoding.OneHot, named.EncodingOf("auto", lossTakesClasses: false));
        Assert.Equal(TargetEncoding.Index, named.EncodingOf("auto", lossTakesClasses: true));
        Assert.Contains("are text, such as 'b'", Assert.Throws<GliaException>(() => named.Encode(TargetEncoding.None)).Message,
            StringComparison.Ordinal);
        Assert.Equal([7f, 8f], DataFile.Read(path).Targets.ToSingles());
        Assert.Contains("no array pixel (did you mean pixels?); it has pixels, digit, X, y", Says(path, new() { Inputs = ["pixel"] }),
            StringComparison.Ordinal);
        Assert.Contains("holds text", Says(path, new() { Inputs = ["digit"], Targets = ["y"] }), StringComparison.Ordinal);
    });

    [Fact]
    public void A_pair_of_npy_files_and_a_folder_of_them_are_data() => InFolder(folder =>
    {
        Npy.Write(Path.Combine(folder, "x_train.npy"), NdArray.From([1f, 2f, 3f, 4f], 2, 2));
        Npy.Write(Path.Combine(folder, "y_train.npy"), NdArray.From([1f, 2f], 2, 1));
        Assert.Equal([2, 1], DataFile.Read(Path.Combine(folder, "x_train.npy")).Targets.Shape);
        Npy.Write(Path.Combine(folder, "x_test.npy"), NdArray.From([1f, 2f], 1, 2));
        Assert.Contains("x_test but not y_test", Says(folder), StringComparison.Ordinal);
        Npy.Write(Path.Combine(folder, "y_test.npy"), NdArray.From([1f], 1, 1));
        Assert.Equal(1, DataFile.Read(folder).TestInputs!.Rows);
        Npy.Write(Path.Combine(folder, "x_test.npy"), NdArray.From([1f, 2f, 3f], 1, 3));
        Assert.Contains("must be alike", Says(folder), StringComparison.Ordinal);
        Npy.Write(Path.Combine(folder, "fox.npy"), NdArray.From([1f]));
        Assert.Contains("does not say which file holds the targets", Says(Path.Combine(folder, "fox.npy")), StringComparison.Ordinal);
    });

    [Fact]
    public void A_folder_of_IDX_files_is_data() => InFolder(folder =>
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4], labels = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0];
        File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte"), images);
        Assert.Contains("no train-labels", Says(folder), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "train-labels.idx1-ubyte"), labels);
        using (var packed = new GZipStream(File.Create(Path.Combine(folder, "t10k-images-idx3-ubyte.gz")), CompressionLevel.Optimal))
            packed.Write(images);
        File.WriteAllBytes(Path.Combine(folder, "t10k-labels-idx1-ubyte"), labels);
        DataFile data = DataFile.Read(folder);
        Assert.True(data.TargetsAreClasses);
        Assert.Equal((2, 2, 2), (data.Inputs.Rows, data.Inputs.Shape.Size, data.TestInputs!.Rows));
        Assert.Equal([0f, 1f, 1f, 0f], data.Encode(TargetEncoding.OneHot).Test!.Targets.Values.ToArray());
        Assert.Equal(2, DataFile.Read(Path.Combine(folder, "t10k-images-idx3-ubyte.gz")).Inputs.Rows);
        File.WriteAllBytes(Path.Combine(folder, "t10k-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 1]);
        Assert.Contains("2 samples and 1 targets", Says(folder), StringComparison.Ordinal);
    });

    [Fact]
    public void Files_of_other_kinds_get_their_sentence() => InFolder(folder =>
    {
        Assert.Contains("neither IDX files", Says(folder), StringComparison.Ordinal);
        Assert.Contains("There is no file or folder", Says(Path.Combine(folder, "none")), StringComparison.Ordinal);
        Assert.Contains("There is no file", Says(Path.Combine(folder, "none.csv")), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "a.xlsx"), "");
        Assert.Contains("a.xlsx is empty", Says(Path.Combine(folder, "a.xlsx")), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "a.csv"), "a,b");
        Assert.Contains("is a table of text", Says(Path.Combine(folder, "a.csv")), StringComparison.Ordinal);
    });

    [Fact]
    public void Targets_that_are_no_classes_get_their_sentence() => InFolder(folder =>
    {
        Assert.Contains("Row 1 of", Refused(1.5, "target 1.5"), StringComparison.Ordinal);
        Refused(-1, "target -1");
        Refused(2000000000, "rows of 2,000,000,001 numbers");

        string Refused(double target, string words)
        {
            string path = Path.Combine(folder, "t.npz");
            Npz.Write(path, new Dictionary<string, NdArray> { ["x"] = NdArray.From([1f, 2f], 2, 1), ["y"] = NdArray.From([0, target]) });
            string message = Assert.Throws<GliaException>(() => DataFile.Read(path).Encode(TargetEncoding.OneHot)).Message;
            Assert.Contains(words, message, StringComparison.Ordinal);
            return message;
        }
    });
}
