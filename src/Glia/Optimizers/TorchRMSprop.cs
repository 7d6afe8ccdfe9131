using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>
/// RMSprop as <c>torch.optim.RMSprop</c> computes it: epsilon is added to the root (Keras adds it under the root), the momentum buffer
/// holds no rate, and weight decay is a penalty in the gradient.
/// </summary>
/// <param name="learningRate">PyTorch's <c>lr</c>.</param>
/// <param name="alpha">Share of the mean square that is kept: Keras' <c>rho</c>.</param>
/// <param name="momentum">Share of the buffer that is kept.</param>
/// <param name="epsilon">PyTorch's <c>eps</c>.</param>
/// <param name="centered">Whether the mean gradient is subtracted, so that the variance divides.</param>
public sealed class TorchRMSprop(float learningRate = 0.01f, float alpha = 0.99f, float momentum = 0, float epsilon = 1e-8f,
    bool centered = false)
    : Optimizer(learningRate)
{
    private static readonly string[] Plain = ["square_avg", "momentum_buffer"];
    private static readonly string[] Centered = ["square_avg", "momentum_buffer", "grad_avg"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => centered ? Centered : Plain;

    /// <inheritdoc/>
    protected override bool DecaysByGradient => true;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment) => centered
        ? Run(new TorchCenteredRmspropRule(rate, alpha, momentum, epsilon), weights, gradient, parameter, treatment)
        : Run(new TorchRmspropRule(rate, alpha, momentum, epsilon), weights, gradient, parameter, treatment);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["alpha"] = alpha;
        config["momentum"] = momentum;
        config["epsilon"] = epsilon;
        config["centered"] = centered;
    }
}
