using Glia.Files;
using Glia.Interop.Networks;

namespace Glia.Interop.Onnx;

/// <summary>An array of an ONNX model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Array">Its numbers, of the type they are stored in.</param>
internal sealed record OnnxTensor(string Name, NdArray Array)
{
    // The numbers that the format has for types.
    private const int Float = 1, UInt8 = 2, Int8 = 3, UInt16 = 4, Int16 = 5, Int32 = 6, Int64 = 7, Bool = 9, Half = 10, Double = 11,
        UInt32 = 12,
        UInt64 = 13, BFloat16 = 16;

    /// <summary>Its dimensions.</summary>
    public int[] Shape => Array.Shape;

    /// <summary>As the arrays of every format.</summary>
    public ForeignTensor Foreign => ForeignTensor.Of(Name, Array);

    /// <summary>Its numbers where they are whole.</summary>
    public long[] Whole()
    {
        var whole = new long[Array.Length];
        for (int i = 0; i < whole.Length; i++) whole[i] = (long)Math.Clamp(Array.GetDouble(i), long.MinValue, long.MaxValue);
        return whole;
    }

    /// <summary>The array that a message says.</summary>
    /// <param name="message">A TensorProto.</param>
    /// <param name="path">The file, beside which numbers may lie in another.</param>
    /// <exception cref="GliaException">Its size and its numbers do not agree, or they lie elsewhere.</exception>
    public static OnnxTensor Read(ProtoMessage message, string path)
    {
        string name = "";
        var sizes = new List<long>();
        int type = 0;
        ReadOnlyMemory<byte>? raw = null;
        using var typed = new MemoryStream();
        var whole = new List<long>();
        var place = new Dictionary<string, string>(StringComparer.Ordinal);
        bool elsewhere = false;
        foreach (ProtoField field in message.Fields())
        {
            switch (field.Number)
            {
                case 1: field.AddTo(sizes, message); break;
                case 2: type = (int)Math.Min(field.Value, int.MaxValue); break;
                case 3: throw message.Broken($"has the tensor '{name}' in segments");
                case 4 when field.IsBytes: typed.Write(field.Bytes.Span); break;
                case 4: typed.Write(BitConverter.GetBytes((uint)field.Value)); break;
                case 5 or 7 or 11: field.AddTo(whole, message); break;
                case 8: name = field.Text; break;
                case 9: raw = field.Bytes; break;
                case 10 when field.IsBytes: typed.Write(field.Bytes.Span); break;
                case 10: typed.Write(BitConverter.GetBytes(field.Value)); break;
                case 13:
                    string key = "", value = "";
                    foreach (ProtoField pair in message.Within(field).Fields())
                        (key, value) = (pair.Number == 1 ? pair.Text : key, pair.Number == 2 ? pair.Text : value);
                    place[key] = value;
                    break;
                case 14: elsewhere = field.Value == 1; break;
                default: break;
            }
        }
        NumberType number = type switch
        {
            Float or BFloat16 => NumberType.Float32,
            UInt8 => NumberType.UInt8,
            Int8 => NumberType.Int8,
            UInt16 => NumberType.UInt16,
            Int16 => NumberType.Int16,
            Int32 => NumberType.Int32,
            Int64 => NumberType.Int64,
            Bool => NumberType.Bool,
            Half => NumberType.Float16,
            Double => NumberType.Float64,
            UInt32 => NumberType.UInt32,
            UInt64 => NumberType.UInt64,
            _ => throw new GliaException($"{path}: the tensor '{name}' is of the ONNX type {type}, which Glia does not read; export the " +
                "model " +
                "with float32 weights."),
        };
        if (sizes.Exists(size => size is < 0 or > int.MaxValue)) throw message.Broken($"gives the tensor '{name}' a size that no array " +
            "has");
        int[] shape = [.. sizes.Select(size => (int)size)];
        int stored = type is BFloat16 ? 2 : NdArray.SizeOf(number);
        // The product of the sizes is compared with the bytes that are there before it counts for anything.
        if (NdArray.LengthOf(shape) is not { } length || length > MostBytes / stored)
            throw message.Broken($"gives the tensor '{name}' {string.Join(" x ", shape)} numbers");
        ReadOnlyMemory<byte> data = elsewhere ? External(path, name, place, length * stored)
            : raw ?? (whole.Count > 0 ? Narrowed(whole, stored) : typed.ToArray());
        if (data.Length != length * stored)
            throw message.Broken($"gives the tensor '{name}' {length:N0} numbers and has {data.Length:N0} bytes of them");
        if (type == BFloat16) data = Widened(data.Span);
        return new OnnxTensor(name, new NdArray(number, shape, data));
    }

    private const long MostBytes = int.MaxValue - 64;

    // Numbers of one or two bytes, half floats included, are written as whole ones.
    private static byte[] Narrowed(List<long> whole, int size)
    {
        var bytes = new byte[whole.Count * size];
        Span<byte> eight = stackalloc byte[8];
        for (int i = 0; i < whole.Count; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(eight, whole[i]);
            eight[..size].CopyTo(bytes.AsSpan(i * size));
        }
        return bytes;
    }

    private static byte[] Widened(ReadOnlySpan<byte> halves)
    {
        var bytes = new byte[halves.Length * 2];
        for (int i = 0; i < halves.Length; i += 2) halves.Slice(i, 2).CopyTo(bytes.AsSpan((2 * i) + 2));
        return bytes;
    }

    private static byte[] External(string path, string name, Dictionary<string, string> place, long length)
    {
        string location = place.GetValueOrDefault("location", "");
        if (location.Length == 0 || location is "." or ".." || location.AsSpan().IndexOfAny('/', '\\', ':') >= 0)
            throw new GliaException($"{path} keeps the tensor '{name}' in '{location}'; only a file beside it is read: put it there.");
        string file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, location);
        if (!File.Exists(file)) throw new GliaException($"{path} keeps its weights in {location}, which is not beside it; copy both " +
            "files.");
        if (new FileInfo(file).LinkTarget is not null)
            throw new GliaException($"{path} keeps its weights in {location}, a link, which is not followed.");
        long offset = long.TryParse(place.GetValueOrDefault("offset", "0"), out long from) ? from : -1;
        using FileStream stream = BoundedReading.Open(file);
        if (offset < 0 || offset > stream.Length - length)
            throw new GliaException($"{path}: the tensor '{name}' goes beyond the end of {location}; copy or export both files again.");
        stream.Position = offset;
        return BoundedReading.ReadExactly(stream, length, file, $"the tensor {name}");
    }
}
