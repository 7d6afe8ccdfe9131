using Glia.Kernels;

namespace Glia.Data;

/// <summary>Inputs held as float32.</summary>
public sealed class FloatFeatures : Features
{
    private readonly float[] _values;

    /// <summary>Samples of a shape, row by row; the array is used, not copied.</summary>
    /// <param name="values">The numbers of all rows, row after row; kept, not copied.</param>
    /// <param name="shape">The shape of one row.</param>
    /// <exception cref="ArgumentException">The array does not hold whole samples.</exception>
    public FloatFeatures(float[] values, Shape shape)
    {
        if (values.Length % shape.Size != 0)
            throw new ArgumentException($"{values.Length} numbers are no whole number of samples of {shape}.", nameof(values));
        _values = values;
        Shape = shape;
        Rows = values.Length / shape.Size;
    }

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null) =>
        Kernels.Gather.Floats(_values, Shape.Size, rows, destination);
}
