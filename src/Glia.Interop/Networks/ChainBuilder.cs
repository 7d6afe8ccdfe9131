using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Interop.Networks;

/// <summary>
/// Layers one after the other, out of another program's file: a whole network, or what stands between two branchings of a
/// <see cref="GraphBuilder"/>. Each layer is told its input as it is added, so that its arrays are compared with what it needs before
/// anything is allocated.
/// </summary>
internal sealed class ChainBuilder
{
    private readonly GraphBuilder _graph;
    private readonly List<(Layer Layer, IReadOnlyList<ForeignTensor> Tensors)> _layers = [];

    /// <summary>A chain without layers.</summary>
    /// <param name="graph">What it is a part of.</param>
    /// <param name="source">The node whose output goes in.</param>
    /// <param name="input">The size of one sample of that.</param>
    public ChainBuilder(GraphBuilder graph, int source, Shape input) => (_graph, Source, Shape) = (graph, source, input);

    /// <summary>The node whose output goes in.</summary>
    public int Source { get; }

    /// <summary>The layers, each with its arrays.</summary>
    public IReadOnlyList<(Layer Layer, IReadOnlyList<ForeignTensor> Tensors)> Layers => _layers;

    /// <summary>Whether it gives what goes into the network as it is.</summary>
    public bool IsInput => Source < 0 && _layers.Count == 0;

    /// <summary>The exchange of dimensions at its end; null for none.</summary>
    public IReadOnlyList<int>? Order => _layers.Count > 0 && _layers[^1].Layer is Permute last ? last.Dims : null;

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
        // Of two shapes after each other only the second matters.
        if (layer is Reshape sized && !sized.TargetShape.Contains(-1) && _layers.Count > 0 && _layers[^1].Layer is Reshape former)
        {
            _layers.RemoveAt(_layers.Count - 1);
            Shape = former.InputShape;
            if (sized.TargetShape.SequenceEqual(Shape.ToArray())) return;
        }
        if (layer is Flatten && _layers.Count > 0 && _layers[^1].Layer is Reshape { InputShape.Rank: 1 } apart)
        {
            _layers.RemoveAt(_layers.Count - 1);
            Shape = apart.InputShape;
            return;
        }
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
        NameApart(layer);
        string name = layer.Name;
        var wiring = new Wiring(Shape, long.MaxValue);
        Shape output;
        try
        {
            layer.Name = name.Length > 0 ? name : place;
            output = wiring.ShapeOf(wiring.Add(layer, Wiring.Input));
        }
        catch (GliaException error)
        {
            throw new GliaException($"{_graph.File}: {error.Message}", error);
        }
        finally
        {
            layer.Name = name;
        }
        List<Parameter> parameters = wiring.Parameters;
        if (parameters.Count != tensors.Count)
            throw new GliaException($"{_graph.File}: {place} ({layer.ClassName}) has {Count(tensors.Count)}{Listed(tensors)} and needs " +
                $"{parameters.Count}: {string.Join(", ", parameters.Select(p => $"{p.Name} [{Dimensions(p.Shape)}]"))}; save the model " +
                    "again.");
        for (int i = 0; i < tensors.Count; i++)
        {
            if (!tensors[i].Shape.SequenceEqual(parameters[i].Shape.ToArray()))
                throw new GliaException($"{_graph.File}: {place} ({layer.ClassName}) has {tensors[i]} where it needs its " +
                    $"{parameters[i].Name} of [{Dimensions(parameters[i].Shape)}]; save the model again.");
        }
        _layers.Add((layer, tensors));
        Shape = output;
    }

    /// <summary>Takes the exchange of dimensions at its end away.</summary>
    public void RemoveOrder()
    {
        Shape = _layers[^1].Layer.InputShape;
        _layers.RemoveAt(_layers.Count - 1);
    }

    /// <summary>Takes the last of the states that a recurrent layer at its end gives, where it gives those of all steps.</summary>
    /// <param name="place">How messages call it.</param>
    /// <returns>Whether such a layer stands there.</returns>
    public bool TakeLastStep(string place)
    {
        if (_layers.Count == 0 || _layers[^1] is not (RecurrentLayer { ReturnSequences: true, GoBackwards: false } layer, var tensors))
            return false;
        JsonObject written = LayerCatalogue.ToJson(layer);
        written["config"]!["return_sequences"] = false;
        written["config"]!["name"] = "";
        _layers.RemoveAt(_layers.Count - 1);
        Shape = layer.InputShape;
        Add(LayerCatalogue.Create(written, place), place, tensors);
        _layers[^1].Layer.Name = layer.Name;
        return true;
    }

    /// <summary>Repeats the numbers along a dimension of size 1, as other programs do where sizes differ.</summary>
    /// <param name="axis">Which, from 1.</param>
    /// <param name="times">How often.</param>
    /// <param name="place">How messages call it.</param>
    public void Repeat(int axis, int times, string place)
    {
        int[] sizes = Shape.ToArray();
        int before = sizes.Take(axis - 1).Aggregate(1, (product, size) => product * size);
        if ((long)Shape.Size * times > int.MaxValue)
            throw new GliaException($"{_graph.File}: {place} makes more than 2,147,483,647 numbers; make it smaller.");
        Add(new Reshape(before, 1, Shape.Size / before), place);
        Add(new UpSampling2D((1, times)), place);
        sizes[axis - 1] = times;
        Add(new Reshape(sizes), place);
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
        Reorder(order);
        step();
        Reorder(back);
    }

    /// <summary>Puts the dimensions into another order.</summary>
    /// <param name="order">Which come first, second and so on, from 1.</param>
    public void Reorder(int[] order) => Add(new Permute(order), "the order of dimensions");

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

    // Names are each somebody's own, those of layers within layers too.
    private void NameApart(Layer layer)
    {
        if (layer.Name.Length > 0) layer.Name = _graph.Unused(layer.Name);
        if (layer is Container container)
            foreach (Layer inner in container.Children) NameApart(inner);
    }

    private static string Count(int arrays) => arrays == 1 ? "1 array" : $"{arrays} arrays";

    private static string Listed(IReadOnlyList<ForeignTensor> tensors) =>
        tensors.Count == 0 ? "" : $" ({string.Join(", ", tensors.Take(6))})";

    private static string Dimensions(Shape shape) => string.Join(',', shape.ToArray());
}
