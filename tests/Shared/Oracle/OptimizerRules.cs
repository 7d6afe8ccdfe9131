namespace Glia.Float64;

/// <summary>w += v with v = momentum·v − rate·g; Nesterov: w += momentum·v − rate·g with the new v.</summary>
internal sealed class SgdRule(double rate = 0.01, double momentum = 0, bool nesterov = false) : OptimizerRule
{
    /// <inheritdoc/>
    protected override double Step(double w, double g, ref double first, ref double second)
    {
        first = momentum * first - rate * g;
        return nesterov ? w + momentum * first - rate * g : w + first;
    }
}

/// <summary>
/// Adam (Kingma and Ba 2014) in Keras' form: w −= rate·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v + ε). With a weight decay it is AdamW
/// (Loshchilov and Hutter 2017): first w −= rate·decay·w.
/// </summary>
internal sealed class AdamRule(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, double weightDecay = 0)
    : OptimizerRule
{
    /// <inheritdoc/>
    protected override double Step(double w, double g, ref double first, ref double second)
    {
        first += (g - first) * (1 - beta1);
        second += (g * g - second) * (1 - beta2);
        double corrected = rate * Math.Sqrt(1 - Math.Pow(beta2, Steps)) / (1 - Math.Pow(beta1, Steps));
        return w - rate * weightDecay * w - corrected * first / (Math.Sqrt(second) + epsilon);
    }
}

/// <summary>RMSprop in Keras' form: v = ρ·v + (1−ρ)g²; w −= rate·g/√(v + ε), through a momentum if there is one.</summary>
internal sealed class RmspropRule(double rate = 0.001, double rho = 0.9, double momentum = 0, double epsilon = 1e-7) : OptimizerRule
{
    /// <inheritdoc/>
    protected override double Step(double w, double g, ref double first, ref double second)
    {
        second = rho * second + (1 - rho) * g * g;
        first = momentum * first + rate * g / Math.Sqrt(second + epsilon);
        return w - first;
    }
}

/// <summary>Adagrad (Duchi et al. 2011) in Keras' form: v += g², starting from 0.1; w −= rate·g/√(v + ε).</summary>
internal sealed class AdagradRule(double rate = 0.001, double initialAccumulator = 0.1, double epsilon = 1e-7) : OptimizerRule
{
    /// <inheritdoc/>
    protected override double InitialSecond => initialAccumulator;

    /// <inheritdoc/>
    protected override double Step(double w, double g, ref double first, ref double second)
    {
        second += g * g;
        return w - rate * g / Math.Sqrt(second + epsilon);
    }
}

/// <summary>Adadelta (Zeiler 2012) in Keras' form: Δ = −√(u + ε)/√(v + ε)·g with running means v of g² and u of Δ²; w += rate·Δ.</summary>
internal sealed class AdadeltaRule(double rate = 0.001, double rho = 0.95, double epsilon = 1e-7) : OptimizerRule
{
    /// <inheritdoc/>
    protected override double Step(double w, double g, ref double first, ref double second)
    {
        second = rho * second + (1 - rho) * g * g;
        double delta = -Math.Sqrt(first + epsilon) * g / Math.Sqrt(second + epsilon);
        first = rho * first + (1 - rho) * delta * delta;
        return w + rate * delta;
    }
}

/// <summary>Nadam (Dozat 2016) in Keras' form, with its momentum schedule β₁(1 − 0.96ᵗ/2).</summary>
internal sealed class NadamRule(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : OptimizerRule
{
    /// <inheritdoc/>
    protected override double Step(double w, double g, ref double first, ref double second)
    {
        double product = 1;
        for (int t = 1; t <= Steps; t++) product *= Momentum(t);
        first += (g - first) * (1 - beta1);
        second += (g * g - second) * (1 - beta2);
        double ahead = Momentum(Steps + 1) * first / (1 - product * Momentum(Steps + 1)) + (1 - Momentum(Steps)) * g / (1 - product);
        return w - rate * ahead / (Math.Sqrt(second / (1 - Math.Pow(beta2, Steps))) + epsilon);
    }

    private double Momentum(int step) => beta1 * (1 - 0.5 * Math.Pow(0.96, step));
}
