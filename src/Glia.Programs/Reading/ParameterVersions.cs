using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>One parameter in one step.</summary>
/// <param name="Before">Its value before the step.</param>
/// <param name="After">Its value after the step.</param>
internal sealed record Parameter(int Before, int After)
{
    /// <summary>
    /// What shows that it was to change: what a step made of it and nobody uses, else its gradient, else the error that went back through
    /// it; -1 where it did change.
    /// </summary>
    public int Lost { get; init; } = -1;

    /// <summary>Whether the step leaves it as it was.</summary>
    public bool IsStill => After == Before;

    /// <summary>Where the step that was made, or meant, shows.</summary>
    public int Changed => IsStill ? Lost : After;
}

/// <summary>Which values of a window are parameters: what is multiplied, and is multiplied again after products have changed it.</summary>
internal sealed class ParameterVersions
{
    private readonly Graph _graph;
    private readonly Lineages _lineages;
    private readonly HashSet<int> _tainted = [];
    private readonly Dictionary<int, List<Parameter>> _firsts = [];
    private readonly HashSet<int> _before = [];

    public ParameterVersions(Graph graph)
    {
        (_graph, _lineages) = (graph, new Lineages(graph));
        // First everything that any product leads to, then only what the weights do: data may be made by products as well.
        Taint(_ => true);
        Dictionary<int, List<int>> used = [];
        foreach (Operation product in graph.Operations.Where(operation => Product.Is(operation, graph)))
            foreach (int value in product.Values)
            {
                int source = graph.Source(value), root = _lineages.Root(source);
                if (_tainted.Contains(root) || IsAddedFirst(root, product)) continue;
                if (!used.TryGetValue(root, out var versions))
                {
                    if (_tainted.Contains(source))
                    {
                        if (graph.MakerOf(source) is { } change) _before.Add(change.Index);
                        continue;
                    }
                    used[root] = versions = [];
                }
                if (!versions.Contains(source)) versions.Add(source);
            }
        Parameter[] moved = [.. used.Values.Select(Parameter).OfType<Parameter>().Where(IsNoSuccessor)];
        Kernels = [.. moved, .. new StillWeights(graph, _lineages, _tainted.Contains).Beside(moved)];
        HashSet<int> roots = [.. Kernels.Select(kernel => kernel.Before)];
        _tainted.Clear();
        Taint(product => product.Values.Any(value => roots.Contains(graph.Source(value))));
    }

    // What is multiplied again, changed, or, where the window or the evaluation ends before that, changed by what came of a product.
    private Parameter? Parameter(List<int> versions)
    {
        if (versions.Count > 1 && _tainted.Contains(versions[1]) && !StaysInUse(versions[0]))
            return new Parameter(versions[0], Taken(versions));
        int after = After(versions[0], _graph.Window.To);
        return after >= 0 && _graph[after].Length == _graph[versions[0]].Length && !StaysInUse(versions[0])
            ? new Parameter(versions[0], after)
            : null;
    }

    // Of several steps from the same weights, as where a rate is searched for, the one that others follow was taken. The line that tries
    // them may be the last of the window.
    private int Taken(List<int> versions)
    {
        HashSet<int> made = [.. versions.Skip(1).Where(_tainted.Contains)];
        int place = _graph.MakerOf(versions[1])?.Place ?? -1;
        List<int> tried = [];
        HashSet<int> followed = [];
        foreach (int version in made.Concat(_lineages.ChangesOf(versions[0]).Where(change => change.Place == place)
            .Select(change => change.Result)).Distinct())
        {
            int before = _lineages.Before(version);
            while (before >= 0 && !made.Contains(before)) before = _lineages.Before(before);
            if (before < 0) tried.Add(version);
            else followed.Add(before);
        }
        if (tried.Count < 2) return versions[1];
        int taken = tried.FindIndex(followed.Contains);
        IsAnyTried |= taken < 0;
        return taken < 0 ? versions[1] : tried[taken];
    }

    // What is added to a product before it is a factor is a bias, through which an error may go back where it should go through weights.
    private bool IsAddedFirst(int root, Operation product) =>
        _graph.UsesOf(root).FirstOrDefault() is { Name: "add", Operands: [{ IsValue: true } one, { IsValue: true } other, ..] } use
        && use.Index < product.Index && use.Values.Select(_graph.Source).Any(value => value != root
            && _graph.MakerOf(value) is { } maker && Product.Is(maker, _graph) && _graph[one.Value].Length != _graph[other.Value].Length);

    // Weights that are made anew in each round of a loop are one parameter: the first of them, which had been changed when the others came.
    private bool IsNoSuccessor(Parameter parameter)
    {
        TapeValue of = _graph[parameter.Before];
        if (of.Born < 0) return true;
        if (!_firsts.TryGetValue(of.Born, out var firsts)) _firsts[of.Born] = firsts = [];
        Operation use = FirstUse(parameter.Before);
        if (firsts.Exists(first => _graph[first.Before].Shape.SequenceEqual(of.Shape) && FirstUse(first.Before).Place == use.Place
            && _graph.MakerOf(first.After)?.Index < use.Index)) return false;
        firsts.Add(parameter);
        return true;
    }

    private Operation FirstUse(int value) => _graph.UsesOf(value).First(user => Product.Is(user, _graph));

    // Targets that are multiplied, such as inputs of autoencoders or y.dot(log(p)), become errors, and go into the next step as they were.
    private bool StaysInUse(int before)
    {
        Operation? change = _lineages.ChangesOf(before)
            .FirstOrDefault(change => IsComputed(change.Result) && _lineages.Descends(change.Result, before));
        Operation[] uses = [.. _graph.UsesOf(before).Where(user => Product.Is(user, _graph))];
        return change is not null && uses.Any(user => user.Index > change.Index && user.Place == uses[0].Place);
    }

    /// <summary>Weights: those that were changed and used again, and those that were to be.</summary>
    public IReadOnlyList<Parameter> Kernels { get; }

    /// <summary>Whether several steps were tried from the same weights, and which of them is taken does not show.</summary>
    public bool IsAnyTried { get; private set; }

    private void Taint(Func<Operation, bool> counts)
    {
        foreach (Operation operation in _graph.Operations)
            if ((Product.Is(operation, _graph) && counts(operation)) || operation.Values.Any(value => _tainted.Contains(value)))
                _tainted.UnionWith(operation.Results);
    }

    /// <summary>
    /// The operations by which something is changed before it is multiplied for the first time: where the window opens amid a step, these
    /// are the weights that the step has still to change.
    /// </summary>
    public IEnumerable<int> ChangesBefore => _before;

    /// <summary>Whether a value is a parameter, before its steps or after them.</summary>
    public bool IsVersion(int value, int parameter) => _lineages.Root(value) == _lineages.Root(parameter);

    /// <summary>Whether a value was computed from a product with weights within the window.</summary>
    public bool IsComputed(int value) => _tainted.Contains(value);

    /// <summary>How often what came of products changed a parameter.</summary>
    public int UpdatesOf(int parameter) => ChangesOf(parameter).Count();

    /// <summary>The operations by which what came of products changed a parameter.</summary>
    public IEnumerable<int> ChangesOf(int parameter) =>
        _lineages.ChangesOf(parameter).Where(change => IsComputed(change.Result)).Select(change => change.Index);

    /// <summary>Whether a later step finds a parameter as it was: what this step made of it, if anything, is used by none.</summary>
    /// <param name="before">The value in the step.</param>
    /// <param name="changed">What the step made of it; -1 if nothing.</param>
    /// <param name="until">The operation with which the next step begins.</param>
    public bool IsFoundAgain(int before, int changed, int until)
    {
        if (changed >= 0 && _graph.UsesOf(changed).Any()) return false;
        Operation[] uses = [.. _graph.UsesOf(before)];
        return uses.Length > 0 && uses.Any(use => use.Index > until && use.Place == uses[0].Place);
    }

    /// <summary>
    /// The value that a parameter has after the step: what is used next, or, where the window ends before that, the last it became.
    /// </summary>
    /// <param name="before">The value in the step.</param>
    /// <param name="until">The operation with which the next step begins.</param>
    public int After(int before, int until)
    {
        int after = -1, used = -1;
        int place = _graph.UsesOf(before).FirstOrDefault()?.Place ?? -1;
        foreach (Operation change in _lineages.ChangesOf(before))
        {
            if (change.Index >= until) break;
            if (!IsComputed(change.Result) || !_lineages.Descends(change.Result, before)) continue;
            after = change.Result;
            // What it became goes into an average of its own as well, which is no version that the next step uses.
            if (_graph.UsesOf(after).Any(use => use.Index >= until && use.Place == place)) used = after;
        }
        return used >= 0 ? used : after;
    }
}
