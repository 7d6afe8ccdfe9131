using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>
/// Stochastic gradient descent, Keras' form: <c>v = momentum * v - rate * g; w = w + v</c>, or with Nesterov's look-ahead
/// <c>w = w + momentum * v - rate * g</c>.
/// </summary>
public sealed class SGD : Optimizer
{
    private static readonly string[] Velocity = ["momentum"];

    /// <summary>Gradient descent with Keras' defaults.</summary>
    /// <param name="learningRate">Step length.</param>
    /// <param name="momentum">The share of the last velocity that is kept, 0 to 1.</param>
    /// <param name="nesterov">Whether the step looks ahead along the velocity.</param>
    /// <exception cref="ArgumentOutOfRangeException">The momentum is outside its range.</exception>
    public SGD(float learningRate = 0.01f, float momentum = 0, bool nesterov = false) : base(learningRate)
    {
        RequireMomentum(momentum);
        Momentum = momentum;
        Nesterov = nesterov;
    }

    /// <summary>The share of the last velocity that is kept.</summary>
    public float Momentum { get; }

    /// <summary>Whether the step looks ahead along the velocity.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => Momentum == 0 ? [] : Velocity;

    /// <inheritdoc/>
    public override bool IgnoresGradientScale => false;

    /// <inheritdoc/>
    protected override bool AddsScaledGradient => Momentum == 0;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment) =>
        Momentum == 0 ? Run(new SgdRule(rate), weights, gradient, parameter, treatment)
        : Nesterov ? Run(new NesterovRule(rate, Momentum), weights, gradient, parameter, treatment)
        : Run(new MomentumRule(rate, Momentum), weights, gradient, parameter, treatment);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["momentum"] = Momentum;
        config["nesterov"] = Nesterov;
    }
}
