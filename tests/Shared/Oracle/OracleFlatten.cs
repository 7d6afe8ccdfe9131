using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Flattening. The oracle keeps every sample as one row anyway, so nothing happens.</summary>
internal sealed class OracleFlatten : OracleLayer
{
    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training) => inputs;

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient) => outputGradient;
}
