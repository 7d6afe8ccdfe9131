using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Optimizers;

/// <summary>Adam (Kingma and Ba, ICLR 2015) in Keras' form: epsilon is added after the root, outside the bias correction.</summary>
/// <param name="learningRate">Step length.</param>
/// <param name="beta1">Share of the mean gradient that is kept.</param>
/// <param name="beta2">Share of the mean squared gradient that is kept.</param>
/// <param name="epsilon">Keeps the division finite.</param>
/// <param name="amsgrad">Whether the largest mean square so far is used (Reddi et al., ICLR 2018).</param>
public class Adam(float learningRate = 0.001f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f, bool amsgrad = false)
    : Optimizer(learningRate)
{
    private static readonly string[] Moments = ["m", "v"];
    private static readonly string[] MomentsAndMaximum = ["m", "v", "v_max"];

    /// <summary>Share of the mean gradient that is kept.</summary>
    public float Beta1 { get; } = beta1;

    /// <summary>Share of the mean squared gradient that is kept.</summary>
    public float Beta2 { get; } = beta2;

    /// <summary>Keeps the division finite.</summary>
    public float Epsilon { get; } = epsilon;

    /// <summary>Whether the largest mean square so far is used.</summary>
    public bool Amsgrad { get; } = amsgrad;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => Amsgrad ? MomentsAndMaximum : Moments;

    /// <inheritdoc/>
    protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
        GradientTreatment treatment)
    {
        float corrected = (float)(rate * Math.Sqrt(1 - Math.Pow(Beta2, Step)) / (1 - Math.Pow(Beta1, Step)));
        return Amsgrad
            ? Run(new AmsgradRule(corrected, Beta1, Beta2, EpsilonOfStep), weights, gradient, parameter, treatment)
            : Run(new AdamRule(corrected, Beta1, Beta2, EpsilonOfStep), weights, gradient, parameter, treatment);
    }

    /// <summary>What is added to the root of the uncorrected mean square in this step.</summary>
    protected virtual double EpsilonOfStep => Epsilon;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_1"] = Beta1;
        config["beta_2"] = Beta2;
        config["epsilon"] = Epsilon;
        config["amsgrad"] = Amsgrad;
    }
}
