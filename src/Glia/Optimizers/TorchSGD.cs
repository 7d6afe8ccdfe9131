using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>
/// Gradient descent as <c>torch.optim.SGD</c> computes it: <c>b = momentum * b + (1 - dampening) * g; w = w - rate * b</c>. Unlike Keras'
/// the buffer holds no rate, so a new rate acts at once, and weight decay is a penalty in the gradient. With a constant rate and without
/// dampening both are the same.
/// </summary>
public sealed class TorchSGD : Optimizer
{
    private static readonly string[] Buffer = ["momentum_buffer"];

    /// <summary>Gradient descent with PyTorch's defaults.</summary>
    /// <param name="learningRate">PyTorch's <c>lr</c>.</param>
    /// <param name="momentum">The share of the buffer that is kept, 0 to 1.</param>
    /// <param name="dampening">The share of the gradient that does not enter the buffer after the first step.</param>
    /// <param name="nesterov">Whether the step looks ahead along the buffer.</param>
    /// <exception cref="ArgumentOutOfRangeException">Momentum is not between 0 and 1, or Nesterov's step has a dampening.</exception>
    public TorchSGD(float learningRate = 0.001f, float momentum = 0, float dampening = 0, bool nesterov = false) : base(learningRate)
    {
        RequireMomentum(momentum);
        if (nesterov && dampening != 0) throw new ArgumentOutOfRangeException(nameof(nesterov), nesterov,
            "Nesterov's step has no dampening, as in PyTorch.");
        (Momentum, Dampening, Nesterov) = (momentum, dampening, nesterov);
    }

    /// <summary>The share of the buffer that is kept.</summary>
    public float Momentum { get; }

    /// <summary>The share of the gradient that does not enter the buffer after the first step.</summary>
    public float Dampening { get; }

    /// <summary>Whether the step looks ahead along the buffer.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => Momentum == 0 ? [] : Buffer;

    /// <inheritdoc/>
    public override bool IgnoresGradientScale => false;

    /// <inheritdoc/>
    protected override bool AddsScaledGradient => Momentum == 0;

    /// <inheritdoc/>
    protected override bool DecaysByGradient => true;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment) =>
        Momentum == 0 ? Run(new SgdRule(rate), weights, gradient, parameter, treatment)
        : Nesterov ? Run(new TorchNesterovRule(rate, Momentum), weights, gradient, parameter, treatment)
        : Run(new TorchMomentumRule(rate, Momentum, Step == 1 ? 1 : 1 - Dampening), weights, gradient, parameter, treatment);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["momentum"] = Momentum;
        config["dampening"] = Dampening;
        config["nesterov"] = Nesterov;
    }
}
