using Glia.Initializers;
using Glia.Layers;

namespace Glia;

/// <summary>What a layer declares its needs to while it is built: parameters and memory. There is no other way to get either.</summary>
public sealed class LayerBuilder
{
    private readonly Layer _layer;
    private readonly List<Parameter> _parameters;
    private int _offset;

    internal LayerBuilder(Layer layer, List<Parameter> parameters)
    {
        _layer = layer;
        _parameters = parameters;
        if (parameters.Count > 0) _offset = AlignedMemory.RoundUp(parameters[^1].Offset + parameters[^1].Shape.Size);
    }

    /// <summary>Numbers the layer keeps from forward to backward, for each row.</summary>
    public int SavedPerRow { get; set; }

    /// <summary>Numbers the layer keeps from forward to backward, whatever the number of rows.</summary>
    public int Saved { get; set; }

    /// <summary>Declares a weight that an optimizer trains.</summary>
    /// <param name="name">Keras' name for it.</param>
    /// <param name="shape">Its dimensions, kernels as <c>[in, out]</c>.</param>
    /// <param name="initializer">How it starts.</param>
    /// <param name="regularizer">The penalty on its numbers; none by default.</param>
    /// <param name="fanIn">
    /// How many inputs each output of the layer sums, for initializers that ask; counted from the shape by default, which knows it for
    /// kernels but not for biases.
    /// </param>
    public Parameter Weight(string name, Shape shape, Initializer initializer, Regularizer regularizer = default, int? fanIn = null) =>
        Add(name, shape, initializer, true, regularizer, fanIn);

    /// <summary>Declares numbers that are saved with the network but that the layer itself updates, such as running statistics.</summary>
    /// <param name="name">What it is called in files: <c>moving_mean</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">What it begins with.</param>
    public Parameter Statistic(string name, Shape shape, Initializer initializer) => Add(name, shape, initializer, false, default, null);

    private Parameter Add(string name, Shape shape, Initializer initializer, bool weight, Regularizer regularizer, int? fanIn)
    {
        if ((long)_offset + shape.Size > Array.MaxLength - 2 * AlignedMemory.Line)
            throw new GliaException($"Layer '{_layer.Name}': its {name} of {shape} makes the network larger than 2,147,483,591 numbers.");
        var parameter = new Parameter(_layer, _parameters.Count, name, shape, _offset, initializer, weight)
        {
            Regularizer = regularizer,
            FanIn = fanIn ?? Initializer.Fans(shape).In,
        };
        _parameters.Add(parameter);
        _offset = AlignedMemory.RoundUp(_offset + shape.Size);
        return parameter;
    }
}
