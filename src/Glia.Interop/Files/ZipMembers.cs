using System.IO.Compression;
using System.Text;
using Glia.Files;

namespace Glia.Interop.Files;

/// <summary>The members of a zip archive, unpacked into memory one by one. Their names are compared and never used as paths.</summary>
internal sealed class ZipMembers : IDisposable
{
    private const int MostMembers = 100_000;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private long _budget;

    private ZipMembers(string path, FileStream stream, ZipArchive zip)
    {
        (_path, _stream, _zip) = (path, stream, zip);
        _budget = BudgetedStream.BudgetOf(stream.Length);
        if (zip.Entries.Count > MostMembers) throw new GliaException($"{path} holds more than {MostMembers:N0} files; no model does.");
        foreach (ZipArchiveEntry entry in zip.Entries) _entries[entry.FullName] = entry;
    }

    /// <summary>The names of the members.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Opens an archive.</summary>
    /// <exception cref="GliaException">It is none.</exception>
    public static ZipMembers Open(string path)
    {
        FileStream stream = BoundedReading.Open(path);
        try
        {
            return new ZipMembers(path, stream, new ZipArchive(stream, ZipArchiveMode.Read));
        }
        catch (Exception error)
        {
            stream.Dispose();
            if (error is InvalidDataException or IOException or ArgumentException) throw Damaged(path, error);
            throw;
        }
    }

    /// <summary>Whether there is a member of this name.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>A member as UTF-8 text.</summary>
    public string Text(string name) => Encoding.UTF8.GetString(Bytes(name)).TrimStart('\uFEFF');

    /// <summary>A member's bytes.</summary>
    /// <exception cref="GliaException">There is none of this name, it is damaged, or unpacks to absurdly more than the archive
    /// has.</exception>
    public byte[] Bytes(string name)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
            throw new GliaException($"{_path} lacks {name}; save it again.");
        try
        {
            using var member = new BudgetedStream(entry.Open(), _budget, _path);
            using var all = new MemoryStream();
            member.CopyTo(all);
            if (member.Checksum != entry.Crc32)
                throw new GliaException($"{_path} is damaged: the bytes of {name} are not those that were saved; save or copy it again.");
            _budget -= member.Consumed;
            return all.TryGetBuffer(out ArraySegment<byte> buffer) && buffer.Count == buffer.Array!.Length ? buffer.Array : all.ToArray();
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            throw Damaged(_path, error);
        }
    }

    /// <summary>
    /// A member as a stream that can seek. One that is not compressed, as in Keras' files, is read where it lies, without a copy in memory.
    /// </summary>
    /// <exception cref="GliaException">There is none of this name, or it is damaged.</exception>
    public Stream Seekable(string name)
    {
        if (_entries.TryGetValue(name, out ZipArchiveEntry? entry) && entry.CompressedLength == entry.Length && entry.Length > 0
            && Place(entry) is { } start)
        {
            var window = new WindowStream(_stream, start, entry.Length);
            // Bytes that are not those that were saved may be compressed ones of the same number: that is for Bytes to say.
            using var all = new BudgetedStream(window, entry.Length, _path);
            all.CopyTo(Stream.Null);
            if (all.Checksum == entry.Crc32) return new WindowStream(_stream, start, entry.Length);
        }
        return new MemoryStream(Bytes(name), writable: false);
    }

    // Reading a member leaves the file behind what was read of it.
    private long? Place(ZipArchiveEntry entry)
    {
        try
        {
            using Stream member = entry.Open();
            return member.ReadByte() < 0 ? null : _stream.Position - 1;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            throw Damaged(_path, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _zip.Dispose();
        _stream.Dispose();
    }

    private static GliaException Damaged(string path, Exception error) =>
        new($"{path} is a damaged zip archive ({error.Message.TrimEnd('.')}); save or copy it again.", error);
}
