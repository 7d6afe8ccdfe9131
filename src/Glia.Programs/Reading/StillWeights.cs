using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Weights that are meant to learn and never change: a gradient is computed for them, or goes back through them, and the next step finds
/// them as they were. <c>for w, g in zip(weights, grads): w = w - rate * g</c> gives new names to new arrays, and the network none of them.
/// </summary>
/// <param name="graph">The window.</param>
/// <param name="lineages">What was made of what by changing it.</param>
/// <param name="computed">Whether a product had a part in a value.</param>
internal sealed class StillWeights(Graph graph, Lineages lineages, Func<int, bool> computed)
{
    /// <summary>The weights of a window that stand still.</summary>
    /// <param name="moved">Those that do not.</param>
    public IReadOnlyList<Parameter> Beside(IReadOnlyList<Parameter> moved)
    {
        HashSet<int> known = [.. moved.Select(kernel => kernel.Before)];
        List<Use> uses = [.. FirstUses()];
        // Rows stand on one side of the products and weights on the other, wherever something is known to be the one or the other.
        bool? isRight = (uses.Find(use => known.Contains(use.Source)) ?? uses.Find(use => PassedBack(use) is not null))?.IsRight;
        List<Parameter> still = [];
        foreach (Use use in uses)
        {
            if (known.Contains(use.Source) || (isRight is { } side && use.IsRight != side)) continue;
            int attempt = Attempt(use);
            // With nothing to tell weights from rows, what is subtracted from them tells.
            Operation? shown = GradientOf(use) ?? PassedBack(use);
            if (shown is null || (isRight is null && attempt < 0) || !IsUsedAgain(use, Math.Max(shown.Index, IndexOf(attempt)))) continue;
            still.Add(new Parameter(use.Source, use.Source) { Lost = attempt >= 0 ? attempt : shown.Result });
        }
        // Where nothing changes at all, the program may only be on its way to its first step.
        bool isMeant = moved.Count > 0 || still.Exists(one => graph.MakerOf(one.Lost) is { } maker && !Product.Is(maker, graph));
        return isMeant ? still : [];
    }

    private sealed record Use(Operation Product, int Source, int Operand, int Data, bool IsRight);

    private IEnumerable<Use> FirstUses()
    {
        HashSet<int> seen = [];
        foreach (Operation product in graph.Operations.Where(operation => Product.Is(operation, graph)))
        {
            int left = product.Operands[0].Value, right = product.Operands[1].Value;
            int first = graph.Source(left), second = graph.Source(right);
            bool isFirst = !computed(first) && seen.Add(first), isSecond = !computed(second) && seen.Add(second);
            if (first == second) continue;
            if (isFirst && graph[left].IsMatrix) yield return new(product, first, left, right, IsRight: false);
            if (isSecond && graph[right].IsMatrix) yield return new(product, second, right, left, IsRight: true);
        }
    }

    // The error of a layer behind others is multiplied with its weights the other way round.
    private Operation? PassedBack(Use use)
    {
        if (!computed(use.Data)) return null;
        foreach (Operation product in ProductsOf(use.Source, use.Product.Index))
            if (Sides(product).Any(side => graph.Source(side.Value) == use.Source && !IsAlike(use.Operand, use.IsRight, side)
                && computed(side.Other))) return product;
        return null;
    }

    // What a layer is given, the other way round, times an error: a number for each weight.
    private Operation? GradientOf(Use use)
    {
        int[] shape = graph[use.Source].Shape;
        int data = graph.Source(use.Data);
        foreach (Operation product in ProductsOf(data, use.Product.Index))
        {
            int[] made = graph[product.Result].Shape;
            if (!made.SequenceEqual(shape) && !made.SequenceEqual(shape.Reverse())) continue;
            if (Sides(product).Any(side => graph.Source(side.Value) == data && !IsAlike(use.Data, !use.IsRight, side)
                && computed(side.Other))) return product;
        }
        return null;
    }

    private IEnumerable<Operation> ProductsOf(int source, int after) =>
        graph.UsesOf(source).Where(user => user.Index > after && Product.Is(user, graph));

    private static IEnumerable<(int Value, int Other, bool IsRight)> Sides(Operation product)
    {
        yield return (product.Operands[0].Value, product.Operands[1].Value, false);
        yield return (product.Operands[1].Value, product.Operands[0].Value, true);
    }

    private bool IsAlike(int operand, bool isRight, (int Value, int Other, bool IsRight) side) =>
        isRight == side.IsRight && graph[operand].Shape.SequenceEqual(graph[side.Value].Shape)
        && graph[operand].Strides.SequenceEqual(graph[side.Value].Strides);

    // A step that goes into an array that nothing is multiplied with.
    private int Attempt(Use use)
    {
        foreach (Operation change in lineages.ChangesOf(use.Source))
            if (computed(change.Result) && lineages.Descends(change.Result, use.Source)
                && !graph.UsesOf(change.Result).Any(user => Product.Is(user, graph))) return change.Result;
        return -1;
    }

    private int IndexOf(int value) => value < 0 ? -1 : graph.MakerOf(value)?.Index ?? -1;

    // As they were: in the next step, and the last time that anything was recorded of the line that uses them.
    private bool IsUsedAgain(Use use, int after)
    {
        if (graph[use.Source].Contents is null) return false;
        int from = graph.Tape.Windows[^1].From;
        bool isNext = false, isSeen = false, isThere = false;
        foreach (Operation product in graph.Tape.Operations)
        {
            if (product.Index <= after || product.Place != use.Product.Place || !Product.Is(product, graph)) continue;
            int operand = product.Operands[use.IsRight ? 1 : 0].Value;
            if (!graph[operand].Shape.SequenceEqual(graph[use.Operand].Shape)) continue;
            bool isSame = IsSame(operand, use.Operand);
            isNext |= isSame;
            // A line may use all layers, one after the other.
            isSeen |= product.Index >= from;
            isThere |= product.Index >= from && isSame;
        }
        return isNext && (isThere || !isSeen);
    }

    private bool IsSame(int one, int other) => graph[one].Contents is { } first && graph[other].Contents is { } second
        && (ReferenceEquals(first, second) || first.ToDoubles().AsSpan().SequenceEqual(second.ToDoubles()));
}
