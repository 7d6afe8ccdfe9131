using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>One layer of the oracle: plain loops in double precision, one row per sample.</summary>
internal abstract class OracleLayer
{
    /// <summary>What the layer learns, each with the gradient of the last <see cref="Backward"/>.</summary>
    public virtual IReadOnlyList<OracleParameter> Parameters => [];

    /// <summary>The outputs for these inputs. Keeps what <see cref="Backward"/> needs.</summary>
    public abstract Matrix Forward(Matrix inputs, bool training);

    /// <summary>The same of a layer that takes several inputs.</summary>
    public virtual Matrix Forward(IReadOnlyList<Matrix> inputs, bool training) => Forward(inputs.Single(), training);

    /// <summary>The gradients with respect to each of them.</summary>
    public virtual IReadOnlyList<Matrix> BackwardToAll(Matrix outputGradient) => [Backward(outputGradient)];

    /// <summary>Sets the gradients of the parameters and returns the gradient with respect
    /// to the inputs of the last <see cref="Forward(Matrix, bool)"/>.</summary>
    public abstract Matrix Backward(Matrix outputGradient);
}
