using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Glia.Interop.Onnx;

/// <summary>Writes a message of Google's protobuf.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>A whole number.</summary>
    public ProtoWriter Whole(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    /// <summary>A float32.</summary>
    public ProtoWriter Single(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        _bytes.Write(four);
        return this;
    }

    /// <summary>A float64.</summary>
    public ProtoWriter Double(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        _bytes.Write(eight);
        return this;
    }

    /// <summary>Bytes.</summary>
    public ProtoWriter Block(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>Text.</summary>
    public ProtoWriter Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message in this one.</summary>
    public ProtoWriter Message(int field, ProtoWriter value) => Block(field, value.Bytes);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
