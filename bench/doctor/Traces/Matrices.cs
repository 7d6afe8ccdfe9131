namespace Glia.DoctorBench.Traces;

/// <summary>The few matrix operations a hand-written network needs, written as its author would.</summary>
internal static class Matrices
{
    public static double[,] Multiply(double[,] a, double[,] b)
    {
        int rows = a.GetLength(0), inner = a.GetLength(1), columns = b.GetLength(1);
        var c = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < inner; k++)
            {
                double factor = a[i, k];
                if (factor == 0) continue;
                for (int j = 0; j < columns; j++) c[i, j] += factor * b[k, j];
            }
        return c;
    }

    public static double[,] Transpose(double[,] a) => Make(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    public static double[,] Map(double[,] a, Func<double, double> f) => Make(a.GetLength(0), a.GetLength(1), (i, j) => f(a[i, j]));

    public static double[,] Times(double[,] a, double[,] b) => Make(a.GetLength(0), a.GetLength(1), (i, j) => a[i, j] * b[i, j]);

    public static double[,] Plus(double[,] a, double[,] b) => Make(a.GetLength(0), a.GetLength(1), (i, j) => a[i, j] + b[i, j]);

    public static double[,] Minus(double[,] a, double[,] b) => Make(a.GetLength(0), a.GetLength(1), (i, j) => a[i, j] - b[i, j]);

    /// <summary>Every row replaced by the next one, the last by the first.</summary>
    public static double[,] ShiftRows(double[,] a) => Make(a.GetLength(0), a.GetLength(1), (i, j) => a[(i + 1) % a.GetLength(0), j]);

    public static double[,] RepeatLastRow(double[,] a) => Make(a.GetLength(0), a.GetLength(1), (_, j) => a[a.GetLength(0) - 1, j]);

    public static double[] Row(double[,] a, int row) => [.. Enumerable.Range(0, a.GetLength(1)).Select(j => a[row, j])];

    public static double[] ColumnSums(double[,] a) =>
        [.. Enumerable.Range(0, a.GetLength(1)).Select(j => Enumerable.Range(0, a.GetLength(0)).Sum(i => a[i, j]))];

    public static int ArgMax(double[,] a, int row)
    {
        int best = 0;
        for (int j = 1; j < a.GetLength(1); j++)
            if (a[row, j] > a[row, best]) best = j;
        return best;
    }

    public static void AddRow(double[,] a, double[] row)
    {
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < row.Length; j++) a[i, j] += row[j];
    }

    public static double[,] Softmax(double[,] z)
    {
        var p = (double[,])z.Clone();
        for (int i = 0; i < z.GetLength(0); i++)
        {
            double most = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < z.GetLength(1); j++) most = Math.Max(most, z[i, j]);
            for (int j = 0; j < z.GetLength(1); j++) sum += p[i, j] = Math.Exp(z[i, j] - most);
            for (int j = 0; j < z.GetLength(1); j++) p[i, j] /= sum;
        }
        return p;
    }

    public static double[,] SoftmaxOverAll(double[,] z)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (double value in z) most = Math.Max(most, value);
        foreach (double value in z) sum += Math.Exp(value - most);
        return Map(z, value => Math.Exp(value - most) / sum);
    }

    public static void Each(double[,] a, double[,] b, Action<double, double> visit)
    {
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) visit(a[i, j], b[i, j]);
    }

    private static double[,] Make(int rows, int columns, Func<int, int, double> value)
    {
        var made = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) made[i, j] = value(i, j);
        return made;
    }
}
