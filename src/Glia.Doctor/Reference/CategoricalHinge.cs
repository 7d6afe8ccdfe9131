namespace Glia.Doctor.Reference;

/// <summary>
/// max(n − p + 1, 0) with p = Σ t o and n = max((1 − t) o); the derivative of the maximum goes to the first of equals.
/// </summary>
internal sealed class CategoricalHinge : Loss
{
    /// <inheritdoc/>
    public override string Name => "categorical_hinge";

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        double positive = 0;
        for (int j = 0; j < output.Length; j++) positive += target[j] * output[j];
        int largest = Largest(output, target);
        return Math.Max((1 - target[largest]) * output[largest] - positive + 1, 0);
    }

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        gradient.Clear();
        if (OfRow(output, target) <= 0) return;
        for (int j = 0; j < output.Length; j++) gradient[j] = -target[j];
        int largest = Largest(output, target);
        gradient[largest] += 1 - target[largest];
    }

    private static int Largest(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        int largest = 0;
        for (int j = 1; j < output.Length; j++)
            if ((1 - target[j]) * output[j] > (1 - target[largest]) * output[largest]) largest = j;
        return largest;
    }
}
