using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>
/// Scales each step by the ratio of past changes to past gradients (Zeiler, arXiv 1212.5701).
/// Keras' default rate of 0.001 is far below the paper's 1.
/// </summary>
/// <param name="learningRate">Factor on the step; the paper has 1.</param>
/// <param name="rho">Share of both mean squares that is kept.</param>
/// <param name="epsilon">Keeps both roots away from zero.</param>
public sealed class Adadelta(float learningRate = 0.001f, float rho = 0.95f, float epsilon = 1e-7f) : Optimizer(learningRate)
{
    private static readonly string[] Squares = ["accumulated_grad", "accumulated_delta"];

    /// <summary>Keeps both roots away from zero.</summary>
    public float Epsilon { get; } = epsilon;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => Squares;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment) =>
        Run(new AdadeltaRule(rate, rho, Epsilon), weights, gradient, parameter, treatment);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["rho"] = rho;
        config["epsilon"] = Epsilon;
    }
}
