using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Glia.Files;
using Glia.Kernels;

namespace Glia.Data.Mapped;

/// <summary>Inputs that stay in their file as numbers of any type, and become float32 when a batch is gathered.</summary>
/// <param name="array">The array, a sample a row.</param>
/// <param name="shape">The size of one sample.</param>
internal sealed class MappedNumbers(MappedArray array, Shape shape) : MappedFeatures(shape)
{
    private readonly int _width = shape.Size, _bytes = shape.Size * NdArray.SizeOf(array.Type);
    private readonly bool _swap = array.Swap && NdArray.SizeOf(array.Type) > 1;

    /// <inheritdoc/>
    public override int Rows => array.Shape[0];

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        MappedBytes bytes = array.For(rows, _bytes);
        for (int i = 0; i < rows.Length; i++)
            Convert(bytes.Slice((long)rows[i] * _bytes, _bytes), destination.Slice(i * _width, _width));
        GC.KeepAlive(bytes);
    }

    /// <inheritdoc/>
    internal override void ReadAhead(int start, int count, Span<byte> scratch) =>
        array.Bytes.ReadAhead((long)start * _bytes, (long)count * _bytes, scratch);

    // As NdArray.ToSingles has it, number by number.
    private void Convert(ReadOnlySpan<byte> row, Span<float> to)
    {
        switch (array.Type)
        {
            case NumberType.Bool:
                for (int i = 0; i < to.Length; i++) to[i] = row[i] != 0 ? 1 : 0;
                break;
            case NumberType.UInt8:
                for (int i = 0; i < to.Length; i++) to[i] = row[i];
                break;
            case NumberType.Int8:
                for (int i = 0; i < to.Length; i++) to[i] = (sbyte)row[i];
                break;
            case NumberType.UInt16:
                for (int i = 0; i < to.Length; i++) to[i] = (ushort)Two(row, i);
                break;
            case NumberType.Int16:
                for (int i = 0; i < to.Length; i++) to[i] = Two(row, i);
                break;
            case NumberType.Float16:
                for (int i = 0; i < to.Length; i++) to[i] = (float)BitConverter.Int16BitsToHalf(Two(row, i));
                break;
            case NumberType.UInt32:
                for (int i = 0; i < to.Length; i++) to[i] = (float)(double)(uint)Four(row, i);
                break;
            case NumberType.Int32:
                for (int i = 0; i < to.Length; i++) to[i] = (float)(double)Four(row, i);
                break;
            case NumberType.Float32 when !_swap:
                row.CopyTo(MemoryMarshal.AsBytes(to));
                break;
            case NumberType.Float32:
                for (int i = 0; i < to.Length; i++) to[i] = BitConverter.Int32BitsToSingle(Four(row, i));
                break;
            case NumberType.UInt64:
                for (int i = 0; i < to.Length; i++) to[i] = (float)(double)(ulong)Eight(row, i);
                break;
            case NumberType.Int64:
                for (int i = 0; i < to.Length; i++) to[i] = (float)(double)Eight(row, i);
                break;
            default:
                for (int i = 0; i < to.Length; i++) to[i] = (float)BitConverter.Int64BitsToDouble(Eight(row, i));
                break;
        }
    }

    private short Two(ReadOnlySpan<byte> row, int i)
    {
        short value = BinaryPrimitives.ReadInt16LittleEndian(row[(i * sizeof(short))..]);
        return _swap ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private int Four(ReadOnlySpan<byte> row, int i)
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(row[(i * sizeof(int))..]);
        return _swap ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private long Eight(ReadOnlySpan<byte> row, int i)
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(row[(i * sizeof(long))..]);
        return _swap ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
