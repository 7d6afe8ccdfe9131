namespace Glia.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019); Keras' default decay is 0.004.</summary>
public sealed class AdamW : Adam
{
    /// <summary>AdamW with Keras' defaults.</summary>
    /// <param name="learningRate">Step length.</param>
    /// <param name="weightDecay">Each step takes <c>rate * decay * w</c> from every weight first.</param>
    /// <param name="beta1">Share of the mean gradient that is kept.</param>
    /// <param name="beta2">Share of the mean squared gradient that is kept.</param>
    /// <param name="epsilon">Keeps the division finite.</param>
    /// <param name="amsgrad">Whether the largest mean square so far is used.</param>
    public AdamW(float learningRate = 0.001f, float weightDecay = 0.004f, float beta1 = 0.9f, float beta2 = 0.999f,
        float epsilon = 1e-7f, bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = weightDecay;
}
