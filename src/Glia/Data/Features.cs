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

    /// <summary>Whether a part of them at least stays in a file, so that each look at a sample may wait for the disk.</summary>
    internal virtual bool AreOnDisk => false;

    /// <summary>Bytes that a sample takes in memory, whatever it takes in its file.</summary>
    internal virtual int BytesOfRow => sizeof(float) * Shape.Size;

    /// <summary>Has the system read samples that are wanted soon; nothing happens to those in memory.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Memory to use.</param>
    internal virtual void ReadAhead(int start, int count, Span<byte> scratch) { }

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
    /// <param name="rows">Row numbers, in the order wanted; a row may come more than once.</param>
    public Features Select(int[] rows) => new SelectedFeatures(this, rows);
}
