using System.IO.Compression;
using Glia.Data.Mapped;
using Glia.Files;

namespace Glia.Data;

/// <summary>numpy's file of named arrays (<c>numpy.savez</c>, <c>numpy.savez_compressed</c>): a zip of npy members.</summary>
public static class Npz
{
    // numpy writes this date too: the same arrays make the same file.
    private static readonly DateTimeOffset s_date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads every array of a file, under the names they were saved with.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It is not an npz file, is damaged, or unpacks to absurdly more than it is.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        return Read(stream, path);
    }

    /// <summary>
    /// The names of the arrays of a file, without their numbers; none where it is no npz file, which <see cref="Read(string)"/> says.
    /// </summary>
    internal static IReadOnlyList<string> Names(string path)
    {
        try
        {
            using FileStream stream = BoundedReading.Open(path);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            return [.. zip.Entries.Select(KeyOf)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>Reads every array of a seekable stream, under the names they were saved with.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What the messages call it.</param>
    /// <exception cref="GliaException">It is not npz data, is damaged, or unpacks to absurdly more than it is.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string name = "the archive") => Members(stream, name, Member);

    /// <summary>The arrays of a file: those of so many bytes that are stored as they are (<c>numpy.savez</c>) stay in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mapFrom">From how many bytes on.</param>
    /// <exception cref="GliaException">It is not an npz file, is damaged, or unpacks to absurdly more than it is.</exception>
    internal static IReadOnlyDictionary<string, StoredArray> Open(string path, long mapFrom)
    {
        using FileStream stream = BoundedReading.Open(path);
        return Members<StoredArray>(stream, path, (entry, what, ref budget) =>
            entry.Length >= mapFrom && entry.Length == entry.CompressedLength && Mapped(stream, entry, path, what) is { } mapped
                ? mapped
                : Member(entry, what, ref budget));
    }

    private delegate T Reading<T>(ZipArchiveEntry entry, string what, ref long budget);

    private static Dictionary<string, T> Members<T>(Stream stream, string name, Reading<T> read)
    {
        try
        {
            long budget = BudgetedStream.BudgetOf(stream.Length);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var arrays = new Dictionary<string, T>();
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                string key = KeyOf(entry);
                if (!arrays.TryAdd(key, read(entry, $"{name}, array {key},", ref budget)))
                    throw new GliaException($"{name} holds two arrays named {key}; save them under different names.");
            }
            return arrays;
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new GliaException($"{name} is not a whole npz file ({e.Message.TrimEnd('.')}); save the arrays again with numpy.savez.",
                e);
        }
    }

    private static NdArray Member(ZipArchiveEntry entry, string what, ref long budget)
    {
        using var member = new BudgetedStream(entry.Open(), budget, what);
        NdArray array = Npy.Read(member, what);
        if (member.ReadByte() >= 0)
            throw new GliaException($"{what} has more bytes than its header announces; save the arrays again with numpy.savez.");
        if (member.Checksum != entry.Crc32)
            throw new GliaException($"{what} is damaged: its bytes are not those that were saved; save or copy the file again.");
        budget -= member.Consumed;
        return array;
    }

    // Null where the member is packed, or is no array that can be used as it is stored. Its check sum is not looked at: that would read
    // all of it.
    private static MappedArray? Mapped(FileStream stream, ZipArchiveEntry entry, string path, string what)
    {
        long start;
        using (Stream member = entry.Open())
        {
            // A stored member is a window on the file: where the file stands after its first byte is where it begins.
            if (member.ReadByte() < 0) return null;
            start = stream.Position - 1;
        }
        stream.Position = start;
        if (start > stream.Length - entry.Length || stream.ReadByte() != Npy.FirstByte) return null;
        stream.Position = start;
        return Npy.Mapped(stream, path, what, start + entry.Length);
    }

    /// <summary>Writes named arrays, through a temporary file. <c>numpy.load</c> opens it.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="arrays">Name and array.</param>
    /// <param name="compressed">Deflated as by <c>savez_compressed</c>, or stored as by <c>savez</c>.</param>
    /// <exception cref="GliaException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NdArray>> arrays, bool compressed = true) =>
        AtomicFile.Write(path, stream => Write(stream, arrays, compressed));

    /// <summary>Writes named arrays as a zip of npy members.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="arrays">Name and array.</param>
    /// <param name="compressed">Deflated as by <c>savez_compressed</c>, or stored as by <c>savez</c>.</param>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, NdArray>> arrays, bool compressed = true)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string key, NdArray array) in arrays)
        {
            ZipArchiveEntry entry = zip.CreateEntry(key + ".npy", compressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = s_date;
            using Stream member = entry.Open();
            Npy.Write(member, array);
        }
    }

    /// <summary>
    /// Writes arrays that need not fit memory, and texts beside them, through a temporary file. They are stored as they are, so that they
    /// can be used where they lie.
    /// </summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="arrays">The arrays, in the order in which they are written.</param>
    /// <param name="texts">Arrays of text by their names.</param>
    /// <exception cref="GliaException">The file cannot be written.</exception>
    internal static void Write(
        string path, IReadOnlyList<StreamedArray> arrays, IReadOnlyDictionary<string, NdArray> texts) => AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (StreamedArray array in arrays) Add(zip, array.Name, member => Npy.Write(member, array));
            foreach ((string name, NdArray text) in texts) Add(zip, name, member => Npy.Write(member, text));
        });

    private static void Add(ZipArchive zip, string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = s_date;
        using Stream member = entry.Open();
        write(member);
    }

    private static string KeyOf(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
}
