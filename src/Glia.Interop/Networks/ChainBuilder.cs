using Glia.Layers;

namespace Glia.Interop.Networks;

/// <summary>
/// Puts a network together layer by layer out of another program's file. Each layer is told its input as it is added, so that its
/// arrays are compared with what it needs before anything is allocated.
/// </summary>
internal sealed class ChainBuilder
{
    private readonly string _file;
    private readonly Shape _input;
    private readonly List<(Layer Layer, IReadOnlyList<ForeignTensor> Tensors)> _layers = [];
    private readonly HashSet<string> _names = [];

    /// <summary>A network without layers.</summary>
    /// <param name="file">What the messages call the file.</param>
    /// <param name="input">The size of one sample.</param>
    public ChainBuilder(string file, Shape input) => (_file, _input, Shape) = (file, input, input);

    /// <summary>What comes out of the last layer.</summary>
    public Shape Shape { get; private set; }

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer; without a name it is named by its class.</param>
    /// <param name="place">How messages call it.</param>
    /// <param name="tensors">Its arrays, in the order in which the layer declares them.</param>
    /// <exception cref="GliaException">It cannot take what comes, or its arrays are not those it needs.</exception>
    public void Add(Layer layer, string place, params IReadOnlyList<ForeignTensor> tensors)
    {
        if (layer is Permute order && Cancelled(order)) return;
        // A function of each number by itself may as well come before an exchange of dimensions, which then may fall away.
        if (layer is Rescaling or Dropout or Activation { Function: not (SoftmaxActivation or LogSoftmaxActivation) }
            && _layers.Count > 0 && _layers[^1].Layer is Permute last)
        {
            _layers.RemoveAt(_layers.Count - 1);
            Shape = last.InputShape;
            Add(layer, place, tensors);
            Add(new Permute([.. last.Dims]), place);
            return;
        }
        if (layer.Name.Length > 0) layer.Name = Unused(layer.Name);
        string name = layer.Name;
        var parameters = new List<Parameter>();
        Shape output;
        try
        {
            layer.Name = name.Length > 0 ? name : place;
            layer.InputShape = Shape;
            output = layer.Build(Shape, new LayerBuilder(layer, parameters));
        }
        catch (GliaException error)
        {
            throw new GliaException($"{_file}: {error.Message}", error);
        }
        finally
        {
            layer.Name = name;
        }
        if (parameters.Count != tensors.Count)
            throw new GliaException($"{_file}: {place} ({layer.ClassName}) has {Count(tensors.Count)}{Listed(tensors)} and needs " +
                $"{parameters.Count}: {string.Join(", ", parameters.Select(p => $"{p.Name} [{Dimensions(p.Shape)}]"))}; save the model " +
                    "again.");
        for (int i = 0; i < tensors.Count; i++)
        {
            if (!tensors[i].Shape.SequenceEqual(parameters[i].Shape.ToArray()))
                throw new GliaException($"{_file}: {place} ({layer.ClassName}) has {tensors[i]} where it needs its {parameters[i].Name} " +
                    $"of [{Dimensions(parameters[i].Shape)}]; save the model again.");
        }
        _layers.Add((layer, tensors));
        Shape = output;
    }

    /// <summary>The network with its weights.</summary>
    /// <exception cref="GliaException">There is no layer, or the file ends before its numbers do.</exception>
    public Network Build()
    {
        // A network that changes nothing is one all the same.
        if (_layers.Count == 0) Add(new Activation("linear"), "the identity");
        Network network;
        try
        {
            network = new Network(_input, [.. _layers.Select(entry => entry.Layer)], seed: 1,
                mostParameters: _layers.Sum(entry => entry.Tensors.Sum(tensor => tensor.Length)));
        }
        catch (GliaException error)
        {
            throw new GliaException($"{_file}: {error.Message}", error);
        }
        int next = 0;
        foreach ((_, IReadOnlyList<ForeignTensor> tensors) in _layers)
        {
            // One array at a time, so that the whole is in memory once.
            foreach (ForeignTensor tensor in tensors) tensor.Read().CopyTo(network.Weights[network.Parameters[next++]]);
        }
        return network;
    }

    /// <summary>
    /// Runs a step on numbers whose channels come first as if they came last: what is here computes on images and sequences with the
    /// channels
    /// last. Orders that undo each other fall away.
    /// </summary>
    /// <param name="step">Adds the layers.</param>
    public void WithChannelsLast(Action step)
    {
        if (Shape.Rank is not (2 or 3))
        {
            step();
            return;
        }
        Add(new Permute([.. Enumerable.Range(2, Shape.Rank - 1), 1]), "the order of channels");
        step();
        if (Shape.Rank > 1)
            Add(new Permute([Shape.Rank, .. Enumerable.Range(1, Shape.Rank - 1)]), "the order of channels");
    }

    /// <summary>Runs a step that works along the last dimension along another one, after an exchange of the two.</summary>
    /// <param name="axis">Which, from 1.</param>
    /// <param name="step">Adds the layers.</param>
    public void Along(int axis, Action step)
    {
        int rank = Shape.Rank;
        if (axis == rank)
        {
            step();
            return;
        }
        int[] order = [.. Enumerable.Range(1, rank).Where(one => one != axis), axis], back = new int[rank];
        for (int i = 0; i < rank; i++) back[order[i] - 1] = i + 1;
        Add(new Permute(order), "the order of dimensions");
        step();
        Add(new Permute(back), "the order of dimensions");
    }

    /// <summary>Puts another layer in the place of the last one that is no exchange of dimensions.</summary>
    /// <param name="other">Gives the layer, of the same size and without arrays; null for no change.</param>
    /// <returns>Whether it was changed.</returns>
    public bool ReplaceLast(Func<Layer, Layer?> other)
    {
        int at = _layers.FindLastIndex(entry => entry.Layer is not (Permute or Reshape));
        if (at < 0 || other(_layers[at].Layer) is not { } layer) return false;
        layer.InputShape = _layers[at].Layer.InputShape;
        _layers[at] = (layer, []);
        return true;
    }

    // Two orders after each other are one; one that changes nothing is none.
    private bool Cancelled(Permute order)
    {
        if (order.Dims.Count != Shape.Rank) return false;
        IReadOnlyList<int> dims = order.Dims;
        bool merged = false;
        if (_layers.Count > 0 && _layers[^1].Layer is Permute before)
        {
            dims = [.. dims.Select(axis => before.Dims[axis - 1])];
            Shape = before.InputShape;
            _layers.RemoveAt(_layers.Count - 1);
            merged = true;
        }
        // Dimensions of size 1 lie anywhere: an order that keeps the others in their places moves no number.
        int[] moving = [.. dims.Where(axis => Shape[axis - 1] > 1)];
        if (moving.Zip(moving.Skip(1)).All(pair => pair.First < pair.Second))
        {
            if (dims.SequenceEqual(Enumerable.Range(1, Shape.Rank))) return true;
            Shape = Added(new Reshape([.. dims.Select(axis => Shape[axis - 1])]));
            return true;
        }
        if (!merged) return false;
        Shape = Added(new Permute([.. dims]));
        return true;

        Shape Added(Layer layer)
        {
            layer.InputShape = Shape;
            Shape result = layer.Build(Shape, new LayerBuilder(layer, []));
            _layers.Add((layer, []));
            return result;
        }
    }

    private string Unused(string name)
    {
        string free = name;
        for (int number = 1; !_names.Add(free); number++) free = $"{name}_{number}";
        return free;
    }

    private static string Count(int arrays) => arrays == 1 ? "1 array" : $"{arrays} arrays";

    private static string Listed(IReadOnlyList<ForeignTensor> tensors) =>
        tensors.Count == 0 ? "" : $" ({string.Join(", ", tensors.Take(6))})";

    private static string Dimensions(Shape shape) => string.Join(',', shape.ToArray());
}
