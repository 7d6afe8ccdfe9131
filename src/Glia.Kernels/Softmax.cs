using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>The softmax of each row, its Jacobian, and its logarithm.</summary>
public static class Softmax
{
    // Up to so many columns a vector holds one number of each of several rows, so that nothing is added across lanes.
    internal const int FewColumns = 32;

    /// <summary>p = e^(z - max) / sum, row by row. The two may be the same memory. A row with NaN becomes NaN.</summary>
    /// <param name="z">Rows of logits, one after the other.</param>
    /// <param name="p">Receives the probabilities; as long as z.</param>
    /// <param name="columns">Numbers in a row.</param>
    public static void Forward(ReadOnlySpan<float> z, Span<float> p, int columns)
    {
        RequireLength(p.Length, z.Length, nameof(p));
        Span<double> unused = stackalloc double[Width];
        int rows = z.Length / columns;
        for (int row = 0; row < rows; row += Width)
        {
            int count = Math.Min(Width, rows - row);
            Normalise(z.Slice(row * columns, count * columns), p.Slice(row * columns, count * columns), columns, unused[..count]);
        }
    }

    /// <summary>dz = p * (dy - sum(dy * p)), row by row: the whole Jacobian, whatever the loss. dz may be the same memory as dy.</summary>
    /// <param name="p">The probabilities that came out.</param>
    /// <param name="dy">The gradient with respect to them.</param>
    /// <param name="dz">Receives the gradient with respect to the logits.</param>
    /// <param name="columns">Numbers in a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(ReadOnlySpan<float> p, ReadOnlySpan<float> dy, Span<float> dz, int columns)
    {
        RequireLength(dy.Length, p.Length, nameof(dy));
        RequireLength(dz.Length, p.Length, nameof(dz));
        for (int start = 0; start < p.Length; start += columns)
        {
            ReadOnlySpan<float> probabilities = p.Slice(start, columns);
            ReadOnlySpan<float> above = dy.Slice(start, columns);
            Span<float> below = dz.Slice(start, columns);
            // In double: the difference below cancels where one class has nearly all the probability.
            double dot = Reduce.Dot(probabilities, above);
            for (int c = 0; c < below.Length; c++) below[c] = (float)(probabilities[c] * (above[c] - dot));
        }
    }

    /// <summary>ln softmax(z) = z - logsumexp(z), row by row. The two may be the same memory.</summary>
    /// <param name="z">Rows of logits.</param>
    /// <param name="y">Receives the logarithms.</param>
    /// <param name="columns">Numbers in a row.</param>
    public static void Logarithm(ReadOnlySpan<float> z, Span<float> y, int columns)
    {
        RequireLength(y.Length, z.Length, nameof(y));
        for (int start = 0; start < z.Length; start += columns)
        {
            ReadOnlySpan<float> row = z.Slice(start, columns);
            Span<float> to = y.Slice(start, columns);
            double whole = LogSumExp(row);
            for (int c = 0; c < to.Length; c++) to[c] = (float)(row[c] - whole);
        }
    }

    /// <summary>dz = dy - e^y sum(dy), row by row: the gradient of <see cref="Logarithm"/>. dz may be the same memory as dy.</summary>
    /// <param name="y">The logarithms that came out.</param>
    /// <param name="dy">The gradient with respect to them.</param>
    /// <param name="dz">Receives the gradient with respect to the logits.</param>
    /// <param name="columns">Numbers in a row.</param>
    public static void LogarithmBackward(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz, int columns)
    {
        RequireLength(dy.Length, y.Length, nameof(dy));
        RequireLength(dz.Length, y.Length, nameof(dz));
        for (int start = 0; start < y.Length; start += columns)
        {
            ReadOnlySpan<float> logarithms = y.Slice(start, columns), above = dy.Slice(start, columns);
            Span<float> below = dz.Slice(start, columns);
            // In double: the difference below cancels where one class has nearly all the probability.
            double sum = 0;
            foreach (float one in above) sum += one;
            for (int c = 0; c < below.Length; c++) below[c] = (float)(above[c] - (Math.Exp(logarithms[c]) * sum));
        }
    }

    /// <summary>ln(sum e^z) of one row, without overflow.</summary>
    public static double LogSumExp(ReadOnlySpan<float> row)
    {
        float max = Reduce.Max(row);
        if (!float.IsFinite(max)) return max;
        Vector<float> maxima = All(max);
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= row.Length - Width; i += Width) sums = AddTo(sums, VectorMath.Exp(new Vector<float>(row[i..]) - maxima));
        if (i < row.Length) sums = AddTo(sums, VectorMath.Exp(LoadRest(row, i, float.NegativeInfinity) - maxima));
        return max + Math.Log(Vector.Sum(sums));
    }

    /// <summary>Up to <see cref="Width"/> rows: writes their softmax, which may overwrite them, and ln(sum e^z) of each.</summary>
    internal static void Normalise(ReadOnlySpan<float> z, Span<float> p, int columns, Span<double> logSumExp)
    {
        if (columns <= FewColumns) NormaliseNarrow(z, p, columns, logSumExp);
        else
            for (int row = 0; row < logSumExp.Length; row++)
                NormaliseWide(z.Slice(row * columns, columns), p.Slice(row * columns, columns), out logSumExp[row]);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormaliseNarrow(ReadOnlySpan<float> z, Span<float> p, int columns, Span<double> logSumExp)
    {
        int rows = logSumExp.Length;
        Span<float> turned = stackalloc float[FewColumns * Width];
        ref float lanes = ref MemoryMarshal.GetReference(turned);
        if (rows < Width) turned[..(columns * Width)].Clear();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = z.Slice(row * columns, columns);
            for (int c = 0; c < from.Length; c++) Unsafe.Add(ref lanes, c * Width + row) = from[c];
        }
        Vector<float> max = Load(ref lanes, 0);
        for (int c = 1; c < columns; c++) max = Vector.Max(max, Load(ref lanes, c * Width));
        // In double, so that a loss near zero keeps its digits.
        Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero;
        for (int c = 0; c < columns; c++)
        {
            Vector<float> e = VectorMath.Exp(Load(ref lanes, c * Width) - max);
            Vector.Widen(e, out Vector<double> first, out Vector<double> second);
            low += first;
            high += second;
            Store(e, ref lanes, c * Width);
        }
        Vector<float> share = Vector.Narrow(Vector<double>.One / low, Vector<double>.One / high);
        for (int c = 0; c < columns; c++) Store(Load(ref lanes, c * Width) * share, ref lanes, c * Width);
        for (int row = 0; row < rows; row++)
        {
            Span<float> to = p.Slice(row * columns, columns);
            for (int c = 0; c < to.Length; c++) to[c] = Unsafe.Add(ref lanes, c * Width + row);
        }
        for (int row = 0; row < rows; row++)
        {
            double sum = row < Vector<double>.Count ? low[row] : high[row - Vector<double>.Count];
            logSumExp[row] = max[row] + Math.Log(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormaliseWide(ReadOnlySpan<float> z, Span<float> p, out double logSumExp)
    {
        float max = Reduce.Max(z);
        Vector<float> maxima = All(max);
        Vector<double> sums = Vector<double>.Zero;
        ref float from = ref MemoryMarshal.GetReference(z);
        ref float to = ref MemoryMarshal.GetReference(p);
        int i = 0;
        for (; i <= z.Length - Width; i += Width)
        {
            Vector<float> e = VectorMath.Exp(Load(ref from, i) - maxima);
            sums = AddTo(sums, e);
            Store(e, ref to, i);
        }
        if (i < z.Length)
        {
            Vector<float> e = VectorMath.Exp(LoadRest(z, i, float.NegativeInfinity) - maxima);
            sums = AddTo(sums, e);
            StoreRest(e, p, i);
        }
        double sum = Vector.Sum(sums);
        Elementwise.Scale((float)(1 / sum), p, p);
        logSumExp = max + Math.Log(sum);
    }
}
