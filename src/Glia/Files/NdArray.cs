using System.Globalization;
using System.Runtime.InteropServices;

namespace Glia.Files;

/// <summary>
/// An array of any rank as a file holds it: the element type is kept, the order is C (last axis fastest). Rank 0 is a single value.
/// It carries data between files and the library; what a network computes with is data sets and tensors.
/// </summary>
public sealed class NdArray
{
    private readonly ReadOnlyMemory<byte> _numbers;
    private readonly string[] _texts;

    internal NdArray(NumberType type, int[] shape, ReadOnlyMemory<byte> numbers)
    {
        (Type, Shape, _numbers, _texts) = (type, shape, numbers, []);
        Length = LengthOf(shape) ?? throw new ArgumentException("The shape holds more elements than can be counted.", nameof(shape));
        if (Length * SizeOf(type) != numbers.Length)
            throw new ArgumentException($"A shape of {Length} elements does not fit {numbers.Length} bytes of {type}.", nameof(shape));
    }

    internal NdArray(NumberType type, int[] shape, string[] texts)
    {
        (Type, Shape, _numbers, _texts) = (type, shape, default, texts);
        Length = texts.Length;
        if (LengthOf(shape) != Length)
            throw new ArgumentException($"A shape of {LengthOf(shape)} elements does not fit {Length} texts.", nameof(shape));
    }

    /// <summary>What the elements are.</summary>
    public NumberType Type { get; }

    /// <summary>The dimensions, slowest first; empty for a single value. A dimension may be 0.</summary>
    public int[] Shape { get; }

    /// <summary>How many dimensions there are; 0 for a single value.</summary>
    public int Rank => Shape.Length;

    /// <summary>How many elements there are: the product of the dimensions, 1 for a single value.</summary>
    public long Length { get; }

    /// <summary>Whether the elements are text and not numbers.</summary>
    public bool IsText => Type is NumberType.Text or NumberType.Bytes;

    /// <summary>Whether the elements are whole numbers or truth values.</summary>
    public bool IsInteger => Type <= NumberType.Int64;

    /// <summary>The numbers as they lie in memory, for those that keep them.</summary>
    internal ReadOnlyMemory<byte> RawMemory => _numbers;

    /// <summary>The numbers as they lie in memory: little-endian, C order. Empty for text.</summary>
    public ReadOnlySpan<byte> RawBytes => _numbers.Span;

    /// <summary>The element at an index in C order, as a double. A 64-bit integer beyond 2^53 is rounded; true is 1.</summary>
    /// <param name="index">The place among all elements, the last axis running fastest.</param>
    /// <exception cref="GliaException">The array holds text.</exception>
    public double GetDouble(long index) => Type switch
    {
        NumberType.Bool => RawBytes[checked((int)index)] != 0 ? 1 : 0,
        NumberType.UInt8 => RawBytes[checked((int)index)],
        NumberType.Int8 => (sbyte)RawBytes[checked((int)index)],
        NumberType.UInt16 => As<ushort>(index),
        NumberType.Int16 => As<short>(index),
        NumberType.UInt32 => As<uint>(index),
        NumberType.Int32 => As<int>(index),
        NumberType.UInt64 => As<ulong>(index),
        NumberType.Int64 => As<long>(index),
        NumberType.Float16 => (double)As<Half>(index),
        NumberType.Float32 => As<float>(index),
        NumberType.Float64 => As<double>(index),
        _ => throw new GliaException("The array holds text where numbers are needed; save it as numbers, " +
            "for example with .astype('float32')."),
    };

    /// <summary>One element as text: text as it is, a number in its shortest invariant spelling.</summary>
    /// <param name="index">The place among all elements, the last axis running fastest.</param>
    public string GetString(long index) => IsText
        ? _texts[index]
        : Type == NumberType.Int64 ? As<long>(index).ToString(CultureInfo.InvariantCulture)
        : Type == NumberType.UInt64 ? As<ulong>(index).ToString(CultureInfo.InvariantCulture)
        : Type == NumberType.Float32 ? As<float>(index).ToString(CultureInfo.InvariantCulture)
        : GetDouble(index).ToString(CultureInfo.InvariantCulture);

    /// <summary>All elements in C order as float; a new array.</summary>
    /// <exception cref="GliaException">The array holds text.</exception>
    public float[] ToSingles()
    {
        if (Type == NumberType.Float32) return MemoryMarshal.Cast<byte, float>(RawBytes).ToArray();
        var values = new float[Length];
        ReadOnlySpan<byte> bytes = RawBytes;
        if (Type == NumberType.UInt8)
            for (int i = 0; i < values.Length; i++) values[i] = bytes[i];
        else
            for (int i = 0; i < values.Length; i++) values[i] = (float)GetDouble(i);
        return values;
    }

    /// <summary>All elements in C order as double; a new array.</summary>
    /// <exception cref="GliaException">The array holds text.</exception>
    public double[] ToDoubles()
    {
        if (Type == NumberType.Float64) return MemoryMarshal.Cast<byte, double>(RawBytes).ToArray();
        var values = new double[Length];
        for (int i = 0; i < values.Length; i++) values[i] = GetDouble(i);
        return values;
    }

    /// <summary>All elements in C order as text; a new array.</summary>
    public string[] ToStrings()
    {
        var values = new string[Length];
        for (int i = 0; i < values.Length; i++) values[i] = GetString(i);
        return values;
    }

    /// <summary>An array of floats; without a shape one axis.</summary>
    /// <param name="values">The elements, the last axis running fastest; copied.</param>
    /// <param name="shape">The length of each axis.</param>
    public static NdArray From(ReadOnlySpan<float> values, params int[] shape) => Of(NumberType.Float32, values, shape);

    /// <summary>An array of doubles; without a shape one axis.</summary>
    /// <param name="values">The elements, the last axis running fastest; copied.</param>
    /// <param name="shape">The length of each axis.</param>
    public static NdArray From(ReadOnlySpan<double> values, params int[] shape) => Of(NumberType.Float64, values, shape);

    /// <summary>An array of integers; without a shape one axis.</summary>
    /// <param name="values">The elements, the last axis running fastest; copied.</param>
    /// <param name="shape">The length of each axis.</param>
    public static NdArray From(ReadOnlySpan<int> values, params int[] shape) => Of(NumberType.Int32, values, shape);

    /// <summary>An array of 64-bit integers; without a shape one axis.</summary>
    /// <param name="values">The elements, the last axis running fastest; copied.</param>
    /// <param name="shape">The length of each axis.</param>
    public static NdArray From(ReadOnlySpan<long> values, params int[] shape) => Of(NumberType.Int64, values, shape);

    /// <summary>An array of bytes; without a shape one axis.</summary>
    /// <param name="values">The elements, the last axis running fastest; copied.</param>
    /// <param name="shape">The length of each axis.</param>
    public static NdArray From(ReadOnlySpan<byte> values, params int[] shape) => Of(NumberType.UInt8, values, shape);

    /// <summary>An array of texts; without a shape one axis.</summary>
    /// <param name="values">The elements, the last axis running fastest; copied.</param>
    /// <param name="shape">The length of each axis.</param>
    public static NdArray From(string[] values, params int[] shape) =>
        new(NumberType.Text, shape.Length == 0 ? [values.Length] : shape, (string[])values.Clone());

    /// <summary>A single number, rank 0.</summary>
    /// <param name="value">Its one element.</param>
    public static NdArray Scalar(double value) => new(NumberType.Float64, [], BitConverter.GetBytes(value));

    /// <summary>A single text, rank 0.</summary>
    /// <param name="value">Its one element.</param>
    public static NdArray Scalar(string value) => new(NumberType.Text, [], [value]);

    /// <summary>Type and shape, for messages: <c>Float32 (784, 200)</c>.</summary>
    public override string ToString() => $"{Type} ({string.Join(", ", Shape)})";

    internal static int SizeOf(NumberType type) => type switch
    {
        NumberType.Bool or NumberType.UInt8 or NumberType.Int8 => 1,
        NumberType.UInt16 or NumberType.Int16 or NumberType.Float16 => 2,
        NumberType.UInt32 or NumberType.Int32 or NumberType.Float32 => 4,
        _ => 8,
    };

    /// <summary>The product of the dimensions, or null where it does not fit a long.</summary>
    internal static long? LengthOf(ReadOnlySpan<int> shape)
    {
        if (shape.Contains(0)) return 0;
        long length = 1;
        foreach (int dimension in shape)
        {
            if (length > long.MaxValue / dimension) return null;
            length *= dimension;
        }
        return length;
    }

    private static NdArray Of<T>(NumberType type, ReadOnlySpan<T> values, int[] shape) where T : struct =>
        new(type, shape.Length == 0 ? [values.Length] : shape, MemoryMarshal.AsBytes(values).ToArray());

    private T As<T>(long index) where T : struct => MemoryMarshal.Cast<byte, T>(RawBytes)[checked((int)index)];
}
