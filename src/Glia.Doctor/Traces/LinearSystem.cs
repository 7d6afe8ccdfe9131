using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Solves A X = B by Gaussian elimination with pivoting.</summary>
internal static class LinearSystem
{
    /// <summary>X, or null where A is singular to working accuracy.</summary>
    public static Matrix? Solve(Matrix a, Matrix b)
    {
        var (left, right) = (a.Copy(), b.Copy());
        int n = left.Rows;
        double largest = left.Values.Max(Math.Abs);
        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < n; row++)
                if (Math.Abs(left[row, column]) > Math.Abs(left[pivot, column])) pivot = row;
            if (!(Math.Abs(left[pivot, column]) > 1e-11 * largest)) return null;
            Swap(left, column, pivot);
            Swap(right, column, pivot);
            for (int row = 0; row < n; row++)
            {
                double times = left[row, column] / left[column, column];
                if (row == column || times == 0) continue;
                for (int j = column; j < n; j++) left[row, j] -= times * left[column, j];
                for (int j = 0; j < right.Columns; j++) right[row, j] -= times * right[column, j];
            }
        }
        for (int row = 0; row < n; row++)
            for (int j = 0; j < right.Columns; j++) right[row, j] /= left[row, row];
        return right;
    }

    private static void Swap(Matrix matrix, int one, int other)
    {
        if (one == other) return;
        for (int j = 0; j < matrix.Columns; j++) (matrix[one, j], matrix[other, j]) = (matrix[other, j], matrix[one, j]);
    }
}
