using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>Names what stands in a step and is not understood, with its line where that is known.</summary>
internal static class Unread
{
    /// <summary>What is between two layers.</summary>
    /// <param name="graph">The window.</param>
    /// <param name="layer">The number of the first of them, from 1.</param>
    /// <param name="sum">Its pre-activations.</param>
    /// <param name="data">What the other is given.</param>
    /// <param name="outputs">How many numbers a row the first gives.</param>
    /// <param name="inputs">How many numbers a row the other is given.</param>
    public static NotUnderstood Function(Graph graph, int layer, int sum, int data, int outputs, int inputs)
    {
        string between = $"between layers {layer} and {layer + 1}{At(graph, graph.MakerOf(graph.Source(data)))}";
        IReadOnlyCollection<string> names = graph.Between(sum, data);
        return new NotUnderstood(names.Contains("var") || names.Contains("std") ? $"the normalisation {between}"
            : outputs != inputs
                ? $"how {Words.Count(outputs, "output")} become {Words.Count(inputs, "input")} {between}, as with convolutions"
            : $"the function {between}")
        {
            IsOfForm = outputs != inputs,
        };
    }

    /// <summary>Why no weights were found.</summary>
    public static NotUnderstood Weights(Graph graph)
    {
        foreach (Operation product in graph.Operations.Where(operation => Product.Is(operation, graph)))
            foreach (int value in product.Values)
                if (graph.MakerOf(graph.Source(value)) is { Name: "getitem" } part && graph[part.Operands[0].Value].Shape.Length == 1
                    && graph[graph.Source(value)].Length > 1)
                    return new NotUnderstood($"weights that are parts of one vector{At(graph, part)}");
        if (!graph.Operations.Any(operation => Product.Is(operation, graph) && Product.HasMatrix(operation, graph)))
            return new NotUnderstood("which arrays are weights: vectors are multiplied with vectors alone, as perceptrons are written, " +
                "and none is changed by what comes of its own product");
        return new NotUnderstood("which arrays are weights: no product was made twice with weights that had changed");
    }

    /// <summary>
    /// What the errors of single rows or classes are multiplied with before they go back through the network; null where it is nothing.
    /// </summary>
    /// <param name="graph">The window.</param>
    /// <param name="answers">The outputs, and where they meet the targets.</param>
    /// <param name="inputs">The inputs, which an error of one number a row is multiplied with for its gradient.</param>
    /// <param name="computed">Whether a value was computed from a product.</param>
    /// <param name="within">Whether an operation has a part in the step.</param>
    public static NotUnderstood? WeightsOfRows(Graph graph, Answers answers, int inputs, Func<int, bool> computed, Func<int, bool> within)
    {
        // A table of every output with every target is told apart.
        if (answers.Meeting is not { Name: "subtract", Result: >= 0 } meeting) return null;
        if (graph[meeting.Result].Length != graph[answers.Outputs].Length) return null;
        var open = new Stack<int>([meeting.Result]);
        HashSet<int> seen = [];
        while (open.TryPop(out int error))
        {
            if (!seen.Add(error)) continue;
            foreach (Operation user in graph.UsesOf(error).Where(user => within(user.Index)))
            {
                if (user.Name is not ("multiply" or "divide") || user.Result < 0) continue;
                if (graph[user.Result].Length != graph[meeting.Result].Length) continue;
                foreach (Operand other in user.Operands)
                    if (other.IsValue && !computed(other.Value) && graph.Source(other.Value) != graph.Source(inputs)
                        && Differ(graph, other.Value))
                        return new NotUnderstood($"weights of single rows or classes{At(graph, user)}");
                open.Push(user.Result);
            }
        }
        return null;
    }

    private static bool Differ(Graph graph, int value) =>
        graph[value].Contents?.ToDoubles() is { Length: > 1 } numbers && Array.Exists(numbers, number => number != numbers[0]);

    /// <summary>
    /// Rows that are multiplied with themselves before the weights are, <c>x.T @ x @ w - x.T @ y</c>: the gradient of all rows at once,
    /// and no pass of any. Null where that is not so.
    /// </summary>
    public static NotUnderstood? Equation(Graph graph, Pass pass) =>
        graph.MakerOf(graph.Source(pass.Layers[0].Product.Data)) is { } maker && Product.Is(maker, graph)
        && graph.Source(maker.Operands[0].Value) == graph.Source(maker.Operands[1].Value)
            ? new NotUnderstood($"an equation that is solved{At(graph, maker)}: inputs are multiplied with themselves, and no row goes " +
                "through a layer")
            : null;

    /// <summary>Passes that do not go through the same layers.</summary>
    public static NotUnderstood Layers(IReadOnlyList<Pass> passes) => new(
        passes.Select(pass => pass.Layers[0].Product.Operation.Index).Distinct().Count() < passes.Count
            ? "several outputs: what a layer gives is taken by more than one"
            : "its layers: not all rows go through the same ones");

    /// <summary>
    /// What is made of the inputs before the first layer with arrays that steps change, such as filters: what the first layer is given
    /// comes of its own weights then, in a later step at the latest. Null where nothing is.
    /// </summary>
    public static NotUnderstood? BeforeLayers(Graph graph, IReadOnlyList<Pass> passes, ParameterVersions versions)
    {
        HashSet<int> places = [.. passes.Select(pass => pass.Layers[0].Product.Operation.Place)], seen = [];
        Product first = passes[0].Layers[0].Product;
        int at = first.DataFirst ? 0 : 1;
        // Several layers may be multiplied at one line.
        foreach (Operation product in graph.Operations.Where(operation => places.Contains(operation.Place) && Product.Is(operation, graph)
            && versions.IsVersion(operation.Operands[1 - at].Value, first.Weights)))
            if (ComesOfProduct(graph, product.Operands[at].Value, versions.IsComputed, seen))
                return new NotUnderstood("what is before the first layer: its inputs are made with arrays that the steps change, as with " +
                    $"convolutions{At(graph, graph.MakerOf(graph.Source(product.Operands[at].Value)))}");
        return null;
    }

    private static bool ComesOfProduct(Graph graph, int data, Func<int, bool> computed, HashSet<int> seen)
    {
        var open = new Stack<int>([data]);
        while (open.TryPop(out int value))
        {
            if (!computed(value) || !seen.Add(value) || graph.MakerOf(value) is not { } maker) continue;
            if (Product.Is(maker, graph)) return true;
            // Which rows are taken may well be told by what the network answered before.
            foreach (int operand in maker.Name == "getitem" ? maker.Values.Take(1) : maker.Values) open.Push(operand);
        }
        return false;
    }

    private static string At(Graph graph, Operation? operation) =>
        operation is not null && graph.Tape.NamedStatementOf(operation) is { } at ? $" in line {at.Line}" : "";
}
