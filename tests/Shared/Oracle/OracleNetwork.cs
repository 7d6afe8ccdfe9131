using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Layers one after the other, in double precision.</summary>
internal sealed class OracleNetwork(params IReadOnlyList<OracleLayer> layers)
{
    /// <summary>The layers, inputs first.</summary>
    public IReadOnlyList<OracleLayer> Layers => layers;

    /// <summary>What all layers learn, inputs first.</summary>
    public IEnumerable<OracleParameter> Parameters => layers.SelectMany(layer => layer.Parameters);

    /// <summary>The outputs for these inputs.</summary>
    public Matrix Forward(Matrix inputs, bool training = false) => layers.Aggregate(inputs, (x, layer) => layer.Forward(x, training));

    /// <summary>Sets the gradients of all parameters; returns the gradient with respect to the inputs.</summary>
    public Matrix Backward(Matrix outputGradient) => layers.Reverse().Aggregate(outputGradient, (g, layer) => layer.Backward(g));

    /// <summary>
    /// The loss of a batch; sets the gradients of all parameters. A last activation and a loss that form a safe pair are taken together,
    /// which gives p − y instead of a quotient of two tiny numbers.
    /// </summary>
    public double Differentiate(Matrix inputs, Matrix targets, Loss loss, bool training = true)
    {
        var body = layers.SkipLast(1).ToList();
        var beforeLast = body.Aggregate(inputs, (x, layer) => layer.Forward(x, training));
        if (layers[^1] is OracleActivation last && loss.OfLogits(last.Activation) is { } ofLogits)
        {
            _ = body.AsEnumerable().Reverse().Aggregate(ofLogits.Gradient(beforeLast, targets), (g, layer) => layer.Backward(g));
            return ofLogits.Value(beforeLast, targets);
        }
        var outputs = layers[^1].Forward(beforeLast, training);
        Backward(loss.Gradient(outputs, targets));
        return loss.Value(outputs, targets);
    }
}
