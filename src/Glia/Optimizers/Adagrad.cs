using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>Divides the gradient by the root of the sum of all its squares so far (Duchi, Hazan and Singer, JMLR 2011).</summary>
/// <param name="learningRate">Step length.</param>
/// <param name="initialAccumulatorValue">Where the sum of squares starts.</param>
/// <param name="epsilon">Keeps the division finite.</param>
public sealed class Adagrad(float learningRate = 0.001f, float initialAccumulatorValue = 0.1f, float epsilon = 1e-7f)
    : Optimizer(learningRate)
{
    private static readonly string[] Accumulator = ["accumulator"];

    /// <summary>Keeps the division finite.</summary>
    public float Epsilon { get; } = epsilon;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => Accumulator;

    /// <inheritdoc/>
    protected override float InitialState => initialAccumulatorValue;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment) =>
        Run(new AdagradRule(rate, Epsilon), weights, gradient, parameter, treatment);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["initial_accumulator_value"] = initialAccumulatorValue;
        config["epsilon"] = Epsilon;
    }
}
