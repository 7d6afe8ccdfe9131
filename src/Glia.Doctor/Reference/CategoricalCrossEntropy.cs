namespace Glia.Doctor.Reference;

/// <summary>
/// −Σⱼ tⱼ log pⱼ. From probabilities as Keras computes it: the row is divided by its sum, clipped to
/// [1e-7, 1 − 1e-7], then the logarithm.
/// From logits: log-sum-exp(z) Σ t − Σ t z.
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits.</param>
/// <param name="labelSmoothing">Targets become t (1 − s) + s / K.</param>
/// <param name="sparse">Whether the target is one column with the class number.</param>
internal sealed class CategoricalCrossEntropy(bool fromLogits = false, double labelSmoothing = 0, bool sparse = false) : Loss
{
    /// <inheritdoc/>
    public override string Name => sparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy";

    /// <inheritdoc/>
    public override Loss? OfLogits(Activation outputActivation) =>
        !fromLogits && outputActivation is SoftmaxActivation
            ? new CategoricalCrossEntropy(true, labelSmoothing, sparse) { Sum = Sum }
            : null;

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        double loss = 0;
        var t = Targets(output.Length, target);
        if (fromLogits)
        {
            double logSum = LogSumExp(output);
            for (int j = 0; j < output.Length; j++)
                if (t[j] != 0) loss -= t[j] * (output[j] - logSum);
            return loss;
        }
        double sum = 0;
        foreach (double p in output) sum += p;
        for (int j = 0; j < output.Length; j++) loss -= t[j] * Math.Log(Math.Clamp(output[j] / sum, Epsilon, 1 - Epsilon));
        return loss;
    }

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        var t = Targets(output.Length, target);
        if (fromLogits)
        {
            double total = 0, logSum = LogSumExp(output);
            foreach (double one in t) total += one;
            for (int j = 0; j < output.Length; j++) gradient[j] = total * Math.Exp(output[j] - logSum) - t[j];
            return;
        }
        // q = p / s clipped; dloss/dq = −t / q where not clipped; dqᵢ/dpⱼ = (δᵢⱼ − qᵢ) / s.
        double s = 0, dot = 0;
        foreach (double p in output) s += p;
        for (int j = 0; j < output.Length; j++)
        {
            double q = output[j] / s;
            gradient[j] = q is >= Epsilon and <= 1 - Epsilon ? -t[j] / q : 0;
            dot += gradient[j] * q;
        }
        for (int j = 0; j < output.Length; j++) gradient[j] = (gradient[j] - dot) / s;
    }

    private double[] Targets(int classes, ReadOnlySpan<double> target)
    {
        var t = new double[classes];
        if (sparse) t[(int)target[0]] = 1;
        else target.CopyTo(t);
        if (labelSmoothing != 0)
            for (int j = 0; j < classes; j++) t[j] = t[j] * (1 - labelSmoothing) + labelSmoothing / classes;
        return t;
    }

    private static double LogSumExp(ReadOnlySpan<double> z)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double one in z) largest = Math.Max(largest, one);
        foreach (double one in z) sum += Math.Exp(one - largest);
        return largest + Math.Log(sum);
    }
}
