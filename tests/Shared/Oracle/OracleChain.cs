using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Layers that one layer is made of.</summary>
/// <param name="layers">The layers, inputs first.</param>
internal sealed class OracleChain(params IReadOnlyList<OracleLayer> layers) : OracleLayer
{
    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => [.. layers.SelectMany(layer => layer.Parameters)];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training) => layers.Aggregate(inputs, (x, layer) => layer.Forward(x, training));

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient) => layers.Reverse().Aggregate(outputGradient, (g, layer) => layer.Backward(g));
}
