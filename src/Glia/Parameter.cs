using Glia.Initializers;
using Glia.Layers;

namespace Glia;

/// <summary>
/// A named slot for numbers that belong to a layer: name, shape, place, how it starts. It holds no numbers; a <see cref="ParameterBlock"/>
/// does. Only <see cref="LayerBuilder"/> makes parameters, so a layer cannot forget to register one.
/// </summary>
public sealed class Parameter
{
    internal Parameter(Layer layer, int index, string name, Shape shape, int offset, Initializer initializer, bool trainable)
    {
        Layer = layer;
        Index = index;
        Name = name;
        Shape = shape;
        Offset = offset;
        Initializer = initializer;
        IsWeight = trainable;
    }

    /// <summary>The layer that declared it.</summary>
    public Layer Layer { get; }

    /// <summary>Its place among all parameters of the network, from 0.</summary>
    public int Index { get; }

    /// <summary>Its name within the layer, as Keras calls it: <c>kernel</c>, <c>bias</c>, <c>gamma</c>.</summary>
    public string Name { get; }

    /// <summary>Layer and name: <c>dense_1/kernel</c>.</summary>
    public string FullName => $"{Layer.Name}/{Name}";

    /// <summary>Its dimensions; kernels are <c>[in, out]</c>.</summary>
    public Shape Shape { get; }

    /// <summary>Where it starts in every block.</summary>
    public int Offset { get; }

    /// <summary>How it starts.</summary>
    public Initializer Initializer { get; }

    /// <summary>Whether an optimizer may change it: a weight, not a statistic, of a layer that is trainable.</summary>
    public bool Trainable => IsWeight && Layer.Trainable;

    /// <summary>Whether it is a weight, with a gradient, rather than a statistic the layer keeps itself.</summary>
    public bool IsWeight { get; }

    /// <summary>
    /// Whether its numbers multiply the inputs of sums, as a <c>kernel</c> does; a bias or a scale does not, nor does the bias of a
    /// <see cref="GRU"/>, which has two rows.
    /// </summary>
    public bool IsKernel => IsWeight && Layer.SumsInputs && Shape.Rank > 1 && Name != "bias";

    /// <summary>The penalty on its numbers that is added to the loss; none where it has no strength.</summary>
    public Regularizer Regularizer { get; internal init; }

    /// <summary>How many inputs each output of its layer sums: what initializers call fan-in.</summary>
    public int FanIn { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{FullName} [{Shape}]";
}
