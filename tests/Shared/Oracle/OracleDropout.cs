using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Inverted dropout with a given mask: in training every number is multiplied by its entry of the mask,
/// which holds 0 or 1 / (1 − rate).</summary>
/// <param name="mask">One row per sample; drawn elsewhere, because an oracle throws no dice.</param>
internal sealed class OracleDropout(Matrix mask) : OracleLayer
{
    private bool _training;

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training) => (_training = training) ? inputs.Zip(mask, (x, m) => x * m) : inputs;

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient) => _training ? outputGradient.Zip(mask, (g, m) => g * m) : outputGradient;
}
