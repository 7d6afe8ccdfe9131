using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>
/// Divides the gradient by a running root mean square of it (Hinton, lecture 6e, 2012), in Keras' form: epsilon under the root.
/// </summary>
/// <param name="learningRate">Step length.</param>
/// <param name="rho">Share of the mean square that is kept.</param>
/// <param name="momentum">Share of the last step that is kept.</param>
/// <param name="epsilon">Keeps the division finite.</param>
/// <param name="centered">Whether the mean gradient is subtracted, so that the variance divides.</param>
public sealed class RMSprop(float learningRate = 0.001f, float rho = 0.9f, float momentum = 0, float epsilon = 1e-7f, bool centered = false)
    : Optimizer(learningRate)
{
    private static readonly string[] Plain = ["velocity", "momentum"];
    private static readonly string[] Centered = ["velocity", "momentum", "average_gradient"];

    /// <summary>Keeps the division finite.</summary>
    public float Epsilon { get; } = epsilon;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => centered ? Centered : Plain;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment) => centered
        ? Run(new CenteredRmspropRule(rate, rho, momentum, Epsilon), weights, gradient, parameter, treatment)
        : Run(new RmspropRule(rate, rho, momentum, Epsilon), weights, gradient, parameter, treatment);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["rho"] = rho;
        config["momentum"] = momentum;
        config["epsilon"] = Epsilon;
        config["centered"] = centered;
    }
}
