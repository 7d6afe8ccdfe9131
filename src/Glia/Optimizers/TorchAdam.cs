namespace Glia.Optimizers;

/// <summary>
/// Adam as <c>torch.optim.Adam</c> computes it: epsilon is added to the root of the bias-corrected mean square (Keras adds it before the
/// correction), and weight decay is a penalty in the gradient (Keras takes it from the weights).
/// </summary>
/// <param name="learningRate">PyTorch's <c>lr</c>.</param>
/// <param name="beta1">The first of <c>betas</c>: share of the mean gradient that is kept.</param>
/// <param name="beta2">The second of <c>betas</c>: share of the mean squared gradient that is kept.</param>
/// <param name="epsilon">PyTorch's <c>eps</c>.</param>
/// <param name="amsgrad">Whether the largest mean square so far is used.</param>
public class TorchAdam(float learningRate = 0.001f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, bool amsgrad = false)
    : Adam(learningRate, beta1, beta2, epsilon, amsgrad)
{
    /// <inheritdoc/>
    protected override bool DecaysByGradient => true;

    /// <inheritdoc/>
    /// <remarks>m / (sqrt(v / c) + epsilon) is sqrt(c) m / (sqrt(v) + epsilon sqrt(c)), with c = 1 - beta2^step.</remarks>
    protected override double EpsilonOfStep => Epsilon * Math.Sqrt(1 - Math.Pow(Beta2, Step));
}
