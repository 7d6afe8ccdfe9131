using System.IO.Compression;
using System.Text;
using Glia.Experiments;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>What is said of files that are neither a network nor data, whatever they are called.</summary>
public sealed class RecognitionTests
{
    private const string Page = "<!DOCTYPE html>\n<html><body>404</body></html>\n",
        Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n";

    [Theory]
    [InlineData("m.safetensors", "hi\n", "is text, so no network can be read from it; give a model, such as")]
    [InlineData("m.safetensors", "", "is empty, so no network can be read from it; copy or export it again.")]
    [InlineData("m.keras", Page, "is a web page (HTML), as servers send in the place of a file, so no network can be read from it; " +
        "download the file itself.")]
    [InlineData("m.pt", Pointer, "is a pointer of Git LFS in the place of the file, so no network can be read from it; fetch the file " +
        "itself by git lfs pull.")]
    [InlineData("m.pt", "\u0001\u0002", "is of no kind Glia knows, so no network can be read from it; give a model of Glia")]
    [InlineData("m.gguf", "GGUF\u0003\0\0\0\0", "is a GGUF model of llama.cpp, so no network can be read from it; give a model of Glia")]
    [InlineData("m.onnx", "PK\u0003\u0004\0\0", "is a zip archive that is cut off or damaged, as .keras, .pt and .npz are when they are " +
        "whole; copy or save it again.")]
    public void A_model_that_is_none_is_called_what_it_is(string name, string text, string told) =>
        Assert.Contains($"{name} {told}", Refusal(name, Encoding.Latin1.GetBytes(text), path =>
            (ForeignModels.Open(path), Model.Load(path))), StringComparison.Ordinal);

    [Theory]
    [InlineData("d.csv", Page, "is a web page (HTML), as servers send in the place of a file; download the file itself.")]
    [InlineData("d.csv", Pointer, "is a pointer of Git LFS in the place of the file; fetch the file itself by git lfs pull.")]
    [InlineData("d", "%PDF-1.4\n", "is a PDF document; give data as .npz")]
    [InlineData("d.data", "SQLite format 3\0", "is an SQLite database; give data as .npz")]
    [InlineData("d.bz2", "BZh91AY", "is packed with bzip2; unpack it first.")]
    [InlineData("d.zip", "PK\u0003\u0004\0\0", "is a zip archive that is cut off or damaged; copy or save it again.")]
    public void Data_that_are_none_are_called_what_they_are(string name, string text, string told) =>
        Assert.Contains($"{name} {told}", Refusal(name, Encoding.Latin1.GetBytes(text), path =>
            ForeignData.Open(new DataRequest(new ExperimentData { Source = path }, path))), StringComparison.Ordinal);

    [Fact]
    public void A_model_that_was_packed_is_to_be_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(Fixture.Of("torch-mlp.pt")));
        Assert.Contains("m.pt.gz is packed with gzip, so no network can be read from it; unpack it first.",
            Refusal("m.pt.gz", packed.ToArray(), path => ForeignModels.Open(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_begins_as_safetensors_and_is_cut_off_is_said_to_be()
    {
        byte[] whole = [50, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes("{\"a\":{")];
        Assert.Contains("m.safetensors is cut off: the header should take 50 bytes and only 6 are there",
            Refusal("m.safetensors", whole, path => ForeignModels.Open(path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"x\": 1}\n{\"x\": 2}\n", "rows.json holds rows of data, an object a line (JSON lines), and no experiment; call it " +
        "rows.jsonl.")]
    [InlineData("[{\"x\": 1}, {\"x\": 2}]", "rows.json holds a list of rows and no experiment")]
    public void Rows_that_are_called_as_an_experiment_are_told_from_one(string text, string told) =>
        Assert.Contains(told, Refusal("rows.json", Encoding.ASCII.GetBytes(text), path => Experiment.Read(path)), StringComparison.Ordinal);

    private static string Refusal(string name, byte[] bytes, Func<string, object?> open)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("glia-recognition-");
        try
        {
            string path = Path.Combine(folder.FullName, name);
            File.WriteAllBytes(path, bytes);
            return Assert.Throws<GliaException>(() => open(path)).Message;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
