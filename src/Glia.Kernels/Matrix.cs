using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>A view of numbers as a matrix: element (i, j) lies at i * <see cref="RowStride"/> + j * <see cref="ColumnStride"/>.</summary>
/// <remarks>Owns nothing. Transposing exchanges the strides and moves nothing. Bounds are checked here, once, and nowhere after.</remarks>
public readonly ref struct Matrix
{
    /// <summary>A row-major matrix without gaps.</summary>
    /// <param name="data">At least rows * columns numbers.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentException">The data are too short.</exception>
    public Matrix(ReadOnlySpan<float> data, int rows, int columns)
        : this(data, rows, columns, columns, 1)
    {
    }

    /// <summary>A matrix with any strides.</summary>
    /// <param name="data">The numbers; element (0, 0) is the first.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rowStride">Elements from one row to the next; not negative.</param>
    /// <param name="columnStride">Elements from one column to the next; not negative.</param>
    /// <exception cref="ArgumentException">The last element lies outside the data.</exception>
    public Matrix(ReadOnlySpan<float> data, int rows, int columns, int rowStride, int columnStride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(rowStride);
        ArgumentOutOfRangeException.ThrowIfNegative(columnStride);
        if (rows > 0 && columns > 0 && ((rows - 1L) * rowStride) + ((columns - 1L) * columnStride) >= data.Length)
            throw new ArgumentException($"A matrix of {rows} x {columns} with strides {rowStride} and {columnStride} does not fit into " +
                $"{data.Length} numbers.", nameof(data));

        Data = data;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>The numbers, from element (0, 0) on.</summary>
    public ReadOnlySpan<float> Data { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Elements from one row to the next.</summary>
    public int RowStride { get; }

    /// <summary>Elements from one column to the next.</summary>
    public int ColumnStride { get; }

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix Transpose() => new(Data, Columns, Rows, ColumnStride, RowStride);
}
