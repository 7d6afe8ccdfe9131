using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>
/// The focal losses as Keras defines them. Of classes that exclude each other −Σ αⱼ tⱼ (1 − qⱼ)^γ log qⱼ, with q the probabilities
/// divided by their sum and clipped; of yes/no answers (1 − p)^γ times the cross-entropy, with p the probability of what is right.
/// </summary>
/// <param name="categorical">Classes that exclude each other, instead of yes/no answers.</param>
/// <param name="gamma">How much less counts what is nearly right.</param>
/// <param name="alpha">A weight for each class or one for all; of yes/no answers the weight of a yes.</param>
/// <param name="balanced">Whether the weight of yes/no answers applies.</param>
/// <param name="fromLogits">Whether the outputs are logits.</param>
/// <param name="labelSmoothing">How far targets are drawn towards one that says nothing.</param>
internal sealed class OracleFocal(bool categorical, double gamma = 2, IReadOnlyList<double>? alpha = null, bool balanced = false,
    bool fromLogits = false, double labelSmoothing = 0) : Loss
{
    private readonly IReadOnlyList<double> _alpha = alpha ?? [0.25];

    /// <inheritdoc/>
    public override string Name => categorical ? "categorical_focal_crossentropy" : "binary_focal_crossentropy";

    /// <inheritdoc/>
    public override Loss? OfLogits(Activation outputActivation)
    {
        bool pair = categorical ? outputActivation is SoftmaxActivation : outputActivation.Name == "sigmoid";
        return pair && !fromLogits ? new OracleFocal(categorical, gamma, _alpha, balanced, true, labelSmoothing) { Sum = Sum } : null;
    }

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        double loss = 0;
        double[] q = Probabilities(output);
        for (int j = 0; j < q.Length; j++)
        {
            double t = Smooth(target[j], q.Length);
            if (categorical) loss -= Weight(j) * t * Math.Pow(1 - Clip(q[j]), gamma) * Math.Log(Clip(q[j]));
            else loss += Balance(t) * Math.Pow(Missing(t, q[j]), gamma) * Entropy(t, q[j]) / q.Length;
        }
        return loss;
    }

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        // First the derivatives in the probabilities, then back through what made them.
        double[] q = Probabilities(output);
        double sum = 0, along = 0;
        for (int j = 0; j < q.Length; j++)
        {
            double t = Smooth(target[j], q.Length), p = Clip(q[j]);
            bool clipped = p != q[j];
            if (categorical)
                gradient[j] = clipped || t == 0 ? 0 : Weight(j) * t
                    * ((gamma == 0 ? 0 : gamma * Math.Pow(1 - p, gamma - 1) * Math.Log(p)) - Math.Pow(1 - p, gamma) / p);
            else
            {
                double u = Missing(t, q[j]);
                gradient[j] = Balance(t) / q.Length * (gamma * Math.Pow(u, gamma - 1) * (1 - 2 * t) * Entropy(t, q[j])
                    + (clipped ? 0 : Math.Pow(u, gamma) * (p - t) / (p * (1 - p))));
            }
            sum += output[j];
            along += gradient[j] * q[j];
        }
        for (int j = 0; j < q.Length; j++)
            if (categorical) gradient[j] = fromLogits ? q[j] * (gradient[j] - along) : (gradient[j] - along) / sum;
            else if (fromLogits) gradient[j] *= q[j] * (1 - q[j]);
    }

    private double Weight(int column) => _alpha[_alpha.Count == 1 ? 0 : column];

    private double Balance(double t) => balanced ? t * _alpha[0] + (1 - t) * (1 - _alpha[0]) : 1;

    // From logits nothing is clipped. 1 - 1e-7, to which Keras clips, is 1 - 1.19e-7 in float32; a focal loss has it in its gradient too.
    private double Clip(double p) => fromLogits ? p : Math.Clamp(p, Epsilon, 1 - 1e-7f);

    private double Smooth(double target, int columns) => target * (1 - labelSmoothing) + labelSmoothing / (categorical ? columns : 2);

    private double Entropy(double t, double p) => -(t * Math.Log(Clip(p)) + (1 - t) * Math.Log(1 - Clip(p)));

    private static double Missing(double t, double p) => t * (1 - p) + (1 - t) * p;

    private double[] Probabilities(ReadOnlySpan<double> output)
    {
        double[] q = [.. output];
        if (!categorical) return fromLogits ? [.. q.Select(Activations.Sigmoid)] : q;
        double largest = q.Max(), sum = fromLogits ? q.Sum(z => Math.Exp(z - largest)) : q.Sum();
        return [.. q.Select(z => (fromLogits ? Math.Exp(z - largest) : z) / sum)];
    }
}
