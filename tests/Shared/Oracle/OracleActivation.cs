using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>An activation as a layer.</summary>
internal sealed class OracleActivation(Activation activation) : OracleLayer
{
    private Matrix _inputs = new(0, 0);

    /// <summary>The function.</summary>
    public Activation Activation => activation;

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training) => activation.Forward(_inputs = inputs);

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient) => activation.Backward(_inputs, outputGradient);
}
