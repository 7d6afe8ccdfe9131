using System.Buffers.Binary;
using System.IO.Compression;

namespace Glia.Fuzz;

/// <summary>
/// Changes a file as chance, or somebody with bad intent, would: flipped bits, cuts, parts left out, doubled or taken from another file,
/// and numbers set to the values that break sizes. Of packed files also what is packed, with its check sum made right again.
/// </summary>
/// <param name="seed">The same seed gives the same changes.</param>
internal sealed class Mutator(int seed)
{
    private const int MostChanges = 4;

    // Sizes that are nothing, far too much, or become nothing when something is added to them or multiplied.
    private static readonly ulong[] s_numbers =
    [
        0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff, 0x100000000,
        0x3fffffffffffffff, 0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffffff8, ulong.MaxValue,
    ];

    private readonly System.Random _random = new(seed);

    /// <summary>The next file.</summary>
    /// <param name="whole">The file that is changed.</param>
    /// <param name="other">Another one, of which it may get a part.</param>
    public byte[] Next(byte[] whole, byte[] other)
    {
        // Half the time: what is packed comes first in front of the reader behind the unpacking.
        if (_random.Next(2) == 0)
        {
            if (whole is [0x50, 0x4b, 3, 4, ..]) return Rezipped(whole, other) ?? Changed(whole, other);
            if (whole is [0x1f, 0x8b, ..]) return Repacked(whole, other) ?? Changed(whole, other);
        }
        return Changed(whole, other);
    }

    private byte[] Changed(byte[] whole, byte[] other)
    {
        byte[] bytes = (byte[])whole.Clone();
        for (int left = 1 + _random.Next(MostChanges); left > 0 && bytes.Length > 0; left--) bytes = Change(bytes, other);
        return bytes;
    }

    private byte[] Change(byte[] bytes, byte[] other)
    {
        int at = _random.Next(bytes.Length);
        switch (_random.Next(10))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 2:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 3 or 4 or 5:
                return WithNumber(bytes, at);
            case 6:
                return bytes[..at];
            case 7:
                int length = _random.Next(Math.Min(bytes.Length - at, 64) + 1);
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 8:
                int twice = _random.Next(Math.Min(bytes.Length - at, 64) + 1);
                return [.. bytes[..(at + twice)], .. bytes[at..]];
            default:
                if (other.Length == 0) return bytes;
                int from = _random.Next(other.Length), part = _random.Next(Math.Min(other.Length - from, 256) + 1);
                return [.. bytes[..at], .. other[from..(from + part)], .. bytes[Math.Min(bytes.Length, at + part)..]];
        }
    }

    private byte[] WithNumber(byte[] bytes, int at)
    {
        // Of text the digits of a number.
        if (char.IsAsciiDigit((char)bytes[at]) && _random.Next(2) == 0)
        {
            string number = s_numbers[_random.Next(s_numbers.Length)].ToString();
            return [.. bytes[..at], .. System.Text.Encoding.ASCII.GetBytes(number), .. bytes[(at + 1)..]];
        }
        int size = 1 << _random.Next(4);
        ulong value = s_numbers[_random.Next(s_numbers.Length)];
        Span<byte> eight = stackalloc byte[8];
        if (_random.Next(2) == 0) BinaryPrimitives.WriteUInt64LittleEndian(eight, value);
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(eight, value);
            eight = eight[(8 - size)..];
        }
        // Most numbers stand at multiples of their size.
        if (_random.Next(2) == 0) at -= at % size;
        eight[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private byte[]? Rezipped(byte[] whole, byte[] other)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(whole), ZipArchiveMode.Read);
            int chosen = _random.Next(zip.Entries.Count);
            using var result = new MemoryStream();
            using (var changed = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            {
                for (int i = 0; i < zip.Entries.Count; i++)
                {
                    using Stream member = zip.Entries[i].Open();
                    using var bytes = new MemoryStream();
                    member.CopyTo(bytes);
                    using Stream written = changed.CreateEntry(zip.Entries[i].FullName, CompressionLevel.NoCompression).Open();
                    written.Write(i == chosen ? Changed(bytes.ToArray(), other) : bytes.ToArray());
                }
            }
            return result.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private byte[]? Repacked(byte[] whole, byte[] other)
    {
        try
        {
            using var text = new GZipStream(new MemoryStream(whole), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            text.CopyTo(bytes);
            using var result = new MemoryStream();
            using (var packed = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
                packed.Write(Changed(bytes.ToArray(), other));
            return result.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
