using Glia.Doctor.Reference;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>Reads one training step out of a window of a tape.</summary>
internal sealed class StepReader
{
    private readonly Graph _graph;
    private readonly ParameterVersions _versions;
    private readonly HashSet<int> _kernels;
    private IReadOnlyList<Pass> _passes = [];

    public StepReader(Graph graph)
    {
        _graph = graph;
        _versions = new ParameterVersions(graph);
        _kernels = [.. _versions.Kernels.Select(kernel => kernel.Before)];
    }

    /// <summary>The weights that are trained, as values before the step, layer by layer; known once the step was read.</summary>
    public IReadOnlyList<int> Weights { get; private set; } = [];

    /// <summary>The same after the step.</summary>
    public IReadOnlyList<int> WeightsAfter => [.. Weights.Select(weights => KernelOf(weights).After)];

    /// <summary>The chains of lines at which products of a training step are made.</summary>
    public IReadOnlySet<int> TrainingPlaces { get; private set; } = new HashSet<int>();

    /// <summary>The operation with which the next step begins; the end of the window if it holds none.</summary>
    public int Next { get; private set; }

    /// <summary>How often the weights that tell the steps were changed in the window.</summary>
    public int Updates => _versions.UpdatesOf(Telling.Before);

    /// <summary>
    /// Whether what another reader found in a part of this window begins with data, as far as all of the window shows: what went through
    /// weights before is an error on its way back, or what other layers gave.
    /// </summary>
    public bool BeginsWith(StepReader part) => part._passes.All(pass => !_versions.IsComputed(pass.Inputs))
        && Unread.BeforeLayers(_graph, part._passes, _versions) is null;

    /// <summary>The operations by which weights are changed, in order.</summary>
    public IEnumerable<int> Changes => _versions.Kernels.SelectMany(kernel => _versions.ChangesOf(kernel.Before))
        .Concat(_versions.ChangesBefore).Order().Distinct();

    /// <summary>How often the program came by the product at which it counts its steps in this one; 1 if it never did.</summary>
    public int Anchors { get; private set; } = 1;

    /// <summary>The lines at which these are changed.</summary>
    public IReadOnlyList<Statement> Updated => Chain(_graph.MakerOf(Telling.Changed)?.Place ?? -1);

    /// <summary>The lines at which they were made; none if unknown.</summary>
    public IReadOnlyList<Statement> Born => Chain(BornAt);

    /// <summary>The same as a place; -1 if unknown.</summary>
    public int BornAt => _graph[Telling.Before].Born;

    /// <summary>What was understood, for people: <c>3 layers, 784-200-200-10</c>; empty before.</summary>
    public string Understood { get; private set; } = "";

    /// <summary>Reads the step.</summary>
    /// <exception cref="NotUnderstood">Something in it is not understood.</exception>
    public RecordedStep Read()
    {
        if (_versions.Kernels.Count == 0) throw Unread.Weights(_graph);
        if (_versions.IsAnyTried)
            throw new NotUnderstood("which step is taken: several are tried from the same weights, as where a line is searched");
        HashSet<int> slice = Slice.Of(_graph, _versions.Kernels.Select(kernel => kernel.Changed), _kernels);
        IReadOnlyList<Pass> passes = _passes = new ForwardPasses(_graph, _kernels, slice.Contains).Find();
        if (slice.Select(index => _graph.Tape.Operations[index]).FirstOrDefault(operation => operation.Name == "unseen") is { } unseen)
            throw new NotUnderstood($"an operation that could not be watched{At(unseen)}");
        if (passes.Count == 0)
            throw new NotUnderstood("the forward pass: the change of the weights does not come from a product with them");
        int[] weights = [.. passes[0].Layers.Select(layer => layer.Product.Weights)];
        // A single unit may be no network at all, and one row shows too little of its function.
        if (passes.All(pass => pass.Layers.All(layer => !Product.HasMatrix(layer.Product.Operation, _graph))))
            throw new NotUnderstood("a single unit whose weights and rows are vectors");
        if (passes.Any(pass => !pass.Layers.Select(layer => layer.Product.Weights).SequenceEqual(weights)))
            throw Unread.Layers(passes);
        Weights = weights;
        TrainingPlaces = slice.Select(index => _graph.Tape.Operations[index]).Where(operation => Product.Is(operation, _graph))
            .Select(operation => operation.Place).ToHashSet();
        Understood = Describe(passes[0]);
        if (weights.Distinct().Count() != weights.Length)
            throw new NotUnderstood("weights that are used twice in one pass, as recurrent networks do");
        if (weights.Length < _kernels.Count)
            throw new NotUnderstood($"how {_kernels.Count} weights belong together: only {weights.Length} are one behind the other")
            {
                IsOfForm = true,
            };
        if (Unread.BeforeLayers(_graph, passes, _versions) is { } before) throw before;
        if (Unread.Equation(_graph, passes[0]) is { } equation) throw equation;
        return Build(passes, slice);
    }

    private Parameter KernelOf(int weights) => _versions.Kernels.First(kernel => kernel.Before == weights);

    // The weights of the first layer that moves tell one step from the next; where none does, those of the first.
    private Parameter Telling
    {
        get
        {
            Parameter[] kernels = [.. Weights.Select(KernelOf)];
            return Array.Find(kernels, kernel => !kernel.IsStill) ?? kernels[0];
        }
    }

    private IReadOnlyList<Statement> Chain(int place) => place >= 0 ? _graph.Tape.Places[place] : [];

    // The same line may make the products of all layers, those of all rows of a step, and those of the rows that are only looked at once
    // the weights have changed. So what is counted is what is made with one version of the weights, from its first use to that of the next;
    // where the window ends before that, what is made in the step itself.
    private int AnchorsOf(Pass pass)
    {
        int end = NextAgain();
        return end > Next ? AnchorsWithin(Next, end) : AnchorsWithin(pass.Layers[0].Product.Operation.Index, Next);
    }

    // A window is closed where weights that were changed often enough are about to be multiplied once more.
    private int NextAgain()
    {
        (int before, int after) = Telling;
        if (before == after) return -1;
        foreach (Operation product in _graph.Operations)
            if (product.Index > Next && Product.Is(product, _graph) && product.Values.Select(_graph.Source).Any(value =>
                value != before && value != after && _versions.IsVersion(value, before))) return product.Index;
        bool isChangedAgain = _graph.Tape.Operations.Count > Next && _versions.After(before, _graph.Window.To) is var last && last >= 0
            && last != after && _graph.MakerOf(last)!.Index > Next;
        return isChangedAgain ? _graph.Window.To : -1;
    }

    private int AnchorsWithin(int from, int to) => Math.Max(1, _graph.Operations.Count(operation =>
        operation.Index >= from && operation.Index < to && operation.Place == _graph.Tape.Training.Place && Product.Is(operation, _graph)));

    private string At(Operation operation) => _graph.Tape.StatementOf(operation) is { } at ? $" before line {at.Line}" : "";

    private RecordedStep Build(IReadOnlyList<Pass> passes, HashSet<int> slice)
    {
        var chains = passes.Select(pass => LayerChain.Read(_graph, pass)).ToList();
        if (chains.Any(chain => !chain.Activations.SequenceEqual(chains[0].Activations)))
            chains = [.. chains.Select(chain => chain with { Activations = Common(chains) })];
        var lyings = passes.Select(pass => new Lying(_graph, pass.Layers[^1].Product)).ToList();
        var reader = new AnswersReader(_graph, _versions.IsComputed, slice.Contains);
        var answers = passes.Select((pass, i) => reader.Read(pass.Layers[^1], lyings[i], chains[i].Steepness)).ToList();
        const string compared = "what the outputs are compared with";
        if (answers.Exists(answer => answer is { Targets: < 0, Class: null }))
            throw new NotUnderstood(compared);
        if (Unread.WeightsOfRows(_graph, answers[0], passes[0].Inputs, _versions.IsComputed, slice.Contains) is { } weighted)
            throw weighted;
        Matrix outputs = Stacked([.. answers.Select((answer, i) => lyings[i].Outputs(answer.Outputs))]);
        Matrix y = Stacked([.. answers.Select((answer, i) =>
            answer.Class is { } at ? new Matrix(1, 1, [at]) : TargetRows(answer.Targets, lyings[i]))]);
        if (y.Rows != outputs.Rows) throw new NotUnderstood(compared);
        string last = CommonOf([.. answers.Select(answer => answer.Activation)]);
        Dictionary<string, Statement> sources = [];
        List<double?> rates = [];
        var layers = new List<RecordedLayer>();
        int until = Next = Until(passes[0]);
        Anchors = AnchorsOf(passes[0]);
        for (int i = 0; i < passes[0].Layers.Count; i++)
        {
            bool isLast = i == passes[0].Layers.Count - 1;
            double steepness = isLast ? answers[0].Steepness : chains[0].Steepness[i];
            int before = rates.Count;
            layers.Add(Layer(passes, chains, i, isLast ? last : chains[0].Activations[i], until, sources, rates).Scaled(steepness));
            // Half the weights, twice the gradients.
            for (int j = before; j < rates.Count; j++) rates[j] *= steepness * steepness;
        }
        layers = StepRates.Evened(layers, rates, outputs.Rows);
        Note(sources, "outputs", answers[0].Outputs);
        Note(sources, "x", passes[0].Inputs);
        Note(sources, "y", answers[0].Targets);
        if (sources.TryGetValue("w1", out Statement? updated)) sources["learning_rate"] = updated;
        var step = new RecordedStep
        {
            X = Stacked([.. chains.Select(chain => chain.X)]),
            Y = y,
            Outputs = outputs,
            Layers = layers,
            Slope = answers[0].Slope ?? chains.Select(chain => chain.Slope).FirstOrDefault(slope => slope is not null),
            Form = answers[0].Form,
            Spread = SpreadError.Of(_graph, answers[0]),
            Rate = StepRates.Common(rates),
            Passes = passes.Count,
            TrainedOn = TrainedOn(passes),
            Loop = StepRows.Of(_graph, passes, slice, _versions.IsComputed, Next, answers[0].Targets, (Telling.Before, Anchors)),
            Sources = sources,
        };
        Recomputed.Check(step);
        return step;
    }

    private RecordedLayer Layer(IReadOnlyList<Pass> passes, List<LayerChain> chains, int index, string activation, int until,
        Dictionary<string, Statement> sources, List<double?> rates)
    {
        PassLayer layer = passes[0].Layers[index];
        var lying = new Lying(_graph, layer.Product);
        int number = index + 1, before = layer.Product.Weights;
        Parameter kernel = KernelOf(before);
        var reader = new UpdateReader(_graph, _versions.IsComputed, passes.Count * lying.Samples);
        Update? update = reader.Read(before, kernel.Changed);
        int looked = rates.Count;
        Matrix weights = lying.Kernel(before);
        Matrix? gradient = null;
        NamesInSight? inSight = null;
        if (_graph[before].Born is >= 0 and var born && _graph.Tape.NamedStatementAt(born) is { } made)
        {
            sources[$"w{number}_start"] = made;
            if (kernel.IsStill) sources[$"w{number}"] = made;
        }
        if (update is not null)
        {
            rates.Add(update.Rate);
            Note(sources, $"w{number}", kernel.Changed);
            if (!update.IsOfPart && IsShaped(_graph[update.Gradient].Shape, _graph[before].Shape, update.Turned))
            {
                gradient = Signed(lying.Kernel(update.Gradient, update.Turned), update);
                int? delta = LayerError.Of(_graph, _versions, layer, lying, update.Gradient);
                Note(sources, $"grad_w{number}", delta ?? update.Gradient);
                if (delta is { } error && index + 1 < passes[0].Layers.Count && !layer.IsSumNegated)
                    inSight = NamesInSight.Of(_graph, error, layer.Sum, passes[0].Layers[index + 1].Product.Data);
            }
        }
        else if (!kernel.IsStill) rates.Add(null);
        Matrix? bias = null, biasAfter = null, biasGradient = null;
        int known = rates.Count;
        bool hasRate = known > looked;
        if (layer.Bias >= 0)
        {
            bias = layer.Biases(BiasOf(passes, index, layer.Bias));
            int biasBefore = _graph.Source(layer.Bias), changed = _versions.After(biasBefore, until);
            // The sum of a single row is as long as the biases, and none.
            if (changed == layer.Sum) changed = -1;
            // b = 0.1 is a bias for each unit once a gradient was subtracted: the next step shows them.
            if (_graph[biasBefore].Length == 1 && lying.Units > 1 && _graph.UsersOf(biasBefore).Any(user => user.Name is "add" or "subtract"
                && user.Values.Any(value => _versions.IsComputed(value)
                    && !(_graph.MakerOf(_graph.Source(value)) is { } maker && Product.Is(maker, _graph)))))
                throw new NotUnderstood("one number that is the bias of all units of a layer, and changes");
            if (_versions.IsFoundAgain(biasBefore, changed, until)) biasAfter = bias;
            if (changed >= 0 && _graph[changed].Length == _graph[biasBefore].Length)
            {
                Update? read = reader.Read(biasBefore, changed);
                bool isHeld = StepAgain.Holds(_graph, biasBefore, changed, read);
                if (isHeld) biasAfter ??= layer.Biases(_graph.Numbers(changed));
                if (isHeld && read is { } biasUpdate)
                {
                    rates.Add(biasUpdate.Rate);
                    Note(sources, $"b{number}", changed);
                    if (!biasUpdate.IsOfPart)
                    {
                        biasGradient = layer.Biases(Signed(_graph.Numbers(biasUpdate.Gradient), biasUpdate));
                        Note(sources, $"grad_b{number}", biasUpdate.Gradient);
                    }
                }
            }
        }
        // What is not the step that was read shows neither what moves the weights nor by how much.
        bool isRead = kernel.IsStill || StepAgain.Holds(_graph, before, kernel.After, update);
        if (!isRead) (gradient, rates[looked]) = (null, null);
        bool masked = index < chains[0].Masks.Count && chains.TrueForAll(chain => chain.Masks[index] is not null);
        return new RecordedLayer
        {
            Weights = Upright(weights)!,
            WeightsAfter = isRead ? Upright(lying.Kernel(kernel.After)) : null,
            Gradient = Upright(gradient),
            Bias = bias,
            BiasAfter = biasAfter,
            BiasGradient = biasGradient,
            HasRate = hasRate,
            HasBiasRate = rates.Count > known,
            BiasRow = chains[0].BiasRows[index],
            Activation = activation,
            IsInOut = !lying.IsTurned,
            InSight = inSight,
            Mask = masked ? Stacked([.. chains.Select(chain => chain.Masks[index]!)]) : null,
        };

        Matrix? Upright(Matrix? kernel) =>
            kernel is not null && chains[0].BiasRows[index] is { } biases ? biases.Upright(kernel) : kernel;
    }

    // A number for each weight, and lying as the weights do once it is turned as often as the update turns it.
    private static bool IsShaped(int[] gradient, int[] weights, bool turned) =>
        gradient.SequenceEqual(turned ? weights.Reverse() : weights)
        || (gradient.Length < 2 && weights.Length < 2 && gradient.Sum() == weights.Sum());

    // A bias for every sample is what the program has, where its rows differ.
    private Matrix BiasOf(IReadOnlyList<Pass> passes, int index, int bias)
    {
        Matrix numbers = _graph.Numbers(bias);
        var lying = new Lying(_graph, passes[0].Layers[index].Product);
        if (numbers.Values.Length == lying.Units) return new Matrix(1, lying.Units, numbers.Values);
        if (numbers.Values.Length == 1) return new Matrix(1, lying.Units, [.. Enumerable.Repeat(numbers.Values[0], lying.Units)]);
        return lying.Outputs(bias);
    }

    // As it would stand in "w - rate * gradient" with a positive rate.
    private static Matrix Signed(Matrix gradient, Update update)
    {
        double factor = update.Sign / Math.Abs(update.Factor);
        return factor == 1 ? gradient : gradient.Times(factor);
    }

    private Matrix TargetRows(int value, Lying lying)
    {
        if (lying.HasOutputs(value)) return lying.Outputs(value);
        Matrix y = _graph.Numbers(value);
        if (y.Values.Length == 1) return Repeated(y.Values[0], lying);
        return y.Rows == 1 ? new Matrix(y.Columns, 1, y.Values) : y;
    }

    // One number against all outputs is meant for each of them.
    private static Matrix Repeated(double number, Lying lying) =>
        new(lying.Samples, lying.Units, [.. Enumerable.Repeat(number, lying.Samples * lying.Units)]);

    // The rows of the first step may have been taken before the window; those of the next are taken within it.
    private HashSet<Stretch> TrainedOn(IReadOnlyList<Pass> passes)
    {
        HashSet<int> places = [.. passes.Select(pass => pass.Layers[0].Product.Operation.Place)];
        bool first = passes[0].Layers[0].Product.DataFirst;
        return [.. _graph.Operations.Where(operation => places.Contains(operation.Place) && Product.Is(operation, _graph))
            .Select(product => _graph.Whole(product.Operands[first ? 0 : 1].Value))];
    }

    // The next step begins where the first layer is given its new weights, or the old ones once all are changed that are.
    private int Until(Pass pass)
    {
        Parameter first = KernelOf(pass.Layers[0].Product.Weights);
        int changed = _versions.Kernels.Max(kernel => _graph.MakerOf(kernel.Changed)?.Index ?? -1);
        if (_graph.UsesOf(first.After).FirstOrDefault(user => Product.Is(user, _graph) && (!first.IsStill || user.Index > changed))
            is not { } product) return _graph.Window.To;
        // The sign of the inputs belongs to the step, where it is changed right before the product.
        foreach (int value in product.Values)
            if (_graph.Unsigned(value).IsNegated && _graph.MakerOf(_graph.Source(value)) is { } sign
                && sign.Index > _graph.MakerOf(first.Changed)?.Index) return sign.Index;
        return product.Index;
    }

    private string Describe(Pass pass)
    {
        var sizes = new List<int> { new Lying(_graph, pass.Layers[0].Product).Inputs };
        sizes.AddRange(pass.Layers.Select(layer => new Lying(_graph, layer.Product).Units));
        return $"{Words.Count(pass.Layers.Count, "layer")}, {string.Join('-', sizes)}";
    }

    private void Note(Dictionary<string, Statement> sources, string name, int value)
    {
        if (_graph.MakerOf(value) is { } maker && _graph.Tape.NamedStatementOf(maker) is { } statement) sources[name] = statement;
    }

    // A single row shows less than all: relu with no row below zero looks linear.
    private static string[] Common(List<LayerChain> chains) =>
        [.. Enumerable.Range(0, chains[0].Activations.Count).Select(i => CommonOf([.. chains.Select(chain => chain.Activations[i])]))];

    private static string CommonOf(IReadOnlyList<string> names)
    {
        string[] telling = [.. names.Distinct().Where(name => name != "linear")];
        return telling.Length switch
        {
            0 => "linear",
            1 => telling[0],
            _ => throw new NotUnderstood($"a layer whose function is {string.Join(" in one row and ", telling)} in another"),
        };
    }

    private static Matrix Stacked(IReadOnlyList<Matrix> parts)
    {
        if (parts.Count == 1) return parts[0];
        if (parts.Any(part => part.Columns != parts[0].Columns)) throw new NotUnderstood("rows of different lengths in one step");
        return new Matrix(parts.Sum(part => part.Rows), parts[0].Columns, [.. parts.SelectMany(part => part.Values)]);
    }
}
