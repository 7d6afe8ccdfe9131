namespace Glia.Doctor.Reference;

/// <summary>
/// −(t log p + (1 − t) log(1 − p)), averaged over the columns. From probabilities they are clipped to [1e-7, 1 − 1e-7] first;
/// from logits max(z, 0) − z t + log(1 + exp(−|z|)).
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits.</param>
/// <param name="labelSmoothing">Targets become t (1 − s) + s / 2.</param>
internal sealed class BinaryCrossEntropy(bool fromLogits = false, double labelSmoothing = 0) : Loss
{
    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    /// <inheritdoc/>
    public override Loss? OfLogits(Activation outputActivation) =>
        !fromLogits && outputActivation.Name == "sigmoid" ? new BinaryCrossEntropy(true, labelSmoothing) { Sum = Sum } : null;

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        double loss = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double t = Smooth(target[j]);
            if (fromLogits) loss += Math.Max(output[j], 0) - output[j] * t + Activations.LogOnePlus(Math.Exp(-Math.Abs(output[j])));
            else
            {
                double p = Math.Clamp(output[j], Epsilon, 1 - Epsilon);
                loss -= t * Math.Log(p) + (1 - t) * Math.Log(1 - p);
            }
        }
        return loss / output.Length;
    }

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        for (int j = 0; j < output.Length; j++)
        {
            double t = Smooth(target[j]), o = output[j];
            if (fromLogits) gradient[j] = (Activations.Sigmoid(o) - t) / output.Length;
            else gradient[j] = o is >= Epsilon and <= 1 - Epsilon ? (o - t) / (o * (1 - o)) / output.Length : 0;
        }
    }

    private double Smooth(double target) => target * (1 - labelSmoothing) + labelSmoothing / 2;
}
