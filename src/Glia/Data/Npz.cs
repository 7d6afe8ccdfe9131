using System.IO.Compression;
using Glia.Files;

namespace Glia.Data;

/// <summary>numpy's file of named arrays (<c>numpy.savez</c>, <c>numpy.savez_compressed</c>): a zip of npy members.</summary>
public static class Npz
{
    /// <summary>Reads every array of a file, under the names they were saved with.</summary>
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
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string name = "the archive")
    {
        try
        {
            long budget = BudgetedStream.BudgetOf(stream.Length);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var arrays = new Dictionary<string, NdArray>();
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                string key = KeyOf(entry);
                using var member = new BudgetedStream(entry.Open(), budget, name);
                if (!arrays.TryAdd(key, Npy.Read(member, $"{name}, array {key},")))
                    throw new GliaException($"{name} holds two arrays named {key}; save them under different names.");
                if (member.ReadByte() >= 0)
                    throw new GliaException($"{name} holds more bytes in {key} than its header announces; " +
                        "save the arrays again with numpy.savez.");
                if (member.Checksum != entry.Crc32)
                    throw new GliaException($"{name} is damaged: the bytes of {key} are not those that were saved; save or copy it again.");
                budget -= member.Consumed;
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
            // numpy writes this date too: the same arrays make the same file.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream member = entry.Open();
            Npy.Write(member, array);
        }
    }

    private static string KeyOf(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
}
