using System.Numerics;

namespace Glia.Data;

/// <summary>
/// Rows of numbers in the forms C# has for them, as float32 row by row. NaN and infinity pass; who learns from them asks.
/// </summary>
internal static class NumberRows
{
    /// <summary>The numbers of a rectangular array.</summary>
    /// <param name="rows">The array; row, then column.</param>
    /// <param name="what">How a sentence calls it: <c>inputs</c>.</param>
    /// <exception cref="GliaException">There are no columns, or a number is beyond float32.</exception>
    public static (float[] Values, int Width) Of<TNumber>(TNumber[,] rows, string what) where TNumber : INumberBase<TNumber>
    {
        ArgumentNullException.ThrowIfNull(rows);
        int width = rows.GetLength(1);
        if (width == 0) throw new GliaException($"The {what} have no columns; give at least one number a row.");
        var values = new float[rows.Length];
        int i = 0;
        foreach (TNumber number in rows)
        {
            values[i] = Single(number, what, i / width, i % width);
            i++;
        }
        return (values, width);
    }

    /// <summary>The numbers of an array of rows, which must be equally long.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="what">How a sentence calls them: <c>inputs</c>.</param>
    /// <exception cref="GliaException">A row is missing, empty or of another length, or a number is beyond float32.</exception>
    public static (float[] Values, int Width) Of<TNumber>(IReadOnlyList<TNumber[]> rows, string what) where TNumber : INumberBase<TNumber>
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return ([], 1);
        int width = rows[0]?.Length ?? 0;
        if (width == 0) throw new GliaException($"{what}[0] has no numbers; give at least one a row.");
        var values = new float[checked(rows.Count * width)];
        for (int row = 0; row < rows.Count; row++)
        {
            TNumber[] numbers = rows[row] ?? throw new GliaException($"{what}[{row}] is null; every row needs {width} numbers.");
            if (numbers.Length != width)
                throw new GliaException($"{what}[{row}] has {numbers.Length} numbers and {what}[0] has {width}; make them equally long.");
            for (int column = 0; column < width; column++) values[row * width + column] = Single(numbers[column], what, row, column);
        }
        return (values, width);
    }

    // A number that is finite where it comes from must not become infinity in silence.
    private static float Single<TNumber>(TNumber number, string what, int row, int column) where TNumber : INumberBase<TNumber>
    {
        float single = float.CreateSaturating(number);
        if (!TNumber.IsFinite(number) || (float.IsFinite(single) && !TooLarge(number))) return single;
        throw new GliaException($"{what}[{row}, {column}] is {number}, more than float32 can hold (3.4e38); scale it down.");
    }

    private static bool TooLarge<TNumber>(TNumber number) where TNumber : INumberBase<TNumber> =>
        Math.Abs(double.CreateSaturating(number)) > float.MaxValue;
}
