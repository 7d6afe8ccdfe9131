using System.Text;

namespace Glia.Files;

/// <summary>Says what a file is that Glia does not read as what it was given for, from its first bytes.</summary>
internal static class ForeignFile
{
    /// <summary>Enough of a file to tell it.</summary>
    public const int Enough = 512;

    /// <summary>What is said of a file that nobody knows.</summary>
    public const string NoKind = "of no kind Glia knows";

    /// <summary>What files are called that several readers tell.</summary>
    public const string Hdf5 = "an HDF5 file, as Keras' .h5 is", Pickle = "a Python pickle", Parquet = "a Parquet file";

    private const string Unpack = "unpack it first";

    // What the formats begin with, as their own documents say. Of these some reader knows what can be done with them.
    private static readonly Kind[] s_read =
    [
        new([0x50, 0x4b, 3, 4], "a zip archive, as .npz, .keras and PyTorch's .pt are"),
        new([0x89, 0x48, 0x44, 0x46], Hdf5),
        new([0x93, 0x4e, 0x55, 0x4d], "a numpy array"),
        new([0x80, 2], Pickle), new([0x80, 3], Pickle), new([0x80, 4], Pickle), new([0x80, 5], Pickle),
        new("PAR1"u8, Parquet),
        new([0x1f, 0x8b], "packed with gzip", Unpack),
        new([0xd0, 0xcf, 0x11, 0xe0], "an old Office file, as .xls is"),
    ];

    // Of these none does. A mark that does not stand at the beginning has its place.
    private static readonly Kind[] s_other =
    [
        new("BZh"u8, "packed with bzip2", Unpack),
        new([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "packed with xz", Unpack),
        new([0x28, 0xb5, 0x2f, 0xfd], "packed with Zstandard", Unpack),
        new([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive", Unpack),
        new("Rar!"u8, "a RAR archive", Unpack),
        new("ustar"u8, "a tar archive", Unpack) { At = 257 },
        new("%PDF-"u8, "a PDF document"),
        new([0x7f, 0x45, 0x4c, 0x46], "a program"),
        new("GGUF"u8, "a GGUF model of llama.cpp"),
        new("SQLite format 3"u8, "an SQLite database"),
        new("ARROW1"u8, "an Arrow (Feather) file"),
        new("version https://git-lfs"u8, "a pointer of Git LFS in the place of the file", "fetch the file itself by git lfs pull"),
    ];

    private static readonly string[] s_page = ["<!doctype html", "<html"];

    /// <summary>A kind of file: what it begins with, what it is called, and what its owner can do.</summary>
    private sealed class Kind(ReadOnlySpan<byte> mark, string words, string? advice = null)
    {
        private readonly byte[] _mark = mark.ToArray();

        public int At { get; init; }

        public string Words => words;

        public string? Advice => advice;

        public bool Fits(ReadOnlySpan<byte> start) => start.Length > At && start[At..].StartsWith(_mark);
    }

    /// <summary>The first bytes of a file, as many as tell it.</summary>
    /// <exception cref="GliaException">It cannot be opened.</exception>
    public static byte[] StartOf(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        var start = new byte[Enough];
        return start[..stream.ReadAtLeast(start, Enough, throwOnEndOfStream: false)];
    }

    /// <summary>Its kind, in words.</summary>
    /// <param name="start">The first bytes, <see cref="Enough"/> where there are as many.</param>
    public static string Of(ReadOnlySpan<byte> start)
    {
        if (start.Length == 0) return "empty";
        if (Find(start) is { } kind) return kind.Words;
        return IsPage(start) ? "a web page (HTML), as servers send in the place of a file" : IsText(start) ? "text" : "of another kind";
    }

    /// <summary>What its owner can do, where that is known: <c>unpack it first</c>.</summary>
    /// <param name="start">The first bytes.</param>
    public static string? Advice(ReadOnlySpan<byte> start) => start.Length == 0 ? "copy or export it again"
        : Find(start) is { } kind ? kind.Advice : IsPage(start) ? "download the file itself" : null;

    /// <summary>The error about a file that was given for a network and is none.</summary>
    /// <param name="name">What the sentence calls it.</param>
    /// <param name="start">The first bytes.</param>
    /// <param name="what">What it is.</param>
    /// <param name="advice">What its owner can do where the kind does not tell.</param>
    public static GliaException NoNetwork(string name, ReadOnlySpan<byte> start, string what, string advice) =>
        new($"{name} is {what}, so no network can be read from it; {Advice(start) ?? advice}.");

    /// <summary>What it is where no reader of data or networks takes it: its kind if that is known, else that none knows it.</summary>
    /// <param name="start">The first bytes.</param>
    public static string Unknown(ReadOnlySpan<byte> start) =>
        IsNeither(start) || Advice(start) is not null ? Of(start) : NoKind;

    /// <summary>Whether it is of a kind that holds neither a network nor data for any reader of Glia.</summary>
    /// <param name="start">The first bytes.</param>
    public static bool IsNeither(ReadOnlySpan<byte> start) => Find(s_other, start) is not null || IsPage(start);

    /// <summary>Whether it begins like a text. Bytes of UTF-8 letters count: a heading may begin with one.</summary>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
        foreach (byte b in start)
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) return false;
        return true;
    }

    private static Kind? Find(ReadOnlySpan<byte> start) => Find(s_read, start) ?? Find(s_other, start);

    private static Kind? Find(Kind[] kinds, ReadOnlySpan<byte> start)
    {
        foreach (Kind kind in kinds)
            if (kind.Fits(start)) return kind;
        return null;
    }

    private static bool IsPage(ReadOnlySpan<byte> start)
    {
        string text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return Array.Exists(s_page, mark => text.StartsWith(mark, StringComparison.OrdinalIgnoreCase));
    }
}
