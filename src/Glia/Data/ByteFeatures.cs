using Glia.Data.Mapped;
using Glia.Kernels;

namespace Glia.Data;

/// <summary>
/// Inputs held as bytes, as images are, in memory or in a file; a byte x becomes <c>x * factor + offset</c> when a batch is gathered.
/// </summary>
public sealed class ByteFeatures : Features
{
    private readonly ByteRows _bytes;
    private readonly float[]? _factors, _offsets;
    private readonly float _factor, _offset;

    /// <summary>Samples of a shape, row by row, all scaled alike; the memory is used, not copied.</summary>
    /// <param name="values">The bytes, row after row.</param>
    /// <param name="shape">The shape of one row.</param>
    /// <param name="factor">What each byte is multiplied with.</param>
    /// <param name="offset">What is added after that.</param>
    /// <exception cref="ArgumentException">The memory does not hold whole samples.</exception>
    public ByteFeatures(ReadOnlyMemory<byte> values, Shape shape, float factor = 1, float offset = 0)
    {
        if (values.Length % shape.Size != 0)
            throw new ArgumentException($"{values.Length} bytes are no whole number of samples of {shape}.", nameof(values));
        _bytes = new MemoryByteRows(values, shape.Size);
        _factor = factor;
        _offset = offset;
        Shape = shape;
    }

    /// <summary>Samples of a shape, each feature scaled on its own.</summary>
    /// <param name="values">The bytes, row by row.</param>
    /// <param name="shape">The size of one sample.</param>
    /// <param name="factors">One factor a feature.</param>
    /// <param name="offsets">One offset a feature.</param>
    /// <exception cref="ArgumentException">The bytes are no whole number of samples, or a feature has no factor or offset.</exception>
    public ByteFeatures(ReadOnlyMemory<byte> values, Shape shape, float[] factors, float[] offsets) : this(values, shape)
    {
        RequireEach(shape, factors, offsets);
        (_factors, _offsets) = (factors, offsets);
    }

    /// <summary>Samples whose bytes lie anywhere.</summary>
    internal ByteFeatures(ByteRows bytes, Shape shape, float factor = 1, float offset = 0) =>
        (_bytes, Shape, _factor, _offset) = (bytes, shape, factor, offset);

    private static void RequireEach(Shape shape, float[] factors, float[] offsets)
    {
        if (factors.Length != shape.Size || offsets.Length != shape.Size)
            throw new ArgumentException($"A sample has {shape.Size} features.", nameof(factors));
    }

    private ByteFeatures(ByteRows bytes, Shape shape, float[] factors, float[] offsets) : this(bytes, shape) =>
        (_factors, _offsets) = (factors, offsets);

    /// <inheritdoc/>
    public override int Rows => _bytes.Rows;

    /// <summary>The bytes as they are, row by row.</summary>
    /// <exception cref="GliaException">They stay in a file; <see cref="Row"/> gives those of one sample.</exception>
    public ReadOnlySpan<byte> Values => _bytes is MemoryByteRows memory
        ? memory.Values
        : throw new GliaException($"The {Rows:N0} samples stay in their file and not in memory; take them row by row.");

    /// <summary>The bytes of one sample as they are.</summary>
    /// <param name="row">Which row, from 0.</param>
    public ReadOnlySpan<byte> Row(int row) => _bytes.Row(row);

    /// <summary>Where the bytes lie.</summary>
    internal ByteRows Bytes => _bytes;

    internal override bool AreOnDisk => _bytes.AreOnDisk;

    internal override int BytesOfRow => Shape.Size;

    internal override void ReadAhead(int start, int count, Span<byte> scratch) => _bytes.ReadAhead(start, count, scratch);

    /// <summary>The same samples with every gathered number x as <c>x * factor + offset</c>.</summary>
    /// <param name="factor">Multiplied with.</param>
    /// <param name="offset">Added after.</param>
    /// <exception cref="ArgumentException">There are neither as many numbers as features nor one.</exception>
    public ByteFeatures Scaled(float factor, float offset = 0) => _factors is null
        ? new(_bytes, Shape, _factor * factor, _offset * factor + offset)
        : Scaled(Filled(factor), Filled(offset));

    /// <summary>The same samples with every gathered number x as <c>x * factor + offset</c>, each feature with its own numbers.</summary>
    /// <param name="factors">One factor a feature.</param>
    /// <param name="offsets">One offset a feature, added after.</param>
    /// <exception cref="ArgumentException">A feature has no factor or offset.</exception>
    public ByteFeatures Scaled(float[] factors, float[] offsets)
    {
        RequireEach(Shape, factors, offsets);
        // What the bytes are seen as already comes first; the two steps are one in double, so that only one rounding remains.
        float[] before = _factors ?? Filled(_factor), start = _offsets ?? Filled(_offset);
        var factor = new float[factors.Length];
        var offset = new float[factors.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            factor[i] = (float)((double)before[i] * factors[i]);
            offset[i] = (float)((double)start[i] * factors[i] + offsets[i]);
        }
        return new ByteFeatures(_bytes, Shape, factor, offset);
    }

    /// <summary>Whether inputs are gathered as bytes, 0 to 255, and nothing else.</summary>
    internal static bool AreBytes(Features features) => features switch
    {
        ByteFeatures bytes => bytes is { _factors: null, _factor: 1, _offset: 0 },
        SelectedFeatures selected => AreBytes(selected.All),
        _ => false,
    };

    /// <summary>The bytes as they are.</summary>
    internal ByteFeatures Unscaled() => new(_bytes, Shape);

    /// <summary>What brings a byte to what it is seen as, and that to x * factor + offset: one number each, or one a feature.</summary>
    internal (float[] Factors, float[] Offsets) ScaledBy(float[] factors, float[] offsets)
    {
        ByteFeatures scaled = factors.Length == 1 ? Scaled(factors[0], offsets[0]) : Scaled(factors, offsets);
        return scaled._factors is null ? ([scaled._factor], [scaled._offset]) : (scaled._factors, scaled._offsets!);
    }

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        if (_factors is null) _bytes.Gather(rows, _factor, _offset, destination, workers);
        else _bytes.Gather(rows, _factors, _offsets!, destination, workers);
    }

    private float[] Filled(float value)
    {
        var values = new float[Shape.Size];
        Array.Fill(values, value);
        return values;
    }
}
