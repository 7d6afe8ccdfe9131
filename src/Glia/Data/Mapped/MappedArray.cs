using Glia.Files;
using Glia.Kernels;
using Microsoft.Win32.SafeHandles;

namespace Glia.Data.Mapped;

/// <summary>
/// An array of numbers that stays in its file: one that <c>numpy.save</c> or <c>numpy.savez</c> wrote, or of an IDX file. The system reads
/// what is looked at and forgets it where it needs the memory.
/// </summary>
internal sealed class MappedArray
{
    private readonly MappedBytes _bytes;

    private MappedArray(MappedArray other, int[] shape) =>
        (_bytes, Name, Type, Shape, Swap, Length) = (other._bytes, other.Name, other.Type, shape, other.Swap, other.Length);

    /// <summary>Maps an array.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What messages call the array.</param>
    /// <param name="offset">Where its numbers begin.</param>
    /// <param name="type">What they are.</param>
    /// <param name="shape">The dimensions, of which none is 0.</param>
    /// <param name="swap">Whether their bytes are in the other order.</param>
    /// <exception cref="GliaException">The file ends before the array does, or cannot be mapped.</exception>
    public MappedArray(string path, string name, long offset, NumberType type, int[] shape, bool swap)
    {
        (Name, Type, Shape, Swap) = (name, type, shape, swap);
        Length = NdArray.LengthOf(shape) ?? long.MaxValue;
        int unit = NdArray.SizeOf(type);
        if (Length > (long.MaxValue - offset) / unit)
            throw new GliaException($"{name} announces the shape ({string.Join(", ", shape)}), more than any file holds; save it again.");
        try
        {
            _bytes = new MappedBytes(path, offset, Length * unit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw e is EndOfStreamException
                ? new GliaException($"{name} is cut off: {Length:N0} elements should take {Length * unit:N0} bytes and there are fewer; " +
                    "copy or export it again.", e)
                : new GliaException($"{name} cannot be mapped ({e.Message.TrimEnd('.')}); check that you may read it.", e);
        }
    }

    /// <summary>The array of a file that nobody else knows, which is gone when nobody refers to it any more.</summary>
    /// <param name="file">The file: its elements and nothing else.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="type">What the elements are.</param>
    /// <param name="shape">The dimensions, of which none is 0.</param>
    public MappedArray(SafeFileHandle file, string name, NumberType type, int[] shape)
    {
        (Name, Type, Shape) = (name, type, shape);
        Length = NdArray.LengthOf(shape)!.Value;
        _bytes = new MappedBytes(file, 0, Length * NdArray.SizeOf(type));
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>What the elements are.</summary>
    public NumberType Type { get; }

    /// <summary>The dimensions, slowest first.</summary>
    public int[] Shape { get; }

    /// <summary>Whether the bytes of each element are in the other order than this machine's.</summary>
    public bool Swap { get; }

    /// <summary>How many elements there are.</summary>
    public long Length { get; }

    /// <summary>The bytes, once it was made sure that they are still there.</summary>
    /// <exception cref="GliaException">The file was cut since it was opened.</exception>
    public MappedBytes Bytes
    {
        get
        {
            if (_bytes.IsWhole) return _bytes;
            throw new GliaException($"{Name} was cut while it was in use: its file has {_bytes.FileLength:N0} bytes left, fewer than " +
                "its array needs; put the whole file back and start again.");
        }
    }

    /// <summary>The bytes, for a look at some rows.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="rowLength">Bytes in a row.</param>
    /// <exception cref="GliaException">The file was cut since it was opened.</exception>
    public MappedBytes For(ReadOnlySpan<int> rows, int rowLength)
    {
        MappedBytes bytes = Bytes;
        bytes.Follow(rows, rowLength);
        return bytes;
    }

    /// <summary>The same array with other dimensions of as many elements.</summary>
    public MappedArray Shaped(int[] shape) => new(this, shape);

    /// <summary>The array in memory.</summary>
    /// <exception cref="GliaException">It is more than one array of memory holds.</exception>
    public NdArray Read()
    {
        long bytes = _bytes.Length;
        if (bytes > Array.MaxLength)
            throw new GliaException($"{Name} has {bytes:N0} bytes, more than the 2 GiB that Glia holds of anything but inputs; save it " +
                "as a smaller type.");
        byte[] numbers = Bytes.Slice(0, (int)bytes).ToArray();
        if (Swap) Files.BoundedReading.ReverseEndianness(numbers, NdArray.SizeOf(Type));
        return new NdArray(Type, Shape, numbers);
    }
}
