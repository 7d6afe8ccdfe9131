using System.Numerics;
using Glia.Kernels;

namespace Glia.Data;

/// <summary>The inputs of a data set, one sample a row, in whatever form keeps them small until a batch is gathered.</summary>
public abstract class Features
{
    /// <summary>How many samples there are.</summary>
    public abstract int Rows { get; }

    /// <summary>Which row of its source a row is, as messages name it: another where rows were selected.</summary>
    internal virtual int SourceRow(int row) => row;

    /// <summary>The size of one sample.</summary>
    public Shape Shape { get; protected init; }

    /// <summary>Writes samples as float32, one after the other, in the order asked for. Allocates nothing.</summary>
    /// <param name="rows">Row numbers, each from 0 to <see cref="Rows"/> - 1; repeats are allowed.</param>
    /// <param name="destination">Receives <c>rows.Length * Shape.Size</c> numbers.</param>
    /// <param name="workers">Threads to share the work with; null for none.</param>
    public abstract void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null);

    /// <summary>Samples from rows of any number type; copied.</summary>
    /// <param name="rows">Row, then column.</param>
    /// <exception cref="GliaException">There are no columns, or a number is beyond float32.</exception>
    public static Features From<TNumber>(TNumber[,] rows) where TNumber : INumberBase<TNumber>
    {
        (float[] values, int width) = NumberRows.Of(rows, "inputs");
        return new FloatFeatures(values, width);
    }

    /// <summary>Samples from rows of any number type, which must be equally long; copied.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="GliaException">A row is missing, empty or of another length, or a number is beyond float32; the sentence says
    /// which.</exception>
    public static Features From<TNumber>(IReadOnlyList<TNumber[]> rows) where TNumber : INumberBase<TNumber>
    {
        (float[] values, int width) = NumberRows.Of(rows, "inputs");
        return new FloatFeatures(values, width);
    }

    /// <summary>Samples from a rectangular array: row, then column.</summary>
    public static implicit operator Features(float[,] rows) => From(rows);

    /// <summary>Samples from a rectangular array: row, then column.</summary>
    public static implicit operator Features(double[,] rows) => From(rows);

    /// <summary>Samples from rows of equal length.</summary>
    public static implicit operator Features(float[][] rows) => From(rows);

    /// <summary>Samples from rows of equal length.</summary>
    public static implicit operator Features(double[][] rows) => From(rows);

    /// <summary>Some of the samples, in the order asked for, sharing memory with these.</summary>
    public Features Select(int[] rows) => new SelectedFeatures(this, rows);
}
