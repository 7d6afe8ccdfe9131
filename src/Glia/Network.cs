using Glia.Initializers;
using Glia.Layers;

namespace Glia;

/// <summary>An input shape, layers in order, and their weights.</summary>
public sealed partial class Network
{
    private readonly List<Parameter> _parameters;
    private Workspace? _single;

    /// <summary>Builds the layers and gives the weights their start.</summary>
    /// <param name="input">The size of one sample.</param>
    /// <param name="layers">The layers in order; each belongs to this network from now on.</param>
    /// <exception cref="GliaException">A layer cannot take what the one before gives, two layers share a name,
    /// or there is no layer.</exception>
    public Network(Shape input, params ReadOnlySpan<Layer> layers) : this(input, layers, seed: 1) { }

    /// <summary>Builds the layers and gives the weights the start that belongs to a seed.</summary>
    /// <param name="input">The size of one sample.</param>
    /// <param name="layers">The layers in order; each belongs to this network from now on.</param>
    /// <param name="seed">The same seed gives the same start.</param>
    /// <exception cref="GliaException">A layer cannot take what the one before gives, two layers share a name,
    /// or there is no layer.</exception>
    public Network(Shape input, ReadOnlySpan<Layer> layers, ulong seed) : this(input, layers, seed, int.MaxValue) { }

    /// <summary>As above, for layers somebody else wrote down: refuses to take more memory for weights than they may need.</summary>
    internal Network(Shape input, ReadOnlySpan<Layer> layers, ulong seed, long mostParameters)
    {
        if (layers.IsEmpty) throw new GliaException("A network needs at least one layer.");
        InputShape = input;
        Children = layers.ToArray();
        Layer[] all = [.. Children.SelectMany(WithChildren)];
        RequireFree(all);
        LayerNames.Assign(all);
        var wiring = new Wiring(input, mostParameters);
        Wire output = wiring.Add(Children, Wiring.Input);
        Stages = [.. wiring.Stages];
        RequireUsed(output);
        (Layers, _parameters, ParameterCount) = (wiring.Layers, wiring.Parameters, wiring.ParameterCount);
        OutputShape = wiring.ShapeOf(output);
        MemoryNeed.Require(ParameterCount, $"the {ParameterCount:N0} weights of the network", "fewer or smaller layers");
        Weights = new ParameterBlock(_parameters);
        Initialize(seed);
        foreach (Layer layer in all) layer.Owner = this;
    }

    /// <summary>The size of one sample.</summary>
    public Shape InputShape { get; }

    /// <summary>The size of one output.</summary>
    public Shape OutputShape { get; }

    /// <summary>The layers that compute, in the order in which they run: of a container its layers.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The layers as they were given, in order, containers as such: <see cref="Layers"/> where there is none.</summary>
    public IReadOnlyList<Layer> Children { get; }

    /// <summary>All layers and containers, each container before its layers.</summary>
    internal IEnumerable<Layer> AllLayers => Children.SelectMany(WithChildren);

    /// <summary>Whether it is a chain, in which each layer takes the output of the one before.</summary>
    public bool IsChain => Enumerable.Range(0, Stages.Length).All(stage => Stages[stage].Inputs is [var from] && from == stage - 1);

    /// <summary>Every parameter of every layer, in the order of declaration.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The numbers of all parameters.</summary>
    public ParameterBlock Weights { get; }

    /// <summary>Does something while the network has other weights; afterwards it has its own again.</summary>
    internal void With(ParameterBlock weights, Action act)
    {
        Weights.Swap(weights);
        try
        {
            act();
        }
        finally
        {
            Weights.Swap(weights);
        }
    }

    /// <summary>
    /// The last function between the weights and the output, whether it is a layer's activation or a layer of its own;
    /// null if there is none.
    /// </summary>
    public ActivationFunction? OutputActivation => (Stages[^1].Step as Activation)?.Function;

    /// <summary>How many numbers the parameters hold, statistics included.</summary>
    public long ParameterCount { get; }

    /// <summary>How many of them an optimizer may change.</summary>
    public long TrainableCount => _parameters.Where(p => p.Trainable).Sum(p => (long)p.Shape.Size);

    /// <summary>How many products of two numbers are added up for one sample.</summary>
    public long MultiplyAdds
    {
        get
        {
            ILookup<Layer, Parameter> parameters = _parameters.ToLookup(parameter => parameter.Layer);
            return Layers.Sum(layer => NetworkTable.MultiplyAdds(layer, parameters[layer]));
        }
    }

    /// <summary>
    /// How many rows the table has of which the inputs are the whole numbers, as an <see cref="Layers.Embedding"/> takes them; null where
    /// they are quantities.
    /// </summary>
    public int? IndexCount => Stages.Where(stage => stage.Inputs.Contains(Wire.OfInput)).Max(stage => stage.Owner.IndexCount);

    /// <summary>What runs, in order: the layers, each followed by its activation.</summary>
    internal Stage[] Stages { get; }

    /// <summary>Gives every parameter the start that belongs to a seed.</summary>
    /// <param name="seed">The same seed gives the same weights, to the bit.</param>
    public void Initialize(ulong seed)
    {
        var draw = new InitializerDraw(seed);
        foreach (Parameter parameter in _parameters)
        {
            draw.Parameter = parameter.Index;
            draw.FanIn = parameter.FanIn;
            parameter.Initializer.Fill(Weights[parameter], parameter.Shape, draw);
        }
    }

    /// <summary>The parameter of this full name, such as <c>dense_1/kernel</c>.</summary>
    /// <param name="fullName">Layer and parameter: <c>dense_1/kernel</c>.</param>
    /// <exception cref="GliaException">There is none.</exception>
    public Parameter Parameter(string fullName) => _parameters.Find(p => p.FullName == fullName)
        ?? throw new GliaException("The network has no parameter " +
            $"'{fullName}'{Settings.Spelling.Suggest(fullName, _parameters.Select(p => p.FullName))}");

    /// <summary>
    /// What the network answers to one sample. Allocates nothing after the first call and may be called from several threads.
    /// </summary>
    /// <param name="input"><c>InputShape.Size</c> numbers.</param>
    /// <param name="output">Receives <c>OutputShape.Size</c> numbers.</param>
    /// <exception cref="GliaException">Either has another length.</exception>
    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length != InputShape.Size)
            throw new GliaException($"The network takes {InputShape.Spoken} numbers a sample but the input has {input.Length:N0}; " +
                "give one sample.");
        if (output.Length != OutputShape.Size)
            throw new GliaException($"The network gives {OutputShape.Spoken} numbers a sample but there is room for {output.Length:N0}; " +
                "give as much room as there are numbers.");
        // Each call takes the one workspace or, where another thread has it, makes its own; the last one put back stays.
        Workspace workspace = Interlocked.Exchange(ref _single, null) ?? new Workspace(this, 1, Kernels.Workers.Single, keepOutputs: false);
        input.CopyTo(workspace.Input.Values);
        workspace.Forward(1).Values.CopyTo(output);
        _single = workspace;
    }

    /// <summary>A network of the same layers and weights that shares nothing with this one.</summary>
    /// <exception cref="GliaException">A layer of one's own is not registered with <see cref="LayerCatalogue"/>, or does not come back as
    /// it was written.</exception>
    public Network Clone()
    {
        var copy = new Network(InputShape, [.. Children.Select(LayerCatalogue.Copy)], seed: 1);
        copy.Weights.CopyFrom(Weights);
        return copy;
    }

    /// <summary>
    /// A table of the layers with shapes, parameters and multiply-adds; where they are no chain, with what each takes as well.
    /// </summary>
    public override string ToString() => NetworkTable.Of(this);

    private static IEnumerable<Layer> WithChildren(Layer layer) =>
        layer is Container container ? container.Children.SelectMany(WithChildren).Prepend(layer) : [layer];

    // What nobody takes would be computed for nothing, and a container that leaves a layer out has a mistake.
    private void RequireUsed(Wire output)
    {
        var used = Stages.SelectMany(stage => stage.Inputs).Append(output.Stage).ToHashSet();
        for (int stage = 0; stage < Stages.Length; stage++)
            if (!used.Contains(stage))
                throw new GliaException($"No layer takes what layer '{Stages[stage].Owner.Name}' gives; leave it out, or merge it.");
        if (output.Stage != Stages.Length - 1)
            throw new GliaException("The output of the network must be that of its last layer.");
    }

    private static void RequireFree(IReadOnlyList<Layer> layers)
    {
        var seen = new HashSet<Layer>();
        foreach (Layer layer in layers)
        {
            if (!seen.Add(layer))
                throw new GliaException($"The same {layer.ClassName} object{Called(layer)} stands at two places of the network; " +
                    "make a new layer for each place.");
            if (layer.Owner is not null)
                throw new GliaException($"The {layer.ClassName} layer{Called(layer)} belongs to another network; make new layers, " +
                    "or copy that network with Clone().");
        }
    }

    private static string Called(Layer layer) => layer.Name.Length == 0 ? "" : $" '{layer.Name}'";
}
