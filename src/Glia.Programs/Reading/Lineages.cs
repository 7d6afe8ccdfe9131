using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Which values are versions of one parameter: the next is made from the one before by addition, subtraction, decay or assignment, and
/// both are multiplied with something.
/// </summary>
internal sealed class Lineages
{
    private static readonly HashSet<string> s_changes = ["add", "subtract", "multiply", "setitem"];

    private readonly Graph _graph;
    private readonly Dictionary<int, int> _before = [], _roots = [];
    private readonly Dictionary<int, List<Operation>> _changes = [];

    public Lineages(Graph graph)
    {
        _graph = graph;
        HashSet<int> known = [], computed = [];
        foreach (Operation operation in graph.Operations)
        {
            if (Product.Is(operation, graph) || operation.Values.Any(computed.Contains)) computed.UnionWith(operation.Results);
            foreach (int used in operation.Values)
                if (graph.MakerOf(graph.Source(used)) is null) known.Add(graph.Source(used));
            if (graph.IsView(operation) || !s_changes.Contains(operation.Name) || operation.Result < 0) continue;
            // Decay is by a number that is given; a row times a number that came of a product is part of a gradient.
            if (operation.Name == "multiply" && !operation.Operands.Any(operand => graph.NumberOf(operand) is not null
                && !(operand.IsValue && computed.Contains(operand.Value)))) continue;
            foreach (Operand operand in operation.Operands.Take(operation.Name == "setitem" ? 1 : 2))
            {
                if (!operand.IsValue) continue;
                int source = graph.Source(operand.Value);
                if (!known.Contains(source) || graph[source].Length != graph[operation.Result].Length) continue;
                _before[operation.Result] = source;
                int root = _roots[operation.Result] = _roots.GetValueOrDefault(source, source);
                if (!_changes.TryGetValue(root, out var changes)) _changes[root] = changes = [];
                changes.Add(operation);
                known.Add(operation.Result);
                break;
            }
        }
    }

    /// <summary>The first version of what a value is a version of.</summary>
    public int Root(int value)
    {
        value = _graph.Source(value);
        return _roots.GetValueOrDefault(value, value);
    }

    /// <summary>The version that a value came out of by one change; -1 for the first.</summary>
    public int Before(int value) => _before.TryGetValue(_graph.Source(value), out int before) ? _graph.Source(before) : -1;

    /// <summary>The operations that changed a value or what it is a version of, in order.</summary>
    public IReadOnlyList<Operation> ChangesOf(int value) => _changes.GetValueOrDefault(Root(value)) ?? [];

    /// <summary>Whether one value came out of another by changing it.</summary>
    public bool Descends(int value, int from)
    {
        value = _graph.Source(value);
        while (value != from)
        {
            if (!_before.TryGetValue(value, out int before)) return false;
            value = _graph.Source(before);
        }
        return true;
    }
}
