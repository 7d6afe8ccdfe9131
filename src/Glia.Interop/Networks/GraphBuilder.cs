using Glia.Layers;

namespace Glia.Interop.Networks;

/// <summary>
/// Puts a network together out of another program's file: chains of layers that begin where others branch and end where they meet. A
/// network that is one chain becomes its layers, each part that branches a <see cref="Graph"/>.
/// </summary>
/// <param name="file">What the messages call the file.</param>
/// <param name="input">The size of one sample.</param>
internal sealed class GraphBuilder(string file, Shape input)
{
    // What goes into the network, in the place of a node.
    private const int Input = -1;

    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<ChainBuilder, Fork> _closed = new(ReferenceEqualityComparer.Instance);

    /// <summary>A layer with its arrays, and the nodes before it whose outputs it takes.</summary>
    private sealed record Node(Layer Layer, IReadOnlyList<ForeignTensor> Tensors, int[] Sources);

    /// <summary>Where a chain ended, and the exchange of dimensions that each of those who take it begins with.</summary>
    private sealed record Fork(int Node, Shape Shape, IReadOnlyList<int>? Order);

    /// <summary>What the messages call the file.</summary>
    public string File => file;

    /// <summary>A chain that begins with what goes into the network.</summary>
    public ChainBuilder Start() => new(this, Input, input);

    /// <summary>A chain that begins with what comes out of another, which ends here.</summary>
    /// <param name="chain">The other; several may begin with it.</param>
    public ChainBuilder Branch(ChainBuilder chain)
    {
        if (!_closed.TryGetValue(chain, out Fork? fork))
        {
            // An order of dimensions is not fixed before a branching: each branch may have the one that undoes it.
            IReadOnlyList<int>? order = chain.Order;
            if (order is not null) chain.RemoveOrder();
            _closed[chain] = fork = new Fork(Close(chain), chain.Shape, order);
        }
        var branch = new ChainBuilder(this, fork.Node, fork.Shape);
        if (fork.Order is not null) branch.Reorder([.. fork.Order]);
        return branch;
    }

    /// <summary>Whether others have begun with what comes out of a chain, so that it cannot go on by itself.</summary>
    public bool IsClosed(ChainBuilder chain) => _closed.ContainsKey(chain);

    /// <summary>A chain that begins where others meet, which end here.</summary>
    /// <param name="merge">What makes one of them.</param>
    /// <param name="place">How messages call it.</param>
    /// <param name="chains">What it takes, two or more.</param>
    /// <param name="axis">The dimension along which <see cref="Concatenate"/> puts them side by side, from 1; the last by default.</param>
    /// <exception cref="GliaException">They do not fit together.</exception>
    public ChainBuilder Merge(Merge merge, string place, IReadOnlyList<ChainBuilder> chains, int? axis = null)
    {
        int[]? order = null;
        if (merge is Concatenate) order = Last(axis, chains[0].Shape.Rank);
        else
        {
            Fit(place, chains);
            // An order of dimensions may as well be had after the branches have met as in each of them.
            if (chains.Select(chain => chain.Order).FirstOrDefault(one => one is not null) is { } after) order = Undone(after);
        }
        if (order is not null)
            foreach (ChainBuilder chain in chains) chain.Reorder(order);
        if (merge.Name.Length > 0) merge.Name = Unused(merge.Name);
        string name = merge.Name;
        Shape shape;
        try
        {
            merge.Name = name.Length > 0 ? name : place;
            shape = merge.Build([.. chains.Select(chain => chain.Shape)]);
        }
        catch (GliaException error)
        {
            throw new GliaException($"{file}: {error.Message}", error);
        }
        finally
        {
            merge.Name = name;
        }
        _nodes.Add(new Node(merge, [], [.. chains.Select(Close)]));
        var met = new ChainBuilder(this, _nodes.Count - 1, shape);
        if (order is not null) met.Reorder(Undone(order));
        return met;
    }

    /// <summary>The network with its weights.</summary>
    /// <param name="last">The chain that gives what comes out of it.</param>
    /// <exception cref="GliaException">The file ends before its numbers do, or the layers make no network.</exception>
    public Network Build(ChainBuilder last)
    {
        // A network that changes nothing is one all the same.
        if (_nodes.Count == 0 && last.Layers.Count == 0) last.Add(new Activation("linear"), "the identity");
        _ = Close(last);
        Network network;
        try
        {
            network = new Network(input, [.. Parts()], seed: 1, mostParameters: _nodes.Sum(node => node.Tensors.Sum(one => one.Length)));
        }
        catch (GliaException error)
        {
            throw new GliaException($"{file}: {error.Message}", error);
        }
        int next = 0;
        foreach (Node node in _nodes)
        {
            // Each array goes where it belongs, so that the whole is in memory once.
            foreach (ForeignTensor tensor in node.Tensors) tensor.ReadTo(network.Weights[network.Parameters[next++]]);
        }
        return network;
    }

    /// <summary>A name that no layer has.</summary>
    public string Unused(string name)
    {
        string free = name;
        for (int number = 1; !_names.Add(free); number++) free = $"{name}_{number}";
        return free;
    }

    // The layers of a chain become nodes; what comes out of the last of them is what comes out of it.
    private int Close(ChainBuilder chain)
    {
        int at = chain.Source;
        foreach ((Layer layer, IReadOnlyList<ForeignTensor> tensors) in chain.Layers)
        {
            _nodes.Add(new Node(layer, tensors, [at]));
            at = _nodes.Count - 1;
        }
        return at;
    }

    // A part ends at each node that all that follows goes through.
    private List<Layer> Parts()
    {
        // The first node that anything from here on takes.
        var reach = new int[_nodes.Count + 1];
        reach[^1] = _nodes.Count;
        for (int i = _nodes.Count - 1; i >= 0; i--) reach[i] = Math.Min(reach[i + 1], _nodes[i].Sources.Min());
        var parts = new List<Layer>();
        for (int start = 0, end = 0; end < _nodes.Count; end++)
        {
            if (reach[end + 1] < end) continue;
            parts.Add(start == end && _nodes[end].Sources.Length == 1 ? _nodes[end].Layer : Part(start, end));
            start = end + 1;
        }
        return parts;
    }

    private Graph Part(int start, int end)
    {
        _ = _names.Add(Graph.Input);
        string[] names = [.. _nodes.Take(start..(end + 1)).Select(node => node.Layer).Select(layer =>
            layer.Name.Length > 0 && layer.Name != Graph.Input ? layer.Name : Unused(LayerNames.Of(layer.ClassName)))];
        return new Graph([.. _nodes.Take(start..(end + 1)).Select((node, place) => (names[place], node.Layer,
            (IReadOnlyList<string>)[.. node.Sources.Select(source => source < start ? Graph.Input : names[source - start])]))]);
    }

    // Numbers that are to meet one by one are repeated along the dimensions in which they are fewer.
    private static void Fit(string place, IReadOnlyList<ChainBuilder> chains)
    {
        int rank = chains.Max(chain => chain.Shape.Rank);
        foreach (ChainBuilder chain in chains)
            if (chain.Shape.Rank < rank)
                chain.Add(new Reshape([.. Enumerable.Repeat(1, rank - chain.Shape.Rank), .. chain.Shape.ToArray()]), place);
        for (int axis = 1; axis <= rank; axis++)
        {
            int most = chains.Max(chain => chain.Shape[axis - 1]);
            foreach (ChainBuilder chain in chains)
                if (chain.Shape[axis - 1] == 1 && most > 1) chain.Repeat(axis, most, place);
        }
    }

    // The order in which an axis comes last.
    private static int[]? Last(int? axis, int rank) =>
        axis is { } one && one != rank ? [.. Enumerable.Range(1, rank).Where(other => other != one), one] : null;

    private static int[] Undone(IReadOnlyList<int> order)
    {
        var back = new int[order.Count];
        for (int i = 0; i < back.Length; i++) back[order[i] - 1] = i + 1;
        return back;
    }
}
