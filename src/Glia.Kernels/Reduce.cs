using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Many numbers to few. Every sum runs in one fixed order, so its bits never depend on the number of threads.</summary>
public static class Reduce
{
    /// <summary>The sum, accumulated in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<float> x)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Width; i += Width) sums = AddTo(sums, Load(ref from, i));
        double sum = Vector.Sum(sums);
        for (; i < x.Length; i++) sum += x[i];
        return sum;
    }

    /// <summary>The sum of squares, accumulated in double: neither overflows nor loses digits.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> x) => Dot(x, x);

    /// <summary>The sum of absolute values, accumulated in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfMagnitudes(ReadOnlySpan<float> x)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Width; i += Width) sums = AddTo(sums, Vector.Abs(Load(ref from, i)));
        double sum = Vector.Sum(sums);
        for (; i < x.Length; i++) sum += MathF.Abs(x[i]);
        return sum;
    }

    /// <summary>
    /// The sum of (x + factor * y + sign * sign(y))^2, accumulated in double: the squared norm of a gradient with its penalties.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float factor, float sign = 0)
    {
        if (factor == 0 && sign == 0) return SumOfSquares(x);
        RequireLength(y.Length, x.Length, nameof(y));
        ref float left = ref MemoryMarshal.GetReference(x);
        ref float right = ref MemoryMarshal.GetReference(y);
        Vector<float> factors = All(factor), signs = All(sign);
        Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Width; i += Width)
        {
            Vector<float> w = Load(ref right, i);
            Vector.Widen(Load(ref left, i) + factors * w + signs * Sign(w), out Vector<double> a0, out Vector<double> a1);
            low = Vector.MultiplyAddEstimate(a0, a0, low);
            high = Vector.MultiplyAddEstimate(a1, a1, high);
        }
        double sum = Vector.Sum(low + high);
        if (i == x.Length) return sum;
        Vector<float> rest = LoadRest(y, i), total = LoadRest(x, i) + factors * rest + signs * Sign(rest);
        for (int lane = 0; lane < x.Length - i; lane++) sum += (double)total[lane] * total[lane];
        return sum;
    }

    /// <summary>The sum of products, accumulated in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        ref float left = ref MemoryMarshal.GetReference(x);
        ref float right = ref MemoryMarshal.GetReference(y);
        Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Width; i += Width)
        {
            Vector.Widen(Load(ref left, i), out Vector<double> a0, out Vector<double> a1);
            Vector.Widen(Load(ref right, i), out Vector<double> b0, out Vector<double> b1);
            low = Vector.MultiplyAddEstimate(a0, b0, low);
            high = Vector.MultiplyAddEstimate(a1, b1, high);
        }
        double sum = Vector.Sum(low + high);
        for (; i < x.Length; i++) sum += (double)x[i] * y[i];
        return sum;
    }

    /// <summary>The sum of each column of a rows x columns matrix: a bias gradient.</summary>
    /// <param name="x">The matrix, row by row.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="sums">One number a column.</param>
    /// <param name="accumulate">Adds to what is in <paramref name="sums"/> instead of replacing it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void ColumnSums(ReadOnlySpan<float> x, int columns, Span<float> sums, bool accumulate = false)
    {
        RequireLength(sums.Length, columns, nameof(sums));
        if (!accumulate) sums.Clear();
        fixed (float* from = x, to = sums)
        {
            float* end = from + x.Length;
            int j = 0;
            // Four vectors of sums stay in registers while the rows pass: as many as hide what an addition takes.
            for (; j <= columns - (4 * Width); j += 4 * Width)
            {
                Vector<float> a = Vector.Load(to + j), b = Vector.Load(to + j + Width);
                Vector<float> c = Vector.Load(to + j + (2 * Width)), d = Vector.Load(to + j + (3 * Width));
                for (float* row = from + j; row < end; row += columns)
                {
                    a += Vector.Load(row);
                    b += Vector.Load(row + Width);
                    c += Vector.Load(row + (2 * Width));
                    d += Vector.Load(row + (3 * Width));
                }
                a.Store(to + j);
                b.Store(to + j + Width);
                c.Store(to + j + (2 * Width));
                d.Store(to + j + (3 * Width));
            }
            for (; j <= columns - Width; j += Width)
            {
                Vector<float> a = Vector.Load(to + j);
                for (float* row = from + j; row < end; row += columns) a += Vector.Load(row);
                a.Store(to + j);
            }
            for (; j < columns; j++)
                for (float* row = from + j; row < end; row += columns) to[j] += *row;
        }
    }

    /// <summary>The largest number, NaN if there is one, minus infinity of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Max(ReadOnlySpan<float> x)
    {
        if (x.Length < Width)
        {
            float largest = float.NegativeInfinity;
            foreach (float number in x) largest = MathF.Max(largest, number);
            return largest;
        }
        ref float from = ref MemoryMarshal.GetReference(x);
        Vector<float> maxima = Load(ref from, 0);
        for (int i = Width; i <= x.Length - Width; i += Width) maxima = Vector.Max(maxima, Load(ref from, i));
        maxima = Vector.Max(maxima, Load(ref from, x.Length - Width)); // overlaps what came before
        float max = maxima[0];
        for (int lane = 1; lane < Width; lane++) max = MathF.Max(max, maxima[lane]);
        return max;
    }

    /// <summary>The largest absolute value, NaN if there is a NaN, 0 of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float MaxAbs(ReadOnlySpan<float> x)
    {
        Vector<float> maxima = Vector<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Width; i += Width) maxima = Vector.Max(maxima, Vector.Abs(new Vector<float>(x[i..])));
        if (i < x.Length) maxima = Vector.Max(maxima, Vector.Abs(LoadRest(x, i)));
        float max = 0;
        for (int lane = 0; lane < Width; lane++) max = MathF.Max(max, maxima[lane]);
        return max;
    }

    /// <summary>Whether there is neither NaN nor infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AllFinite(ReadOnlySpan<float> x)
    {
        // x - x is 0 for a finite number and NaN for the others, and NaN survives every addition.
        Vector<float> zeros = Vector<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Width; i += Width)
        {
            var v = new Vector<float>(x[i..]);
            zeros += v - v;
        }
        bool finite = Vector.EqualsAll(zeros, Vector<float>.Zero);
        for (; i < x.Length; i++) finite &= float.IsFinite(x[i]);
        return finite;
    }

    /// <summary>
    /// Where the largest number of a row stands; the first of equals; 0 if the row holds NaN only. NaN is never the largest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ArgMax(ReadOnlySpan<float> row)
    {
        int best = 0;
        float max = float.NegativeInfinity;
        for (int i = 0; i < row.Length; i++)
        {
            if (!(row[i] > max)) continue;
            max = row[i];
            best = i;
        }
        return best;
    }

    /// <summary><see cref="ArgMax"/> of every row.</summary>
    /// <param name="x">The matrix, row by row.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="positions">Receives one column number a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ArgMaxRows(ReadOnlySpan<float> x, int columns, Span<int> positions)
    {
        for (int row = 0; row < positions.Length; row++) positions[row] = ArgMax(x.Slice(row * columns, columns));
    }

    /// <summary>In how many rows the largest output stands where the largest target does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ArgMaxHits(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int columns)
    {
        RequireLength(targets.Length, outputs.Length, nameof(targets));
        int hits = 0;
        for (int start = 0; start < outputs.Length; start += columns)
            if (ArgMax(outputs.Slice(start, columns)) == ArgMax(targets.Slice(start, columns))) hits++;
        return hits;
    }

    /// <summary>In how many rows the largest output stands at the row's class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ArgMaxHits(ReadOnlySpan<float> outputs, ReadOnlySpan<int> classes, int columns)
    {
        RequireLength(outputs.Length, classes.Length * columns, nameof(outputs));
        int hits = 0;
        for (int row = 0; row < classes.Length; row++)
            if (ArgMax(outputs.Slice(row * columns, columns)) == classes[row]) hits++;
        return hits;
    }
}
