using System.Buffers.Binary;

namespace Glia.Files;

/// <summary>
/// Reads what a header announces without believing it: memory grows with the bytes that really arrive, and where the stream knows
/// its length an impossible announcement is refused before anything is allocated.
/// </summary>
internal static class BoundedReading
{
    private const int FirstPiece = 1 << 20;

    /// <summary>Reads exactly <paramref name="count"/> bytes.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="count">How many bytes the header announced.</param>
    /// <param name="name">What the messages call the file.</param>
    /// <param name="what">What is being read, for the messages: "its data".</param>
    /// <exception cref="GliaException">There are fewer bytes, or more than an array can hold.</exception>
    public static byte[] ReadExactly(Stream stream, long count, string name, string what)
    {
        if (count > Array.MaxLength)
            throw new GliaException($"{name} announces {count:N0} bytes for {what}, more than the 2 GiB Glia reads at once; split it.");
        long left = stream.CanSeek ? stream.Length - stream.Position : long.MaxValue;
        if (left < count) throw Truncated(name, what, count, left);

        // A seekable stream has shown that the bytes are there; of any other the buffer grows as they arrive.
        var bytes = new byte[stream.CanSeek ? count : Math.Min(count, FirstPiece)];
        long filled = 0;
        while (filled < count)
        {
            if (filled == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(count, Math.Min(2L * bytes.Length, Array.MaxLength)));
            int read = stream.Read(bytes, (int)filled, bytes.Length - (int)filled);
            if (read == 0) throw Truncated(name, what, count, filled);
            filled += read;
        }
        return bytes;
    }

    /// <summary>Opens a file for reading, with a sentence where that is impossible.</summary>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GliaException($"There is no file {path}; check the name and the folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GliaException($"{path} cannot be opened ({e.Message.TrimEnd('.')}); check that it is a file you may read.", e);
        }
    }

    /// <summary>The error about a file that could not be read: why, or that there is none.</summary>
    public static GliaException Unread(string path, Exception error) =>
        File.Exists(path) ? Unreadable(path, error) : new GliaException($"There is no file {path}; check the name.", error);

    /// <summary>The error about a file or folder that is there and could not be read.</summary>
    public static GliaException Unreadable(string path, Exception error) =>
        new($"{path} cannot be read ({error.Message.TrimEnd('.')}); check that you may read it.", error);

    /// <summary>Swaps the bytes of every element in place.</summary>
    public static void ReverseEndianness(Span<byte> bytes, int elementSize)
    {
        switch (elementSize)
        {
            case 2:
                Span<ushort> halves = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(halves, halves);
                break;
            case 4:
                Span<uint> words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                Span<ulong> doubles = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
        }
    }

    private static GliaException Truncated(string name, string what, long wanted, long found) =>
        new($"{name} is cut off: {what} should take {wanted:N0} bytes and only {found:N0} are there; copy or export it again.");
}
