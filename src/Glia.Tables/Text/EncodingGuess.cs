using System.Text;
using System.Text.Unicode;

namespace Glia.Tables.Text;

/// <summary>
/// Finds the encoding of a text from its first bytes: a mark, the zeros of UTF-16, valid UTF-8, or else Windows-1252, which takes any byte.
/// </summary>
internal static class EncodingGuess
{
    private const string SaveTheSheet = "save its sheet as CSV (File, Save As, CSV UTF-8) and give that file";
    private const string WebPage = "a web page; download the file that it shows";

    // What other programs' files begin with, and what they are.
    private static readonly (byte[] Magic, string What)[] s_others =
    [
        ([0x50, 0x4b, 3, 4], "a spreadsheet (Excel, OpenDocument) or another zip archive; " + SaveTheSheet),
        ([0xd0, 0xcf, 0x11, 0xe0], "a spreadsheet of the old Excel kind; " + SaveTheSheet),
        ("PAR1"u8.ToArray(), "a Parquet file; export it as CSV"),
        ("SQLite format 3"u8.ToArray(), "an SQLite data base; export the table as CSV"),
        ("<!DOCTYPE"u8.ToArray(), WebPage),
        ("<!doctype"u8.ToArray(), WebPage),
        ("<html"u8.ToArray(), WebPage),
        ("<?xml"u8.ToArray(), "XML; export it as CSV"),
        ("[{"u8.ToArray(), "JSON; write an object a line (JSON lines), or export it as CSV"),
    ];

    /// <summary>The code page of Western Windows, which holds Latin-1.</summary>
    public static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>UTF-8 that throws at what is none.</summary>
    private static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What messages call an encoding.</summary>
    public static string NameOf(Encoding encoding) => encoding.CodePage switch
    {
        1252 => "Windows-1252 (Latin-1)",
        1200 or 1201 => "UTF-16",
        12000 or 12001 => "UTF-32",
        _ => "UTF-8",
    };

    /// <summary>The encoding of a text.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="whole">Whether these are all; else the last character may be cut.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="GliaException">It is no text.</exception>
    public static Encoding Of(ReadOnlySpan<byte> start, bool whole, string name)
    {
        foreach ((byte[] magic, string what) in s_others)
            if (start.TrimStart(" \r\n"u8).StartsWith(magic)) throw new GliaException($"{name} is {what}.");
        if (Marked(start) is { } marked) return marked;
        int even = 0, odd = 0;
        for (int i = 0; i < start.Length; i++)
        {
            if (start[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }
        // Western text in UTF-16 has a zero in every other byte; a table of it has at least its digits and delimiters.
        int half = Math.Max(1, start.Length / 2);
        if (odd > half / 4 && even < odd / 8) return Encoding.Unicode;
        if (even > half / 4 && odd < even / 8) return Encoding.BigEndianUnicode;
        if (even + odd > 0)
            throw new GliaException($"{name} is no text: it holds bytes of 0; give a table of text, or .npy, .npz or IDX files.");
        // A character that the sample cuts is no fault: at most three of its bytes are there.
        for (int cut = 0; cut <= (whole ? 0 : 3) && cut <= start.Length; cut++)
            if (Utf8.IsValid(start[..^cut])) return Strict;
        return Western;
    }

    private static Encoding? Marked(ReadOnlySpan<byte> start) => start switch
    {
        [0xef, 0xbb, 0xbf, ..] => Strict,
        [0xff, 0xfe, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xfe, 0xff, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xff, 0xfe, ..] => Encoding.Unicode,
        [0xfe, 0xff, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };
}
