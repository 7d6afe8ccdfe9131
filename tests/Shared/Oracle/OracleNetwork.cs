using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Layers in the order in which they run, in double precision: a chain, unless it is said what each takes.</summary>
/// <param name="layers">The layers, inputs first.</param>
/// <param name="takes">For each the layers whose outputs it takes, -1 for the inputs; null for a chain.</param>
internal sealed class OracleNetwork(IReadOnlyList<OracleLayer> layers, IReadOnlyList<IReadOnlyList<int>>? takes = null)
{
    private readonly Matrix[] _outputs = new Matrix[layers.Count];

    public OracleNetwork(params OracleLayer[] layers) : this((IReadOnlyList<OracleLayer>)layers) { }

    /// <summary>The layers, inputs first.</summary>
    public IReadOnlyList<OracleLayer> Layers => layers;

    /// <summary>What all layers learn, inputs first.</summary>
    public IEnumerable<OracleParameter> Parameters => layers.SelectMany(layer => layer.Parameters);

    /// <summary>What each layer takes: see <c>takes</c>.</summary>
    public IReadOnlyList<int> Takes(int place) => takes?[place] ?? [place - 1];

    /// <summary>The outputs for these inputs.</summary>
    public Matrix Forward(Matrix inputs, bool training = false) => Forward(inputs, layers.Count, training);

    /// <summary>Sets the gradients of all parameters; returns the gradient with respect to the inputs.</summary>
    public Matrix Backward(Matrix outputGradient) => Backward(outputGradient, layers.Count);

    /// <summary>
    /// The loss of a batch; sets the gradients of all parameters. A last activation and a loss that form a safe pair are taken together,
    /// which gives p − y instead of a quotient of two tiny numbers.
    /// </summary>
    public double Differentiate(Matrix inputs, Matrix targets, Loss loss, bool training = true)
    {
        var beforeLast = Forward(inputs, layers.Count - 1, training);
        if (layers[^1] is OracleActivation last && loss.OfLogits(last.Activation) is { } ofLogits)
        {
            Backward(ofLogits.Gradient(beforeLast, targets), layers.Count - 1);
            return ofLogits.Value(beforeLast, targets);
        }
        var outputs = layers[^1].Forward(beforeLast, training);
        Backward(loss.Gradient(outputs, targets));
        return loss.Value(outputs, targets);
    }

    private Matrix Forward(Matrix inputs, int count, bool training)
    {
        for (int i = 0; i < count; i++)
            _outputs[i] = layers[i].Forward([.. Takes(i).Select(from => from < 0 ? inputs : _outputs[from])], training);
        return count == 0 ? inputs : _outputs[count - 1];
    }

    // The gradient in an output that several layers take is the sum of what they say.
    private Matrix Backward(Matrix outputGradient, int count)
    {
        var gradients = new Matrix?[count + 1];
        gradients[count] = outputGradient;
        for (int i = count - 1; i >= 0; i--)
            foreach (var (from, gradient) in Takes(i).Zip(layers[i].BackwardToAll(gradients[i + 1]!)))
                gradients[from + 1] = gradients[from + 1] is { } sum ? sum.Zip(gradient, (a, b) => a + b) : gradient;
        return gradients[0]!;
    }
}
