using System.Buffers.Binary;
using System.Text;

namespace Glia.Interop.Onnx;

/// <summary>One field of a message of Google's protobuf.</summary>
/// <param name="Number">Which field.</param>
/// <param name="Value">A number, or the bits of one; 0 for bytes.</param>
/// <param name="Bytes">What a field of bytes holds.</param>
/// <param name="IsBytes">Whether it is a field of bytes.</param>
internal readonly record struct ProtoField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes, bool IsBytes)
{
    /// <summary>Text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>A whole number with a sign.</summary>
    public long Signed => (long)Value;

    /// <summary>A float32.</summary>
    public float Single => BitConverter.UInt32BitsToSingle((uint)Value);

    /// <summary>Whole numbers, one a field or many packed into one.</summary>
    public void AddTo(List<long> numbers, ProtoMessage within)
    {
        if (!IsBytes)
        {
            numbers.Add(Signed);
            return;
        }
        for (int at = 0; at < Bytes.Length;) numbers.Add((long)within.Varint(Bytes.Span, ref at));
    }
}

/// <summary>A message of Google's protobuf, field by field. No length is believed that leads out of the message.</summary>
/// <param name="file">What the messages call the file.</param>
/// <param name="bytes">The message.</param>
/// <param name="depth">In how many messages it lies.</param>
/// <remarks>protobuf.dev/programming-guides/encoding.</remarks>
internal sealed class ProtoMessage(string file, ReadOnlyMemory<byte> bytes, int depth = 0)
{
    // Deeper than any model; a graph in a graph is three levels.
    private const int MostDepth = 32;

    /// <summary>A message in a field of this one.</summary>
    public ProtoMessage Within(ProtoField field) => depth < MostDepth && field.IsBytes
        ? new ProtoMessage(file, field.Bytes, depth + 1)
        : throw Broken("has something else where a message should be");

    /// <summary>The fields in the order of the file.</summary>
    public IEnumerable<ProtoField> Fields()
    {
        for (int at = 0; at < bytes.Length;)
        {
            ulong key = Varint(bytes.Span, ref at);
            int number = (int)Math.Min(key >> 3, int.MaxValue);
            if (number == 0) throw Broken("has a field 0");
            switch (key & 7)
            {
                case 0:
                    yield return new ProtoField(number, Varint(bytes.Span, ref at), default, false);
                    break;
                case 1:
                    yield return new ProtoField(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref at, 8).Span), default, false);
                    break;
                case 2:
                    ulong length = Varint(bytes.Span, ref at);
                    yield return new ProtoField(number, 0, Take(ref at, length), true);
                    break;
                case 5:
                    yield return new ProtoField(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref at, 4).Span), default, false);
                    break;
                default: throw Broken($"has a field of wire type {key & 7}");
            }
        }
    }

    /// <summary>A number of one to ten bytes.</summary>
    internal ulong Varint(ReadOnlySpan<byte> from, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (at >= from.Length) throw Broken("ends in the middle of a number");
            byte b = from[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        throw Broken("has a number of more than ten bytes");
    }

    internal GliaException Broken(string what) => new($"{file} is a damaged ONNX model: it {what}; export or copy it again.");

    private ReadOnlyMemory<byte> Take(ref int at, ulong length)
    {
        if (length > (ulong)(bytes.Length - at)) throw Broken($"announces {length:N0} bytes where {bytes.Length - at:N0} are left");
        ReadOnlyMemory<byte> taken = bytes.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }
}
