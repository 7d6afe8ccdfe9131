using System.IO.Compression;
using System.Text;
using Glia.Experiments;

namespace Glia.Tables.Tests;

public class EncodingTests
{
    private const string Text = "größe;stadt;art\n1,5;Köln;grün\n2,5;Ulm;rot\n3,5;Köln;grün\n4,5;Ulm;rot\n";

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", false }, { "utf-16", true }, { "utf-16BE", false }, { "utf-16BE", true },
        { "utf-32", true }, { "windows-1252", false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_is_found_with_its_mark_and_without(string name, bool mark)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)];
        foreach (byte[] text in (byte[][])[bytes, Packed(bytes)])
        {
            LoadedData data = Tables.Read(text);
            Assert.Equal(["grün", "rot"], data.ClassNames!);
            Assert.Equal([1.5f, 0, 2.5f, 1, 3.5f, 0, 4.5f, 1], Tables.Values(data));
            Assert.Equal(name != "utf-8", data.Notes.Any(note => note.StartsWith("note      the text is ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_byte_deep_in_the_file_that_is_no_utf8_makes_it_western()
    {
        var text = new StringBuilder("a,b,art\n");
        for (int i = 0; i < 20_000; i++)
            text.Append(i * 0.5).Append(",1.5,").Append(i % 2 == 0 ? "rot\n" : i < 19_000 ? "blau\n" : "grün\n");
        LoadedData data = Tables.Read(Encoding.Latin1.GetBytes(text.ToString()));
        Assert.Equal(["blau", "grün", "rot"], data.ClassNames!);
        Assert.Contains("note      the text is Windows-1252 (Latin-1)", data.Notes);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4b, 3, 4, 20, 0 }, "t.csv is a spreadsheet (Excel, OpenDocument) or another zip archive; save its " +
        "sheet as CSV (File, Save As, CSV UTF-8) and give that file.")]
    [InlineData(new byte[] { 0x50, 0x41, 0x52, 0x31, 0x15 }, "t.csv is a Parquet file; export it as CSV.")]
    [InlineData(new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 }, "t.csv is no text: it holds bytes of 0; give a table of text, or .npy, .npz or " +
        "IDX files.")]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0, 1, 2, 3 }, "t.csv cannot be read to its end")]
    public void What_is_no_text_is_named(byte[] bytes, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<GliaException>(() => Tables.Read(bytes)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\n<!DOCTYPE html>\n<html></html>", "t.csv is a web page; download the file that it shows.")]
    [InlineData("[{\"a\": 1}, {\"a\": 2}]", "t.csv is JSON; write an object a line (JSON lines), or export it as CSV.")]
    public void What_is_text_of_another_kind_is_named(string text, string sentence) => Assert.Equal(sentence, Tables.Refused(text));

    [Fact]
    public void A_packed_file_that_is_cut_off_is_refused() =>
        Assert.StartsWith("t.csv cannot be read to its end", Assert.Throws<GliaException>(() =>
            Tables.Read(Packed(Encoding.UTF8.GetBytes(Text + Text + Text))[..60])).Message, StringComparison.Ordinal);

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionMode.Compress)) stream.Write(bytes);
        return packed.ToArray();
    }
}
