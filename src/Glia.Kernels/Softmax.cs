using System.Numerics;
using System.Runtime.InteropServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>The softmax of each row, its Jacobian, and its logarithm.</summary>
public static class Softmax
{
    /// <summary>p = e^(z - max) / sum, row by row. The two may be the same memory. A row with NaN becomes NaN.</summary>
    /// <param name="z">Rows of logits, one after the other.</param>
    /// <param name="p">Receives the probabilities; as long as z.</param>
    /// <param name="columns">Numbers in a row.</param>
    public static void Forward(ReadOnlySpan<float> z, Span<float> p, int columns)
    {
        RequireLength(p.Length, z.Length, nameof(p));
        for (int start = 0; start < z.Length; start += columns)
            Normalise(z.Slice(start, columns), p.Slice(start, columns), out _);
    }

    /// <summary>dz = p * (dy - sum(dy * p)), row by row: the whole Jacobian, whatever the loss. dz may be the same memory as dy.</summary>
    /// <param name="p">The probabilities that came out.</param>
    /// <param name="dy">The gradient with respect to them.</param>
    /// <param name="dz">Receives the gradient with respect to the logits.</param>
    /// <param name="columns">Numbers in a row.</param>
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

    /// <summary>One row: writes its softmax and hands back ln(sum e^z).</summary>
    internal static void Normalise(ReadOnlySpan<float> z, Span<float> p, out double logSumExp)
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
