namespace Glia.Kernels.Tests;

/// <summary>Two random matrices in one of sixteen memory layouts, and the reference product: scalar, summed in double.</summary>
internal sealed class GemmCase
{
    private const int Gap = 3;
    private static readonly Workers[] Pools = [Workers.Single, new(2), new(3)];
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly int _layout;
    private readonly float[] _bias;
    private readonly float[] _before;

    /// <summary>Layout bits: 1 A transposed, 2 B transposed, 4 gaps in A, 8 gaps in B.</summary>
    internal GemmCase(int m, int n, int k, int layout, uint seed)
    {
        (_m, _n, _k, _layout) = (m, n, k, layout);
        A = Numbers((m + Gap) * (k + Gap) * 2, seed);
        B = Numbers((k + Gap) * (n + Gap) * 2, seed + 1);
        _bias = Numbers(n, seed + 2);
        _before = Numbers(m * n, seed + 3);
    }

    internal float[] A { get; }

    internal float[] B { get; }

    internal static void Check(int m, int n, int k, int layout, int threads, int mode, uint seed, double zeros = 0,
        KernelPath path = KernelPath.None)
    {
        GemmCase numbers = new(m, n, k, layout, seed);
        numbers.ClearSome(zeros);
        float[] actual = numbers.Multiply(Pools[threads - 1], mode, path);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                (double expected, double magnitude) = numbers.Reference(i, j, mode);

                // Rounding of a sum of k terms in any order: at most k + 1 half-units of the sum of magnitudes.
                double allowed = (k + 2) * magnitude * Math.Pow(2, -24);
                Assert.True(Math.Abs(actual[(i * n) + j] - expected) <= allowed,
                    $"{m}x{n}x{k} layout {layout} mode {mode} at ({i}, {j}): {actual[(i * n) + j]} instead of {expected}");
            }
        }
    }

    /// <summary>Mode 0: C = A B, 1: C = A B + bias, 2: C += A B.</summary>
    internal float[] Multiply(Workers workers, int mode, KernelPath path = KernelPath.None)
    {
        float[] c = [.. _before];
        Gemm.Multiply(path == KernelPath.None ? Gemm.Path : path, workers, Left(), Right(), c, mode == 1 ? _bias : default,
            accumulate: mode == 2);
        return c;
    }

    /// <summary>Sets a share of A to zero.</summary>
    internal void ClearSome(double share)
    {
        for (int i = 0; i < A.Length; i++)
        {
            uint c0 = (uint)i, c1 = 1, c2 = 0, c3 = 0;
            Philox.Next(5, 0, ref c0, ref c1, ref c2, ref c3);
            if (c0 < share * uint.MaxValue)
                A[i] = 0;
        }
    }

    private Matrix Left() => View(A, _m, _k, (_layout & 1) != 0, (_layout & 4) != 0);

    private Matrix Right() => View(B, _k, _n, (_layout & 2) != 0, (_layout & 8) != 0);

    private (double Sum, double Magnitude) Reference(int i, int j, int mode)
    {
        Matrix a = Left();
        Matrix b = Right();
        double sum = mode switch { 1 => _bias[j], 2 => _before[(i * _n) + j], _ => 0 };
        double magnitude = Math.Abs(sum);
        for (int k = 0; k < _k; k++)
        {
            double term = (double)a.Data[(i * a.RowStride) + (k * a.ColumnStride)] * b.Data[(k * b.RowStride) + (j * b.ColumnStride)];
            sum += term;
            magnitude += Math.Abs(term);
        }

        return (sum, magnitude);
    }

    private static Matrix View(float[] data, int rows, int columns, bool transposed, bool gaps)
    {
        int step = gaps ? 2 : 1;
        return transposed
            ? new Matrix(data, rows, columns, step, step * (rows + (gaps ? Gap : 0)))
            : new Matrix(data, rows, columns, step * (columns + (gaps ? Gap : 0)), step);
    }

    private static float[] Numbers(int count, uint seed)
    {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            uint c0 = (uint)i, c1 = 0, c2 = 0, c3 = 0;
            Philox.Next(seed, 0, ref c0, ref c1, ref c2, ref c3);
            numbers[i] = ((int)c0 / 2147483648f) + 0.01f;
        }

        return numbers;
    }
}
