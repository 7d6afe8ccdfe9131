using System.Numerics;
using System.Runtime.InteropServices;

namespace Glia.Doctor.Reference;

/// <summary>Rows and columns of double-precision numbers, row after row. The only container of the oracle.</summary>
internal sealed class Matrix
{
    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns) : this(rows, columns, new double[checked(rows * columns)]) { }

    /// <summary>A matrix over existing numbers, which are not copied.</summary>
    /// <exception cref="ArgumentException">There are not rows × columns numbers.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"A matrix of {rows} x {columns} does not hold {values.Length} numbers.", nameof(values));
        (Rows, Columns, Values) = (rows, columns, values);
    }

    /// <summary>How many rows: samples, or inputs of a layer.</summary>
    public int Rows { get; }

    /// <summary>How many columns: features, or units of a layer.</summary>
    public int Columns { get; }

    /// <summary>The numbers, row after row.</summary>
    public double[] Values { get; }

    /// <summary>One number.</summary>
    public double this[int row, int column]
    {
        get => Values[row * Columns + column];
        set => Values[row * Columns + column] = value;
    }

    /// <summary>One row, not copied.</summary>
    public Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>A copy.</summary>
    public Matrix Copy() => new(Rows, Columns, [.. Values]);

    /// <summary>A matrix of the same size, every number passed through a function.</summary>
    public Matrix Map(Func<double, double> function)
    {
        var result = new Matrix(Rows, Columns);
        for (int i = 0; i < Values.Length; i++) result.Values[i] = function(Values[i]);
        return result;
    }

    /// <summary>A matrix of the same size from the numbers of two at the same places.</summary>
    public Matrix Zip(Matrix other, Func<double, double, double> function)
    {
        SameSize(other);
        var result = new Matrix(Rows, Columns);
        for (int i = 0; i < Values.Length; i++) result.Values[i] = function(Values[i], other.Values[i]);
        return result;
    }

    /// <summary>Every number times a factor.</summary>
    public Matrix Times(double factor) => Map(value => value * factor);

    /// <summary>The matrix product.</summary>
    public Matrix Times(Matrix right)
    {
        if (Columns != right.Rows)
            throw new ArgumentException($"{Rows} x {Columns} does not multiply {right.Rows} x {right.Columns}.", nameof(right));
        var product = new Matrix(Rows, right.Columns);
        // 0 times NaN is NaN, so zeros are skipped only where everything on the right is finite.
        bool skipZeros = right.IsFinite;
        for (int i = 0; i < Rows; i++)
        {
            var row = product.Row(i);
            for (int k = 0; k < Columns; k++)
            {
                double left = this[i, k];
                if (left == 0 && skipZeros) continue;
                Add(row, right.Row(k), left);
            }
        }
        return product;
    }

    /// <summary>Whether every number is finite.</summary>
    internal bool IsFinite
    {
        get
        {
            var vectors = MemoryMarshal.Cast<double, Vector<double>>(Values);
            // What is no number takes away from itself what is no number.
            foreach (var numbers in vectors)
                if (!Vector.EqualsAll(numbers - numbers, Vector<double>.Zero)) return false;
            for (int i = vectors.Length * Vector<double>.Count; i < Values.Length; i++)
                if (!double.IsFinite(Values[i])) return false;
            return true;
        }
    }

    /// <summary>Every number less a multiple of the number of another matrix at its place.</summary>
    /// <param name="times">The multiple.</param>
    /// <param name="other">The other matrix.</param>
    /// <param name="into">Where the result is written and what is returned; may be either of the two.</param>
    internal Matrix Less(double times, Matrix other, Matrix into)
    {
        SameSize(other);
        SameSize(into);
        var from = MemoryMarshal.Cast<double, Vector<double>>(Values);
        var less = MemoryMarshal.Cast<double, Vector<double>>(other.Values);
        var to = MemoryMarshal.Cast<double, Vector<double>>(into.Values.AsSpan());
        for (int i = 0; i < to.Length && i < from.Length && i < less.Length; i++) to[i] = from[i] - less[i] * times;
        for (int j = to.Length * Vector<double>.Count; j < Values.Length; j++) into.Values[j] = Values[j] - other.Values[j] * times;
        return into;
    }

    // Every sum is taken in the same order as number by number, so the bits are the same.
    private static void Add(Span<double> to, ReadOnlySpan<double> row, double times)
    {
        var sums = MemoryMarshal.Cast<double, Vector<double>>(to);
        var numbers = MemoryMarshal.Cast<double, Vector<double>>(row);
        for (int i = 0; i < sums.Length && i < numbers.Length; i++) sums[i] += numbers[i] * times;
        for (int j = sums.Length * Vector<double>.Count; j < to.Length && j < row.Length; j++) to[j] += row[j] * times;
    }

    /// <summary>Rows and columns exchanged.</summary>
    public Matrix Transposed()
    {
        var result = new Matrix(Columns, Rows);
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < Columns; j++) result[j, i] = this[i, j];
        return result;
    }

    /// <summary>The sum of the rows, as one row.</summary>
    public Matrix SumOfRows()
    {
        var sum = new Matrix(1, Columns);
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < Columns; j++) sum[0, j] += this[i, j];
        return sum;
    }

    /// <summary>The numbered rows, in that order, copied.</summary>
    public Matrix Take(IReadOnlyList<int> rows)
    {
        var taken = new Matrix(rows.Count, Columns);
        for (int i = 0; i < rows.Count; i++) Row(rows[i]).CopyTo(taken.Row(i));
        return taken;
    }

    /// <summary>The place of the largest number of a row; the first of equal ones, as numpy's argmax.</summary>
    public int ArgMax(int row)
    {
        int best = 0;
        for (int j = 1; j < Columns; j++)
            if (this[row, j] > this[row, best] || (double.IsNaN(this[row, j]) && !double.IsNaN(this[row, best]))) best = j;
        return best;
    }

    /// <summary>The root of the sum of the squares.</summary>
    internal double Norm => Math.Sqrt(Dot(this));

    /// <summary>The sum of the products of the numbers at the same places.</summary>
    internal double Dot(Matrix other)
    {
        double sum = 0;
        for (int i = 0; i < Values.Length; i++) sum += Values[i] * other.Values[i];
        return sum;
    }

    /// <summary>Every row moved down by some rows, or up; what leaves at one end comes in at the other.</summary>
    internal Matrix Rolled(int rows) => Take([.. Enumerable.Range(0, Rows).Select(row => (((row - rows) % Rows) + Rows) % Rows)]);

    /// <summary>One row in the place of every row.</summary>
    internal Matrix RowForAll(int row) => Take([.. Enumerable.Repeat(row, Rows)]);

    /// <summary>The numbered columns, in that order; the matrix itself where that is all of them.</summary>
    internal Matrix TakeColumns(IReadOnlyList<int> columns)
    {
        if (columns.Count == Columns) return this;
        var taken = new Matrix(Rows, columns.Count);
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < columns.Count; j++) taken[i, j] = this[i, columns[j]];
        return taken;
    }

    private void SameSize(Matrix other)
    {
        if (Rows != other.Rows || Columns != other.Columns)
            throw new ArgumentException($"{Rows} x {Columns} and {other.Rows} x {other.Columns} differ in size.", nameof(other));
    }
}
