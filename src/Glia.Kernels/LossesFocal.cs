using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

public static partial class Losses
{
    /// <summary>
    /// Focal cross-entropy of softmax probabilities (Lin, Goyal, Girshick, He and Dollár, ICCV 2017), literally as Keras: each row divided
    /// by its sum, clipped to 1e-7..1-1e-7, minus alpha t (1 - p)^gamma ln p. Where a probability is clipped its gradient is zero.
    /// </summary>
    /// <param name="outputs">rows x columns, what the last layer gave.</param>
    /// <param name="targets">rows x columns.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Classes.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="alpha">The weight of each class, or one weight for all.</param>
    /// <param name="gamma">How much less counts what is nearly right; at least 0.</param>
    /// <param name="labelSmoothing">s in t (1 - s) + s / columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double CategoricalFocalCrossEntropy(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient,
        ReadOnlySpan<float> alpha, double gamma, float labelSmoothing = 0)
    {
        Check(outputs, targets, rows, columns, gradient);
        var term = new FocalTerm(gamma);
        double total = 0, share = (double)labelSmoothing / columns;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> o = outputs.Slice(row * columns, columns), t = targets.Slice(row * columns, columns);
            Span<float> g = gradient.IsEmpty ? default : gradient.Slice(row * columns, columns);
            double sum = Reduce.Sum(o), pulled = 0; // pulled: what the division by the sum takes back
            for (int c = 0; c < columns; c++)
            {
                double target = alpha[alpha.Length == 1 ? 0 : c] * (t[c] * (1 - (double)labelSmoothing) + share);
                if (target == 0 && !double.IsNaN(sum)) continue;
                double q = o[c] / sum, p = q is < Epsilon or > OneMinusEpsilon ? Math.Clamp(q, Epsilon, OneMinusEpsilon) : q;
                total += target * term.Loss(1 - p, Math.Log(p));
                if (p == q) pulled += target * term.SlopeTimesP(p, 1 - p, Math.Log(p));
            }
            // Each output is read before its gradient is written, which may be the same memory.
            for (int c = 0; c < g.Length; c++)
            {
                double target = alpha[alpha.Length == 1 ? 0 : c] * (t[c] * (1 - (double)labelSmoothing) + share), q = o[c] / sum;
                bool counts = target != 0 && q is not (< Epsilon or > OneMinusEpsilon);
                double own = counts ? target * term.SlopeTimesP(q, 1 - q, Math.Log(q)) / q : 0;
                g[c] = (float)(scale * (own - pulled) / sum);
            }
        }
        return total;
    }

    /// <summary>Softmax and focal cross-entropy together: minus alpha t (1 - p)^gamma ln p with p the softmax, not clipped.</summary>
    /// <inheritdoc cref="CategoricalFocalCrossEntropy" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SoftmaxFocalCrossEntropy(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient,
        ReadOnlySpan<float> alpha, double gamma, float labelSmoothing = 0)
    {
        Check(outputs, targets, rows, columns, gradient);
        var term = new FocalTerm(gamma);
        double total = 0, share = (double)labelSmoothing / columns;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> z = outputs.Slice(row * columns, columns), t = targets.Slice(row * columns, columns);
            Span<float> g = gradient.IsEmpty ? default : gradient.Slice(row * columns, columns);
            double whole = Softmax.LogSumExp(z), pulled = 0;
            for (int c = 0; c < columns; c++)
            {
                double target = alpha[alpha.Length == 1 ? 0 : c] * (t[c] * (1 - (double)labelSmoothing) + share);
                if (target == 0 && !double.IsNaN(whole)) continue;
                double log = z[c] - whole, p = Math.Exp(log);
                total += target * term.Loss(1 - p, log);
                pulled += target * term.SlopeTimesP(p, 1 - p, log);
            }
            for (int c = 0; c < g.Length; c++)
            {
                double target = alpha[alpha.Length == 1 ? 0 : c] * (t[c] * (1 - (double)labelSmoothing) + share);
                double log = z[c] - whole, p = Math.Exp(log), own = target == 0 ? 0 : target * term.SlopeTimesP(p, 1 - p, log);
                g[c] = (float)(scale * (own - p * pulled));
            }
        }
        return total;
    }

    /// <summary>
    /// Focal cross-entropy of yes/no answers, averaged over the columns, literally as Keras: |t - p|^gamma times the cross-entropy of
    /// probabilities clipped to 1e-7..1-1e-7, where |t - p| stands for 1 minus the probability of what is right. Where a probability is
    /// clipped the cross-entropy has no slope.
    /// </summary>
    /// <param name="outputs">rows x columns.</param>
    /// <param name="targets">rows x columns.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Outputs of a sample.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="gamma">How much less counts what is nearly right; at least 0.</param>
    /// <param name="balance">Weight of a yes, where that of a no is 1 minus it; NaN for 1 each.</param>
    /// <param name="labelSmoothing">s in t (1 - s) + s / 2.</param>
    public static double BinaryFocalCrossEntropy(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient,
        float gamma, float balance, float labelSmoothing = 0) =>
        Each(new BinaryFocalTerm(gamma, balance, labelSmoothing), outputs, targets, rows, columns, scale, gradient);

    /// <summary>Sigmoid and focal cross-entropy of yes/no answers together, not clipped.</summary>
    /// <inheritdoc cref="BinaryFocalCrossEntropy" path="/param"/>
    public static double SigmoidFocalCrossEntropy(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient,
        float gamma, float balance, float labelSmoothing = 0) =>
        Each(new SigmoidFocalTerm(gamma, balance, labelSmoothing), outputs, targets, rows, columns, scale, gradient);

    // (1 - p)^gamma times -ln p, in double.
    private readonly struct FocalTerm(double gamma)
    {
        public double Loss(double missing, double log) => -Math.Pow(missing, gamma) * log;

        // p times its derivative in p, which is finite where p or 1 - p is zero: gamma p (1 - p)^(gamma - 1) ln p - (1 - p)^gamma.
        public double SlopeTimesP(double p, double missing, double log) =>
            // (1 - p)^(gamma - 1) ln p tends to minus (1 - p)^gamma, and p ln p to 0.
            (gamma == 0 || missing == 0 || p == 0 ? 0 : gamma * p * Math.Pow(missing, gamma - 1) * log) - Math.Pow(missing, gamma);
    }

    private readonly struct BinaryFocalTerm(float gamma, float balance, float smoothing) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> one = Vector<float>.One, low = All(Epsilon), high = All(OneMinusEpsilon);
            Vector<float> t = target * All(1 - smoothing) + All(smoothing / 2), weight = Balance(t, balance);
            Vector<float> p = Vector.MinNative(high, Vector.MaxNative(low, output));
            Vector<int> clipped = Vector.LessThan(output, low) | Vector.GreaterThan(output, high);
            Vector<float> entropy = -(t * VectorMath.Log(p) + (one - t) * VectorMath.Log(one - p));
            Vector<float> slope = Where(clipped, Vector<float>.Zero, (p - t) / (p * (one - p)));
            // One minus the probability of what is right, from the output as it is.
            Vector<float> missing = t * (one - output) + (one - t) * output, factor = Power(missing, gamma);
            derivative = weight * (factor * slope + All(gamma) * Power(missing, gamma - 1) * (one - t - t) * entropy);
            return weight * factor * entropy;
        }
    }

    private readonly struct SigmoidFocalTerm(float gamma, float balance, float smoothing) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> one = Vector<float>.One;
            Vector<float> t = target * All(1 - smoothing) + All(smoothing / 2), weight = Balance(t, balance);
            Vector<float> p = VectorMath.Sigmoid(output), no = VectorMath.Sigmoid(-output);
            Vector<float> entropy = Vector.MaxNative(Vector<float>.Zero, output) - output * t
                + VectorMath.LogOnePlus(VectorMath.Exp(-Vector.Abs(output)));
            Vector<float> missing = t * no + (one - t) * p, factor = Power(missing, gamma);
            // p (1 - p) / missing is between 0 and 1: nothing is lost where missing vanishes, and with it the factor.
            Vector<float> ratio = Where(Vector.Equals(missing, Vector<float>.Zero), one, p * no / missing);
            derivative = weight * factor * (p - t + All(gamma) * (one - t - t) * ratio * entropy);
            return weight * factor * entropy;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Balance(Vector<float> target, float balance) => float.IsNaN(balance)
        ? Vector<float>.One
        : target * All(balance) + (Vector<float>.One - target) * All(1 - balance);

    // As pow of C: of a negative number, which an output outside 0..1 gives, there is a power only where the exponent is whole.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Power(Vector<float> x, float exponent)
    {
        if (exponent == 0) return Vector<float>.One;
        if (exponent == 1) return x;
        if (exponent == 2) return x * x;
        Vector<float> size = VectorMath.Exp(All(exponent) * VectorMath.Log(Vector.Abs(x)));
        Vector<float> below = float.IsInteger(exponent) ? float.IsEvenInteger(exponent) ? size : -size : All(float.NaN);
        return Where(Vector.LessThan(x, Vector<float>.Zero), below, size);
    }
}
