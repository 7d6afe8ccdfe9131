using Glia.Files;

namespace Glia.Data.Mapped;

/// <summary>An array of a file, in memory or still in its file.</summary>
internal sealed class StoredArray
{
    private readonly NdArray? _read;
    private readonly MappedArray? _mapped;

    private StoredArray(NdArray? read, MappedArray? mapped) => (_read, _mapped) = (read, mapped);

    /// <summary>The dimensions, slowest first.</summary>
    public int[] Shape => _read?.Shape ?? _mapped!.Shape;

    /// <summary>The array in memory.</summary>
    /// <exception cref="GliaException">It is more than memory holds.</exception>
    public NdArray Read() => _read ?? _mapped!.Read();

    /// <summary>The same array with other dimensions of as many elements.</summary>
    public StoredArray Shaped(int[] shape) => _read is { } read
        ? new(new NdArray(read.Type, shape, read.RawMemory), null)
        : new(null, _mapped!.Shaped(shape));

    /// <summary>The array as inputs, a sample a row.</summary>
    /// <param name="what">What messages call it.</param>
    /// <exception cref="GliaException">It has no rows of numbers.</exception>
    public Features ToFeatures(string what)
    {
        Shape shape = Readers.ArrayFiles.ShapeOf(Shape, _read is { IsText: true }, what);
        if (_mapped is { Type: NumberType.UInt8 } bytes) return new ByteFeatures(new MappedByteRows(bytes, shape.Size), shape);
        if (_mapped is { } mapped) return new MappedNumbers(mapped, shape);
        return _read!.Type == NumberType.UInt8 ? new ByteFeatures(_read.RawMemory, shape) : new FloatFeatures(_read.ToSingles(), shape);
    }

    /// <summary>An array in memory.</summary>
    public static implicit operator StoredArray(NdArray array) => new(array, null);

    /// <summary>An array in its file.</summary>
    public static implicit operator StoredArray(MappedArray array) => new(null, array);
}
