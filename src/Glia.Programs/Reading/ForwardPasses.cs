using System.Globalization;
using Glia.Files;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>Finds the forward passes among some operations: products with weights, each given what became of the one before.</summary>
internal sealed class ForwardPasses
{
    private readonly Graph _graph;
    private readonly IReadOnlySet<int> _kernels;
    private readonly Lineages _lineages;
    private readonly Dictionary<int, Product> _forward = [];
    private readonly Dictionary<int, int> _again = [];

    /// <param name="graph">The window.</param>
    /// <param name="kernels">The weights, as values that are no views.</param>
    /// <param name="within">Which operations, by index, to look at.</param>
    /// <param name="rowsRepeat">Whether equal rows may come one after the other, as in an evaluation of rows that are drawn: what comes
    /// once the next layer has multiplied is another row then.</param>
    public ForwardPasses(Graph graph, IReadOnlySet<int> kernels, Func<int, bool> within, bool rowsRepeat = false)
    {
        (_graph, _kernels, _lineages) = (graph, kernels, new Lineages(graph));
        Dictionary<int, Product> first = [];
        Dictionary<(int, string, NdArray?), int> made = [];
        int latest = -1;
        foreach (Operation operation in graph.Operations)
        {
            if (!within(operation.Index) || !Product.Is(operation, graph)) continue;
            if (ProductOf(operation) is not { } product) continue;
            if (!first.TryGetValue(product.Weights, out Product? shown)) first[product.Weights] = shown = product;
            // The first use is forward; a later one is, if it multiplies from the same side and lies the same way.
            if (!IsLike(shown, product) || IsBack(shown, product)) continue;
            // The same product made twice is one: np.where(x @ w > 0, x @ w, 0).
            if (rowsRepeat && product.Weights != latest) made.Clear();
            latest = product.Weights;
            var same = (product.Weights, IdentityOf(product.Data), _graph[_graph.Source(product.Data)].Contents);
            if (made.TryGetValue(same, out int before)) _again[operation.Result] = before;
            else
            {
                _forward[operation.Result] = product;
                made[same] = operation.Result;
            }
        }
    }

    // A part that is taken twice from the same place is one: np.exp(x[i] @ w) / np.sum(np.exp(x[i] @ w)). The first may have been taken
    // before the window. One row after the other may lie in the same place as well: then their numbers differ.
    private string IdentityOf(int data)
    {
        int source = _graph.Source(data);
        TapeValue of = _graph[source];
        Operation? maker = _graph.MakerOf(source);
        // What an array of indices takes is a copy, whose place another may have had before.
        return maker is null || (maker.Name == "getitem" && !maker.Subscript.Contains("array"))
            ? $"{of.Pointer}/{string.Join(',', of.Shape)}/{string.Join(',', of.Strides)}"
            : source.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The passes that end in a layer nobody takes further.</summary>
    /// <exception cref="NotUnderstood">Layers are not one behind the other.</exception>
    public IReadOnlyList<Pass> Find()
    {
        Dictionary<int, int> previous = [];
        foreach (var (result, product) in _forward)
            if (PreviousOf(product.Data) is { } before) previous[result] = before;
        HashSet<int> continued = [.. previous.Values];
        List<Pass> passes = [];
        foreach (int last in _forward.Keys.Where(result => !continued.Contains(result)).Order())
        {
            List<PassLayer> layers = [];
            for (int at = last; ; at = previous[at])
            {
                layers.Insert(0, Layer(_forward[at], continued));
                if (!previous.ContainsKey(at)) break;
                if (layers.Count > _forward.Count) throw new NotUnderstood("layers that feed themselves");
            }
            passes.Add(new Pass(layers));
        }
        return passes;
    }

    private Product? ProductOf(Operation operation)
    {
        int left = operation.Operands[0].Value, right = operation.Operands[1].Value;
        bool first = _kernels.Contains(_graph.Source(left)), second = _kernels.Contains(_graph.Source(right));
        if (first == second) return null;
        return first ? new(operation, _graph.Source(left), left, right, DataFirst: false)
            : new(operation, _graph.Source(right), right, left, DataFirst: true);
    }

    // Backward goes through the same weights the other way round.
    private bool IsLike(Product shown, Product product) =>
        shown.DataFirst == product.DataFirst && Lies(shown) == Lies(product)
        && Features(shown.Data, shown.DataFirst) == Features(product.Data, product.DataFirst);

    // One number lies the same either way: an error on its way back comes of what the number gave.
    private bool IsBack(Product shown, Product product) => shown != product && _graph[product.Weights].Length == 1
        && ComesOf(product.Data, shown.Result);

    private bool ComesOf(int value, int of)
    {
        HashSet<int> seen = [];
        Stack<int> open = new([value]);
        while (open.TryPop(out int at))
        {
            if (at == of) return true;
            if (!seen.Add(at) || _graph.MakerOf(at) is not { } maker || maker.Index < _graph.MakerOf(of)!.Index) continue;
            foreach (int operand in maker.Values) open.Push(operand);
        }
        return false;
    }

    private bool Lies(Product product) => _graph[product.Kernel].Shape.SequenceEqual(_graph[product.Weights].Shape)
        && _graph[product.Kernel].Strides.SequenceEqual(_graph[product.Weights].Strides);

    private int Features(int data, bool rows) => rows ? _graph[data].Shape[^1] : _graph[data].Shape[0];

    // The forward product that a value was computed from, if it is one alone.
    private int? PreviousOf(int value)
    {
        HashSet<int> found = [], seen = [];
        Stack<int> open = new([value]);
        while (open.TryPop(out int at))
        {
            if (!seen.Add(at)) continue;
            if (_again.TryGetValue(at, out int earlier)) found.Add(earlier);
            if (_again.ContainsKey(at)) continue;
            if (_forward.ContainsKey(at))
            {
                found.Add(at);
                continue;
            }
            if (_graph.MakerOf(at) is not { } maker || _kernels.Contains(at)) continue;
            foreach (int operand in maker.Values) open.Push(operand);
        }
        if (found.Count > 1) throw new NotUnderstood("a layer that takes what several layers give");
        return found.Count == 1 ? found.First() : null;
    }

    private PassLayer Layer(Product product, HashSet<int> continued)
    {
        (int bias, int sum) = Sum(product, product.Result, continued);
        bool isTurned = false;
        if (bias < 0 && NegatedSum(product) is { } turned) (bias, sum, isTurned) = (turned.Bias, turned.Sum, true);
        return new(product, bias, sum)
        {
            IsSumNegated = isTurned,
            IsThreshold = !isTurned && bias >= 0 && _graph.MakerOf(sum)!.Name == "subtract",
            // -(x @ w) + b has the biases of w and not of -w: it is left as it is.
            IsNegated = bias < 0 && _graph.Unsigned(product.Data).IsNegated,
            Again = [.. _again.Where(again => again.Value == product.Result).Select(again => Sum(product, again.Key, continued).Sum)],
        };
    }

    private (int Bias, int Sum) Sum(Product product, int result, HashSet<int> continued)
    {
        foreach (int view in _graph.WithViews(result))
            foreach (Operation user in _graph.UsersOf(view))
            {
                if (user.Name is not ("add" or "subtract") || user.Operands.Length < 2) continue;
                bool isFirst = user.Operands[0].Value == view;
                Operand other = user.Operands[isFirst ? 1 : 0];
                if (!other.IsValue || !IsBias(other.Value, product)) continue;
                if (user.Name == "add" || (isFirst && IsThreshold(other.Value, user, product, continued)))
                    return (other.Value, user.Result);
            }
        return (-1, result);
    }

    // -(w @ x) - b: whoever needs exp(-z) alone computes the sums negated.
    private (int Bias, int Sum)? NegatedSum(Product product)
    {
        foreach (int view in _graph.WithViews(product.Result))
            foreach (Operation sign in _graph.UsersOf(view).Where(user => user.Name == "negative"))
                foreach (Operation user in _graph.UsersOf(sign.Result))
                    if (user is { Name: "subtract", Operands: [{ IsValue: true } first, { IsValue: true } other, ..] }
                        && first.Value == sign.Result && IsBias(other.Value, product)) return (other.Value, user.Result);
        return null;
    }

    // What is subtracted from what the last layer gives may be the targets: a threshold is changed and subtracted there again, or is the
    // one number that is subtracted in a layer before.
    private bool IsThreshold(int value, Operation use, Product product, HashSet<int> continued)
    {
        if (continued.Contains(product.Result)) return true;
        int source = _graph.Source(value);
        return _lineages.ChangesOf(source).Any(change => _graph.UsesOf(change.Result)
                .Any(again => again.Place == use.Place && again.Name == "subtract"))
            || (_graph[source].Length == 1 && _graph.UsersOf(source).Any(user => user.Name == "subtract"
                && user.Operands is [{ IsValue: true } of, ..] && continued.Contains(_graph.Source(of.Value))));
    }

    // A bias was there before, or was made from what was: it comes from no product of this pass.
    private bool IsBias(int value, Product product)
    {
        TapeValue of = _graph[value], sum = _graph[product.Result];
        int units = sum.Shape.Length == 0 ? 1 : product.DataFirst || sum.Shape.Length == 1 ? sum.Shape[^1] : sum.Shape[0];
        return (of.Length == units || of.Length == sum.Length || of.Length == 1) && !_forward.ContainsKey(_graph.Source(value))
            && PreviousOf(value) is null;
    }
}
