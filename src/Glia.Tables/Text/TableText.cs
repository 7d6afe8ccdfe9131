using System.Text;
using Glia.Files;

namespace Glia.Tables.Text;

/// <summary>The text of a table, packed (gzip) or not, in whatever encoding; it can be read again from its start.</summary>
internal sealed class TableText
{
    private const int SampleBytes = 1 << 16;

    private readonly Func<Stream> _open;
    private Encoding _encoding;

    private TableText(string name, Func<Stream> open)
    {
        (Name, _open) = (name, open);
        using Stream stream = Unpacked();
        var sample = new byte[SampleBytes];
        int count = stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        _encoding = EncodingGuess.Of(sample.AsSpan(0, count), whole: count < sample.Length, name);
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>The encoding's name where it is not the usual UTF-8; else null.</summary>
    public string? UnusualEncoding => _encoding is UTF8Encoding ? null : EncodingGuess.NameOf(_encoding);

    /// <summary>The text of a file.</summary>
    /// <exception cref="GliaException">It cannot be opened, or is no text.</exception>
    public static TableText OfFile(string path) => OfFile(path, path);

    /// <summary>The text of a file that messages call something else.</summary>
    /// <exception cref="GliaException">It cannot be opened, or is no text.</exception>
    public static TableText OfFile(string path, string name) => Guarded(name, () => new TableText(name, () => BoundedReading.Open(path)));

    /// <summary>Text that lies in memory, as that of standard input does.</summary>
    /// <exception cref="GliaException">It is no text.</exception>
    public static TableText OfBytes(byte[] bytes, string name) =>
        Guarded(name, () => new TableText(name, () => new MemoryStream(bytes, writable: false)));

    /// <summary>
    /// Reads it. Where a byte deep in the file shows that it is no UTF-8, it is read once more as Windows-1252, so <paramref name="read"/>
    /// must begin afresh.
    /// </summary>
    /// <exception cref="GliaException">It cannot be read to its end, or <paramref name="read"/> refuses it.</exception>
    public T Read<T>(Func<TableText, T> read) => Guarded(Name, () =>
    {
        try
        {
            return read(this);
        }
        catch (DecoderFallbackException) when (_encoding is UTF8Encoding)
        {
            _encoding = EncodingGuess.Western;
            return read(this);
        }
    });

    /// <summary>A reader at the start of the text.</summary>
    public TextReader Open() => new StreamReader(Unpacked(), _encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);

    private Stream Unpacked()
    {
        Stream stream = _open();
        Span<byte> magic = stackalloc byte[2];
        int count = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        if (count < 2 || magic[0] != 0x1f || magic[1] != 0x8b) return stream;
        return new PackedText(stream, Name);
    }

    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{name} cannot be read to its end ({e.Message.TrimEnd('.')}); copy or download it again.", e);
        }
    }
}
