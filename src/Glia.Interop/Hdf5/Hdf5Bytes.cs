using System.Buffers.Binary;
using Glia.Files;

namespace Glia.Interop.Hdf5;

/// <summary>The bytes of an HDF5 file by their addresses. No address is followed that leads out of the file.</summary>
/// <param name="stream">Where they are; it can seek.</param>
/// <param name="name">What the messages call the file.</param>
/// <param name="start">The place in the stream of the format's own address 0: a file may have a block of another program in front.</param>
internal sealed class Hdf5Bytes(Stream stream, string name, long start)
{
    /// <summary>The address that means "nowhere".</summary>
    public const ulong Nowhere = ulong.MaxValue;

    /// <summary>How many bytes there are.</summary>
    public long Length { get; } = stream.Length - start;

    /// <summary>What the messages call the file.</summary>
    public string Name { get; } = name;

    /// <summary>Bytes from an address.</summary>
    /// <exception cref="GliaException">They do not lie inside the file.</exception>
    public byte[] Read(ulong address, long count)
    {
        Require(address, count);
        stream.Position = start + (long)address;
        return BoundedReading.ReadExactly(stream, count, Name, "a part of it");
    }

    /// <summary>Bytes from an address, to where they are to be.</summary>
    /// <exception cref="GliaException">They do not lie inside the file.</exception>
    public void Read(ulong address, Span<byte> bytes)
    {
        Require(address, bytes.Length);
        stream.Position = start + (long)address;
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (IOException error)
        {
            throw new GliaException($"{Name} cannot be read to its end ({error.Message.TrimEnd('.')}); copy it again.", error);
        }
    }

    /// <summary>Refuses a part that does not lie inside the file, before anything is allocated for it.</summary>
    /// <exception cref="GliaException">It does not.</exception>
    public void Require(ulong address, long count)
    {
        if (count < 0 || address > (ulong)Length || (ulong)count > (ulong)Length - address)
            throw Broken($"points at {count:N0} bytes from byte {address:N0} on, but has {Length:N0}");
    }

    /// <summary>An error about a file that contradicts itself.</summary>
    public GliaException Broken(string what) => new($"{Name} is a damaged HDF5 file: it {what}; copy or save it again.");

    /// <summary>An error about a part of the format that no Keras file uses.</summary>
    public GliaException Unread(string what) => new($"{Name} is an HDF5 file with {what}, which Glia does not read; save the model again.");
}

/// <summary>Reads numbers one after the other out of a piece of a file, and never past its end.</summary>
/// <param name="file">The file the piece is of, for messages.</param>
/// <param name="bytes">The piece.</param>
internal struct Hdf5Cursor(Hdf5Bytes file, ReadOnlyMemory<byte> bytes)
{
    /// <summary>Where the next number is read.</summary>
    public int Position { get; set; }

    /// <summary>How many bytes follow.</summary>
    public readonly int Left => bytes.Length - Position;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A number of 1, 2, 4 or 8 bytes.</summary>
    public ulong Number(int width) => width switch { 1 => Byte(), 2 => UInt16(), 4 => UInt32(), _ => UInt64() };

    /// <summary>The bytes that follow, as they are.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left) throw file.Broken($"ends a part of itself {count - Left:N0} bytes too early");
        ReadOnlySpan<byte> taken = bytes.Span.Slice(Position, count);
        Position += count;
        return taken;
    }

    /// <summary>The bytes that follow, without a copy.</summary>
    public ReadOnlyMemory<byte> Piece(int count)
    {
        int from = Position;
        _ = Take(count);
        return bytes.Slice(from, count);
    }

    public void Skip(int count) => _ = Take(count);

    /// <summary>Goes on at the next multiple of eight, counted from where the piece begins.</summary>
    public void Align() => Skip(Math.Min((8 - (Position % 8)) % 8, Left));
}
