using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

public static partial class Losses
{
    /// <summary>
    /// max(1 - t o, 0) for targets -1 and 1 (Rosasco et al., Neural Computation 2004). Where every target of the batch is 0 or 1 they are
    /// read as -1 and 1, as Keras does.
    /// </summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double Hinge(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Each(new HingeTerm(AreBits(targets)), outputs, targets, rows, columns, scale, gradient);

    /// <summary>max(1 - t o, 0)^2, with targets as <see cref="Hinge"/> reads them.</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double SquaredHinge(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient) =>
        Each(new SquaredHingeTerm(AreBits(targets)), outputs, targets, rows, columns, scale, gradient);

    /// <summary>
    /// max(n - p + 1, 0) with p = sum(t o), the output of the right class, and n = max((1 - t) o), the largest of the others; for one-hot
    /// targets. The gradient of the maximum goes to the first of equals.
    /// </summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double CategoricalHinge(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient)
    {
        Check(outputs, targets, rows, columns, gradient);
        double sum = 0;
        for (int start = 0; start < outputs.Length; start += columns)
        {
            ReadOnlySpan<float> o = outputs.Slice(start, columns), t = targets.Slice(start, columns);
            double positive = Reduce.Dot(o, t), negative = double.NegativeInfinity;
            int largest = 0;
            for (int c = 0; c < columns; c++)
            {
                double other = (1.0 - t[c]) * o[c];
                if (!(other > negative)) continue;
                (negative, largest) = (other, c);
            }
            double loss = Math.Max(negative - positive + 1, 0);
            sum += loss;
            if (gradient.IsEmpty) continue;
            Span<float> slopes = gradient.Slice(start, columns);
            float falling = loss > 0 ? -scale : 0;
            for (int c = 0; c < columns; c++) slopes[c] = falling * t[c];
            slopes[largest] -= falling * (1 - t[largest]);
        }
        return sum;
    }

    private static bool AreBits(ReadOnlySpan<float> targets) => !targets.ContainsAnyExcept(0f, 1f);

    private readonly struct HingeTerm(bool bits) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> t = bits ? target + target - Vector<float>.One : target;
            Vector<float> margin = Vector<float>.One - t * output;
            derivative = Where(Vector.GreaterThan(margin, Vector<float>.Zero), -t, Vector<float>.Zero);
            return Vector.MaxNative(Vector<float>.Zero, margin); // in this order NaN passes
        }
    }

    private readonly struct SquaredHingeTerm(bool bits) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> t = bits ? target + target - Vector<float>.One : target;
            Vector<float> margin = Vector.MaxNative(Vector<float>.Zero, Vector<float>.One - t * output);
            derivative = All(-2f) * t * margin;
            return margin * margin;
        }
    }
}
