using System.Buffers.Binary;
using System.IO.Compression;
using Glia.Data.Mapped;
using Glia.Files;

namespace Glia.Data;

/// <summary>
/// The format MNIST was published in: a magic number with type and rank, the sizes, then the elements, all big-endian, C order.
/// Packed files (gzip) are unpacked on the way, whatever they are called.
/// </summary>
/// <remarks>Format: yann.lecun.com/exdb/mnist, "the IDX file format".</remarks>
public static class Idx
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It is not an IDX file, or is shorter or longer than its header says.</exception>
    public static NdArray Read(string path)
    {
        using FileStream file = BoundedReading.Open(path);
        bool packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        if (!packed) return Read(file, path);
        using var unpacked = new BudgetedStream(new GZipStream(file, CompressionMode.Decompress),
            BudgetedStream.BudgetOf(file.Length), path);
        return Read(unpacked, path);
    }

    /// <summary>Reads one array that ends with the stream.</summary>
    /// <param name="stream">Where from, unpacked.</param>
    /// <param name="name">What the messages call it.</param>
    /// <exception cref="GliaException">It is not IDX data, or is shorter or longer than its header says.</exception>
    public static NdArray Read(Stream stream, string name = "the array")
    {
        try
        {
            return ReadChecked(stream, name);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new GliaException($"{name} is not a whole packed file ({e.Message.TrimEnd('.')}); copy or download it again.", e);
        }
    }

    /// <summary>The array of a file: mapped where it has so many bytes and is not packed, else read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mapFrom">From how many bytes on.</param>
    /// <exception cref="GliaException">It is not an IDX file, or is shorter or longer than its header says.</exception>
    internal static StoredArray Open(string path, long mapFrom)
    {
        using (FileStream file = BoundedReading.Open(path))
        {
            if (file.Length >= mapFrom && file.ReadByte() == 0)
            {
                file.Position = 0;
                (NumberType type, int[] shape, long length) = HeaderOf(file, path);
                int unit = NdArray.SizeOf(type);
                if (file.Length - file.Position > length * unit) throw TooLong(path, shape);
                if (length > 0) return new MappedArray(path, path, file.Position, type, shape, swap: unit > 1);
            }
        }
        return Read(path);
    }

    private static NdArray ReadChecked(Stream stream, string name)
    {
        (NumberType type, int[] shape, long length) = HeaderOf(stream, name);
        int unit = NdArray.SizeOf(type);
        byte[] bytes = BoundedReading.ReadExactly(stream, length * unit, name, $"{string.Join(" x ", shape)} elements of {unit} bytes");
        if (stream.ReadByte() >= 0) throw TooLong(name, shape);
        BoundedReading.ReverseEndianness(bytes, unit);
        return new NdArray(type, shape, bytes);
    }

    private static (NumberType Type, int[] Shape, long Length) HeaderOf(Stream stream, string name)
    {
        byte[] magic = BoundedReading.ReadExactly(stream, 4, name, "the magic number");
        NumberType? type = (magic[0] | magic[1] << 8) != 0 ? null : magic[2] switch
        {
            0x08 => NumberType.UInt8,
            0x09 => NumberType.Int8,
            0x0B => NumberType.Int16,
            0x0C => NumberType.Int32,
            0x0D => NumberType.Float32,
            0x0E => NumberType.Float64,
            _ => null,
        };
        if (type == null)
            throw new GliaException($"{name} is not an IDX file: it begins with {Convert.ToHexStringLower(magic)}, " +
                "where images begin with 00000803 and labels with 00000801.");

        var shape = new int[magic[3]];
        byte[] sizes = BoundedReading.ReadExactly(stream, 4L * shape.Length, name, "the sizes");
        for (int axis = 0; axis < shape.Length; axis++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(4 * axis));
            shape[axis] = size <= int.MaxValue
                ? (int)size
                : throw TooMuch(name, size.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        }
        if (NdArray.LengthOf(shape) is not { } length || length > long.MaxValue / NdArray.SizeOf(type.Value))
            throw TooMuch(name, string.Join(" x ", shape));
        return (type.Value, shape, length);
    }

    private static GliaException TooLong(string name, int[] shape) =>
        new($"{name} goes on after the {string.Join(" x ", shape)} elements its header announces; copy or download it again.");

    private static GliaException TooMuch(string name, string size) =>
        new($"{name} announces {size} elements, more than Glia reads at once; copy or download it again.");
}
