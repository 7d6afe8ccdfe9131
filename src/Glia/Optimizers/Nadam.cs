using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>
/// Adam with Nesterov momentum (Dozat, ICLR workshop 2016), with Keras' momentum schedule <c>beta1 * (1 - 0.5 * 0.96^t)</c>.
/// </summary>
/// <param name="learningRate">Step length.</param>
/// <param name="beta1">Share of the mean gradient that is kept.</param>
/// <param name="beta2">Share of the mean squared gradient that is kept.</param>
/// <param name="epsilon">Keeps the division finite.</param>
public sealed class Nadam(float learningRate = 0.001f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f)
    : Optimizer(learningRate)
{
    private static readonly string[] Moments = ["m", "v"];
    private long _productStep;
    private double _product = 1;

    /// <summary>Keeps the division finite.</summary>
    public float Epsilon { get; } = epsilon;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => Moments;

    // The product of all momenta so far depends on the step alone, so it is made again after a resume instead of being saved.
    /// <inheritdoc/>
    protected override void BeginStep()
    {
        if (Step <= _productStep) (_productStep, _product) = (0, 1);
        while (_productStep < Step) _product *= Momentum(++_productStep);
    }

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment)
    {
        double now = Momentum(Step), next = Momentum(Step + 1);
        var rule = new NadamRule(
            (float)(rate * next / (1 - _product * next)),
            (float)(rate * (1 - now) / (1 - _product)),
            (float)(1 / (1 - Math.Pow(beta2, Step))),
            beta1, beta2, Epsilon);
        return Run(rule, weights, gradient, parameter, treatment);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_1"] = beta1;
        config["beta_2"] = beta2;
        config["epsilon"] = Epsilon;
    }

    private double Momentum(long step) => beta1 * (1 - 0.5 * Math.Pow(0.96, step));
}
