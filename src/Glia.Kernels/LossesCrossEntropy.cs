using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

public static partial class Losses
{
    /// <summary>
    /// Softmax and categorical cross-entropy together: loss = logsumexp(z) * sum(t) - sum(t z), gradient p * sum(t) - t, which for targets
    /// that sum to 1 is the familiar p - t.
    /// </summary>
    /// <param name="logits">rows x columns.</param>
    /// <param name="targets">rows x columns.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Classes.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="probabilities">Receives the softmax; empty if not wanted. May be the same memory as the logits,
    /// or as the gradient's if that is empty.</param>
    /// <param name="labelSmoothing">s in t (1 - s) + s / columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SoftmaxCrossEntropy(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient, Span<float> probabilities = default, float labelSmoothing = 0)
    {
        Check(logits, targets, rows, columns, gradient);
        if (!probabilities.IsEmpty) RequireLength(probabilities.Length, logits.Length, nameof(probabilities));
        float keep = 1 - labelSmoothing, share = labelSmoothing / columns;
        Span<double> mass = stackalloc double[Width], along = stackalloc double[Width], whole = stackalloc double[Width];
        double total = 0;
        for (int first = 0; first < rows; first += Width)
        {
            int count = Math.Min(Width, rows - first);
            for (int r = 0; r < count; r++)
            {
                ReadOnlySpan<float> z = logits.Slice((first + r) * columns, columns), t = targets.Slice((first + r) * columns, columns);
                mass[r] = Reduce.Sum(t) * (1 - (double)labelSmoothing) + labelSmoothing;
                along[r] = Reduce.Dot(z, t) * (1 - (double)labelSmoothing);
                if (labelSmoothing != 0) along[r] += labelSmoothing / columns * Reduce.Sum(z);
            }
            Normalise(logits, first, columns, probabilities.IsEmpty ? gradient : probabilities, whole[..count]);
            for (int r = 0; r < count; r++)
            {
                // Nothing times infinity: a row without targets costs nothing, unless its logits are already lost.
                total += mass[r] == 0 && double.IsFinite(whole[r]) ? -along[r] : whole[r] * mass[r] - along[r];
                if (gradient.IsEmpty) continue;
                ReadOnlySpan<float> t = targets.Slice((first + r) * columns, columns);
                Span<float> g = gradient.Slice((first + r) * columns, columns);
                ReadOnlySpan<float> p = probabilities.IsEmpty ? g : probabilities.Slice((first + r) * columns, columns);
                float m = (float)mass[r];
                int c = 0;
                for (; c <= columns - Width; c += Width)
                    ((new Vector<float>(p[c..]) * m - (new Vector<float>(t[c..]) * keep + All(share))) * scale).CopyTo(g[c..]);
                for (; c < columns; c++) g[c] = (p[c] * m - (t[c] * keep + share)) * scale;
            }
        }
        return total;
    }

    /// <summary>Softmax and categorical cross-entropy together, the targets given as class numbers.</summary>
    /// <param name="logits">rows x columns.</param>
    /// <param name="classes">One class a row, from 0.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Classes.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="probabilities">Receives the softmax; empty if not wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SoftmaxCrossEntropy(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> classes, int rows, int columns, float scale, Span<float> gradient,
        Span<float> probabilities = default)
    {
        Check(logits, classes, rows, columns, gradient);
        if (!probabilities.IsEmpty) RequireLength(probabilities.Length, logits.Length, nameof(probabilities));
        Span<double> along = stackalloc double[Width], whole = stackalloc double[Width];
        double total = 0;
        for (int first = 0; first < rows; first += Width)
        {
            int count = Math.Min(Width, rows - first);
            for (int r = 0; r < count; r++) along[r] = logits[(first + r) * columns + Class(classes, first + r, columns)];
            Normalise(logits, first, columns, probabilities.IsEmpty ? gradient : probabilities, whole[..count]);
            for (int r = 0; r < count; r++)
            {
                total += whole[r] - along[r];
                if (gradient.IsEmpty) continue;
                Span<float> g = gradient.Slice((first + r) * columns, columns);
                ReadOnlySpan<float> p = probabilities.IsEmpty ? g : probabilities.Slice((first + r) * columns, columns);
                float right = p[classes[first + r]]; // p and g may be the same memory
                Elementwise.Scale(scale, p, g);
                g[classes[first + r]] = (right - 1) * scale;
            }
        }
        return total;
    }

    /// <summary>
    /// The softmax of some rows goes to the probabilities or, if nobody wants those, to the gradient, where the caller turns it into one;
    /// if nobody wants that either, it is forgotten.
    /// </summary>
    private static void Normalise(ReadOnlySpan<float> logits, int first, int columns, Span<float> destination, Span<double> logSumExp)
    {
        int start = first * columns, length = logSumExp.Length * columns;
        if (!destination.IsEmpty)
            Softmax.Normalise(logits.Slice(start, length), destination.Slice(start, length), columns, logSumExp);
        else if (columns <= Softmax.FewColumns)
        {
            Span<float> forgotten = stackalloc float[Softmax.FewColumns * Width];
            Softmax.Normalise(logits.Slice(start, length), forgotten[..length], columns, logSumExp);
        }
        else
            for (int r = 0; r < logSumExp.Length; r++) logSumExp[r] = Softmax.LogSumExp(logits.Slice(start + r * columns, columns));
    }

    /// <summary>
    /// Sigmoid and binary cross-entropy together: loss = max(z, 0) - z t + ln(1 + e^-|z|), gradient p - t, averaged over the columns.
    /// </summary>
    /// <param name="logits">rows x columns.</param>
    /// <param name="targets">rows x columns.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Outputs of a sample.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="probabilities">Receives the sigmoid; empty if not wanted.</param>
    /// <param name="labelSmoothing">s in t (1 - s) + s / 2.</param>
    public static double SigmoidCrossEntropy(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient, Span<float> probabilities = default, float labelSmoothing = 0)
    {
        // The probabilities may overwrite the logits, so they come last; then the gradient may not.
        if (!probabilities.IsEmpty && gradient.Overlaps(logits))
            throw new ArgumentException("With probabilities wanted, the gradient needs memory of its own.", nameof(gradient));
        double loss = Each(new SigmoidCrossEntropyTerm(labelSmoothing), logits, targets, rows, columns, scale, gradient);
        if (!probabilities.IsEmpty) Elementwise.Activate(new Sigmoid(), logits, probabilities);
        return loss;
    }

    /// <summary>
    /// Categorical cross-entropy of probabilities, literally as Keras: each row divided by its sum, clipped to 1e-7..1-1e-7, minus t ln p.
    /// Where a probability is clipped its gradient is zero.
    /// </summary>
    /// <param name="outputs">rows x columns, what the last layer gave.</param>
    /// <param name="targets">rows x columns.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Classes.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="labelSmoothing">s in t (1 - s) + s / columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double CategoricalCrossEntropy(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient,
        float labelSmoothing = 0)
    {
        Check(outputs, targets, rows, columns, gradient);
        double total = 0, share = (double)labelSmoothing / columns;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> o = outputs.Slice(row * columns, columns), t = targets.Slice(row * columns, columns);
            float sum = (float)Reduce.Sum(o);
            double pulled = 0; // sum over the row of dloss/dq * q: what the division by the sum takes back
            for (int c = 0; c < columns; c++)
            {
                double target = t[c] * (1 - (double)labelSmoothing) + share;
                if (target == 0 && !float.IsNaN(sum)) continue;
                float q = o[c] / sum;
                bool clipped = q is < Epsilon or > OneMinusEpsilon;
                total -= target * Math.Log(clipped ? Math.Clamp(q, Epsilon, OneMinusEpsilon) : q);
                if (!clipped) pulled -= target;
            }
            if (gradient.IsEmpty) continue;
            Span<float> g = gradient.Slice(row * columns, columns);
            for (int c = 0; c < columns; c++)
            {
                double target = t[c] * (1 - (double)labelSmoothing) + share;
                float q = o[c] / sum;
                bool clipped = q is < Epsilon or > OneMinusEpsilon;
                double own = clipped || target == 0 ? 0 : -target / q;
                g[c] = (float)(scale * (own - pulled) / sum);
            }
        }
        return total;
    }

    /// <summary>Categorical cross-entropy of probabilities, the targets given as class numbers.</summary>
    /// <param name="outputs">rows x columns, what the last layer gave.</param>
    /// <param name="classes">One class a row, from 0.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Classes.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double CategoricalCrossEntropy(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> classes, int rows, int columns, float scale, Span<float> gradient)
    {
        Check(outputs, classes, rows, columns, gradient);
        double total = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> o = outputs.Slice(row * columns, columns);
            int right = Class(classes, row, columns);
            float sum = (float)Reduce.Sum(o);
            float q = o[right] / sum;
            bool clipped = q is < Epsilon or > OneMinusEpsilon;
            total -= Math.Log(clipped ? Math.Clamp(q, Epsilon, OneMinusEpsilon) : q);
            if (gradient.IsEmpty) continue;
            Span<float> g = gradient.Slice(row * columns, columns);
            g.Fill(clipped ? 0 : scale / sum);
            if (!clipped) g[right] = (float)(scale * (1 - 1 / (double)q) / sum);
        }
        return total;
    }

    /// <summary>
    /// Binary cross-entropy of probabilities clipped to 1e-7..1-1e-7, averaged over the columns. Zero gradient where clipped.
    /// </summary>
    /// <param name="outputs">rows x columns.</param>
    /// <param name="targets">rows x columns.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Outputs of a sample.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="labelSmoothing">s in t (1 - s) + s / 2.</param>
    public static double BinaryCrossEntropy(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient,
        float labelSmoothing = 0) =>
        Each(new BinaryCrossEntropyTerm(labelSmoothing), outputs, targets, rows, columns, scale, gradient);
}
