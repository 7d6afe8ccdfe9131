namespace Glia.Optimizers;

/// <summary>
/// <c>torch.optim.AdamW</c>: <see cref="TorchAdam"/> with decoupled weight decay (Loshchilov and Hutter, ICLR 2019), 0.01 by default.
/// </summary>
public sealed class TorchAdamW : TorchAdam
{
    /// <summary>AdamW with PyTorch's defaults.</summary>
    /// <param name="learningRate">PyTorch's <c>lr</c>.</param>
    /// <param name="weightDecay">Each step takes <c>rate * decay * w</c> from every weight first.</param>
    /// <param name="beta1">The first of <c>betas</c>.</param>
    /// <param name="beta2">The second of <c>betas</c>.</param>
    /// <param name="epsilon">PyTorch's <c>eps</c>.</param>
    /// <param name="amsgrad">Whether the largest mean square so far is used.</param>
    public TorchAdamW(float learningRate = 0.001f, float weightDecay = 0.01f, float beta1 = 0.9f, float beta2 = 0.999f,
        float epsilon = 1e-8f, bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = weightDecay;

    /// <inheritdoc/>
    protected override bool DecaysByGradient => false;
}
