using Glia.Kernels;

namespace Glia.Doctor.Facts;

/// <summary>
/// Ridge regression on given features with leave-one-out predictions from one factorisation: the residual of row i, had it been left out,
/// is its residual divided by 1 - h_i (the hat matrix' diagonal). So every score is one of rows the model has not seen.
/// </summary>
internal sealed class Ridge
{
    // Share of the mean eigenvalue that is added to all: enough for as few rows as features, little enough to fit a fine boundary.
    private const double Penalty = 0.03;

    private readonly int _rows, _features;
    private readonly float[] _z;          // centred features, [rows, features]
    private readonly float[] _projected;  // z (zᵀz + λ)⁻¹
    private readonly double[] _left;      // 1 - h_i

    public Ridge(float[] features, int rows, int count)
    {
        (_rows, _features) = (rows, count);
        _z = Columns.Standardised(features, rows, count, scale: false);
        var gram = new float[count * count];
        Gemm.Multiply(Workers.Single, new Matrix(_z, rows, count).Transpose(), new Matrix(_z, rows, count), gram);
        double trace = 0;
        for (int j = 0; j < count; j++) trace += gram[j * count + j];
        float[] inverse = Inverse(gram, count, Math.Max(Penalty * trace / count, 1e-30));
        _projected = new float[rows * count];
        Gemm.Multiply(Workers.Single, new Matrix(_z, rows, count), new Matrix(inverse, count, count), _projected);
        _left = new double[rows];
        for (int i = 0; i < rows; i++)
            _left[i] = Math.Max(1e-3, 1 - 1.0 / rows - Reduce.Dot(_z.AsSpan(i * count, count), _projected.AsSpan(i * count, count)));
    }

    /// <summary>What each row would have been given, had it been left out; targets are centred columns, [rows, columns].</summary>
    public float[] LeftOut(float[] targets, int columns)
    {
        var moments = new float[_features * columns];
        Gemm.Multiply(Workers.Single, new Matrix(_z, _rows, _features).Transpose(), new Matrix(targets, _rows, columns), moments);
        var fitted = new float[_rows * columns];
        Gemm.Multiply(Workers.Single, new Matrix(_projected, _rows, _features), new Matrix(moments, _features, columns), fitted);
        for (int i = 0; i < _rows; i++)
            for (int k = i * columns; k < (i + 1) * columns; k++)
                fitted[k] = (float)(targets[k] - (targets[k] - fitted[k]) / _left[i]);
        return fitted;
    }

    // Cholesky in double precision.
    private static float[] Inverse(float[] gram, int n, double added)
    {
        var l = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double sum = gram[i * n + j] + (i == j ? added : 0);
                for (int k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
                l[i * n + j] = i == j ? Math.Sqrt(Math.Max(sum, added)) : sum / l[j * n + j];
            }
        // Row r of the inverse of L, then the inverse as the sum over its rows of row times row: everything runs along memory.
        var inverse = new float[n * n];
        var total = new double[n * n];
        var rowOf = new double[n * n];
        for (int r = 0; r < n; r++)
        {
            Span<double> row = rowOf.AsSpan(r * n, n);
            for (int k = 0; k < r; k++)
            {
                double factor = l[r * n + k];
                ReadOnlySpan<double> earlier = rowOf.AsSpan(k * n, k + 1);
                for (int c = 0; c <= k; c++) row[c] -= factor * earlier[c];
            }
            row[r] += 1;
            double pivot = 1 / l[r * n + r];
            for (int c = 0; c <= r; c++) row[c] *= pivot;
            for (int i = 0; i <= r; i++)
            {
                double factor = row[i];
                Span<double> target = total.AsSpan(i * n, n);
                for (int c = 0; c <= r; c++) target[c] += factor * row[c];
            }
        }
        for (int i = 0; i < inverse.Length; i++) inverse[i] = (float)total[i];
        return inverse;
    }
}
