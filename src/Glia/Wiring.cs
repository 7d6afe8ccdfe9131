using Glia.Layers;

namespace Glia;

/// <summary>
/// Puts layers into a network, each after those whose outputs it takes: how a <see cref="Container"/> says what its layers do together.
/// </summary>
public sealed class Wiring
{
    // Layers that draw random numbers are counted, so that what they draw does not depend on the layers between them. Those that do not
    // say that they draw have lanes of their own, from the middle of all lanes on.
    private const uint Unannounced = 1u << 31;

    private readonly Shape _input;
    private readonly long _mostParameters;
    private readonly List<Stage> _stages = [];
    private readonly List<Parameter> _parameters = [];
    private readonly List<Layer> _layers = [];
    private uint _drawing;

    internal Wiring(Shape input, long mostParameters) => (_input, _mostParameters) = (input, mostParameters);

    /// <summary>What goes into the network.</summary>
    internal static Wire Input => new(Wire.OfInput);

    /// <summary>What runs, in order.</summary>
    internal IReadOnlyList<Stage> Stages => _stages;

    /// <summary>The layers that run, in order.</summary>
    internal IReadOnlyList<Layer> Layers => _layers;

    /// <summary>What they declared.</summary>
    internal List<Parameter> Parameters => _parameters;

    /// <summary>How many numbers the parameters hold.</summary>
    internal long ParameterCount { get; private set; }

    /// <summary>The size of one row of what a wire carries.</summary>
    /// <param name="wire">What a layer of this network gives.</param>
    public Shape ShapeOf(Wire wire) => wire.Stage == Wire.OfInput ? _input : _stages[wire.Stage].Step.OutputShape;

    /// <summary>Puts layers one after the other.</summary>
    /// <param name="layers">The layers in order; none gives what goes in.</param>
    /// <param name="input">What the first of them takes.</param>
    /// <returns>What comes out of the last.</returns>
    /// <exception cref="GliaException">A layer cannot take what comes to it.</exception>
    public Wire Add(IReadOnlyList<Layer> layers, Wire input)
    {
        foreach (Layer layer in layers) input = Add(layer, input);
        return input;
    }

    /// <summary>Puts one layer after others.</summary>
    /// <param name="layer">The layer; of a container its layers.</param>
    /// <param name="inputs">What it takes: one, or several for a layer that merges.</param>
    /// <returns>What comes out of it.</returns>
    /// <exception cref="GliaException">It cannot take what comes to it, or takes another number of inputs.</exception>
    public Wire Add(Layer layer, params ReadOnlySpan<Wire> inputs)
    {
        if (layer is Merge && inputs.Length < 2)
            throw new GliaException($"Layer '{layer.Name}' ({layer.ClassName}) merges two or more inputs; put it where " +
                "branches meet.");
        if (layer is not Merge && inputs.Length != 1)
            throw new GliaException($"Layer '{layer.Name}' ({layer.ClassName}) takes one input, not {inputs.Length}.");
        layer.InputShape = ShapeOf(inputs[0]);
        Wire output = layer is Container container ? container.Wire(this, inputs[0]) : Leaf(layer, inputs);
        layer.OutputShape = ShapeOf(output);
        return output;
    }

    private Wire Leaf(Layer layer, ReadOnlySpan<Wire> inputs)
    {
        if (layer.Adapts && _parameters.Find(p => p.IsWeight) is { } earlier)
            throw new GliaException($"Layer '{layer.Name}' takes its numbers from the training rows, " +
                $"but stands after '{earlier.Layer.Name}', whose outputs change while it learns; put it first, give it its numbers, " +
                "or use BatchNormalization.");
        var builder = new LayerBuilder(layer, _parameters);
        int before = _parameters.Count;
        var shapes = new Shape[inputs.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = ShapeOf(inputs[i]);
        Shape output = layer.OutputShape = layer is Merge merge ? merge.Build(shapes) : layer.Build(shapes[0], builder);
        for (int i = before; i < _parameters.Count; i++) ParameterCount += _parameters[i].Shape.Size;
        if (ParameterCount > _mostParameters)
            throw new GliaException($"The layers up to '{layer.Name}' need {ParameterCount:N0} weights, " +
                $"more than the {_mostParameters:N0} there can be.");
        _layers.Add(layer);
        Wire last = Stage(layer, layer, inputs, builder);
        return layer.Activation is { } function and not Linear
            ? Stage(layer, new Activation(function) { Name = layer.Name, InputShape = output, OutputShape = output }, [last], null)
            : last;
    }

    private Wire Stage(Layer owner, Layer step, ReadOnlySpan<Wire> inputs, LayerBuilder? builder)
    {
        var places = new int[inputs.Length];
        for (int i = 0; i < places.Length; i++) places[i] = inputs[i].Stage;
        uint lane = step.OnlyInTraining ? _drawing++ : Unannounced + (uint)_stages.Count;
        _stages.Add(new Stage(owner, step, places, builder?.Saved ?? 0, builder?.SavedPerRow ?? 0, lane));
        return new Wire(_stages.Count - 1);
    }
}
