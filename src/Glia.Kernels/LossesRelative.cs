using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

public static partial class Losses
{
    /// <summary>100 |o - t| / max(|t|, 1e-7); the derivative where they are equal is 0.</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double MeanAbsolutePercentageError(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Each(new PercentageTerm(), outputs, targets, rows, columns, scale, gradient);

    /// <summary>(ln(o + 1) - ln(t + 1))^2, both taken as at least 1e-7. Zero gradient where the output is raised.</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double MeanSquaredLogarithmicError(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Each(new LogarithmicTerm(), outputs, targets, rows, columns, scale, gradient);

    /// <summary>Minus the cosine of the angle between a row of outputs and its targets; a length below 1e-7 counts as that.</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double CosineSimilarity(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient)
    {
        Check(outputs, targets, rows, columns, gradient);
        double sum = 0;
        for (int start = 0; start < outputs.Length; start += columns)
        {
            ReadOnlySpan<float> o = outputs.Slice(start, columns), t = targets.Slice(start, columns);
            double length = Math.Sqrt(Reduce.SumOfSquares(o)), outputLength = Math.Max(length, Epsilon);
            double targetLength = Math.Max(Math.Sqrt(Reduce.SumOfSquares(t)), Epsilon);
            double cosine = Reduce.Dot(o, t) / (outputLength * targetLength);
            sum -= cosine;
            if (gradient.IsEmpty) continue;
            // Where the length is the least one, it does not change with the outputs.
            double along = length > Epsilon ? cosine / outputLength : 0;
            Span<float> slopes = gradient.Slice(start, columns);
            for (int c = 0; c < columns; c++) slopes[c] = (float)(scale * (along * o[c] - t[c] / targetLength) / outputLength);
        }
        return sum;
    }

    private readonly struct PercentageTerm : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> error = output - target, percent = All(100f) / Vector.Max(All(Epsilon), Vector.Abs(target));
            derivative = Sign(error) * percent;
            return Vector.Abs(error) * percent;
        }
    }

    private readonly struct LogarithmicTerm : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> o = Vector.MaxNative(All(Epsilon), output), t = Vector.MaxNative(All(Epsilon), target);
            Vector<float> error = LogOnePlus(o) - LogOnePlus(t);
            derivative = Where(Vector.GreaterThan(output, All(Epsilon)), (error + error) / (o + Vector<float>.One), Vector<float>.Zero);
            return error * error;
        }

        // The series is for small numbers, where 1 + x would lose them; beyond 1 nothing is lost.
        private static Vector<float> LogOnePlus(Vector<float> x)
        {
            Vector<float> one = Vector<float>.One, near = VectorMath.LogOnePlus(Vector.MinNative(one, x));
            return Where(Vector.LessThanOrEqual(x, one), near, VectorMath.Log(x + one));
        }
    }
}
