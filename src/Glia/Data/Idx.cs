using System.Buffers.Binary;
using System.IO.Compression;
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

    private static NdArray ReadChecked(Stream stream, string name)
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
        int unit = NdArray.SizeOf(type.Value);
        if (NdArray.LengthOf(shape) is not { } length || length > long.MaxValue / unit) throw TooMuch(name, string.Join(" x ", shape));
        byte[] bytes = BoundedReading.ReadExactly(stream, length * unit, name, $"{string.Join(" x ", shape)} elements of {unit} bytes");
        if (stream.ReadByte() >= 0)
            throw new GliaException($"{name} goes on after the {string.Join(" x ", shape)} elements its header announces; " +
                "copy or download it again.");
        BoundedReading.ReverseEndianness(bytes, unit);
        return new NdArray(type.Value, shape, bytes);
    }

    private static GliaException TooMuch(string name, string size) =>
        new($"{name} announces {size} elements, more than Glia reads at once; copy or download it again.");
}
