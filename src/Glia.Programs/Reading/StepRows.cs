using Glia.Doctor.Reference;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>What a loop gives its steps: which rows, and which of them come to nothing.</summary>
/// <param name="Born">The place at which the weights that tell the steps were made; -1 if unknown.</param>
/// <param name="Anchors">How often a step comes by the product at which steps are counted.</param>
/// <param name="Whole">How many rows the array has that those of the step are a part of; null where they are no part.</param>
/// <param name="AreTheSame">Whether the steps that begin in the window are given the same part of it.</param>
/// <param name="LeftOut">
/// Batches with their targets whose gradients were computed with the weights of this step and changed nothing.
/// </param>
internal sealed record StepRows(int Born, int Anchors, int? Whole, bool AreTheSame, IReadOnlyList<(Matrix X, Matrix Y)> LeftOut)
{
    /// <summary>All rows of the array that those of the step are a part of, and their targets; null where they were not kept.</summary>
    public (Matrix X, Matrix Y)? All { get; private init; }

    /// <summary>The line that takes them out of it.</summary>
    public Statement? Cut { get; private init; }

    /// <summary>Reads it.</summary>
    /// <param name="graph">The window.</param>
    /// <param name="passes">The passes of the step.</param>
    /// <param name="slice">The operations that have a part in it.</param>
    /// <param name="computed">Whether a value was computed from a product.</param>
    /// <param name="next">The operation with which the next step begins.</param>
    /// <param name="targets">The targets of the step.</param>
    /// <param name="told">The weights that tell the steps, and how often one comes by the product at which they are counted.</param>
    public static StepRows Of(Graph graph, IReadOnlyList<Pass> passes, IReadOnlySet<int> slice, Func<int, bool> computed, int next,
        int targets, (int Weights, int Anchors) told)
    {
        Product first = passes[0].Layers[0].Product;
        int at = first.DataFirst ? 0 : 1;
        int[] given = [.. graph.Operations.Where(operation => operation.Place == first.Operation.Place && Product.Is(operation, graph))
            .Select(product => product.Operands[at].Value)];
        // The rows of the first step may have been taken before the window.
        int?[] wholes = [.. given.Select(data => WholeOf(graph, data, first.DataFirst)).Where(rows => rows is not null)];
        bool same = given.Length > 1 && wholes.Length > 0 && given.All(data => graph[data].Shape.SequenceEqual(graph[given[0]].Shape)
            && graph[data].Contents is { } numbers && graph[given[0]].Contents is { } firsts
            && (ReferenceEquals(numbers, firsts) || numbers.ToDoubles().AsSpan().SequenceEqual(firsts.ToDoubles())));
        return new StepRows(graph[told.Weights].Born, told.Anchors, wholes.Max(), same, Without(graph, passes, slice, computed, next))
        {
            All = same ? AllOf(graph, given, targets, new Lying(graph, first), new Lying(graph, passes[0].Layers[^1].Product)) : null,
            Cut = CutOf(graph, given) is { } cut ? graph.Tape.NamedStatementOf(cut) : null,
        };
    }

    private static Operation? CutOf(Graph graph, int[] given) =>
        given.Select(data => graph.MakerOf(graph.Source(data))).FirstOrDefault(maker => maker is { Name: "getitem" });

    // What the rows and the targets are cut from, where both are cut alike.
    private static (Matrix X, Matrix Y)? AllOf(Graph graph, int[] given, int targets, Lying inputs, Lying outputs)
    {
        if (targets < 0) return null;
        Operation? rows = CutOf(graph, given);
        Operation? marks = graph.Operations.FirstOrDefault(part => part is { Name: "getitem", Result: >= 0 } && part.Result != rows?.Result
            && part.Operands[0].Value != rows?.Operands[0].Value && IsSame(graph[part.Result], graph[targets]));
        if (rows is null || marks is null) return null;
        if (graph[rows.Operands[0].Value].Contents is null || graph[marks.Operands[0].Value].Contents is null) return null;
        Matrix x = inputs.Data(rows.Operands[0].Value), y = outputs.Outputs(marks.Operands[0].Value);
        return x.Rows == y.Rows ? (x, y) : null;
    }

    private static bool IsSame(TapeValue one, TapeValue other) => one.Length == other.Length && one.Contents is { } first
        && other.Contents is { } second && first.ToDoubles().AsSpan().SequenceEqual(second.ToDoubles());

    // How many samples the array has that some are a part of.
    private static int? WholeOf(Graph graph, int data, bool rows)
    {
        int? whole = null;
        for (int value = graph.Source(data); graph.MakerOf(value) is { Name: "getitem" } part; value = graph.Source(part.Operands[0].Value))
        {
            int[] shape = graph[part.Operands[0].Value].Shape;
            if (shape.Length > 0) whole = rows ? shape[0] : shape[^1];
        }
        return whole;
    }

    private static IReadOnlyList<(Matrix X, Matrix Y)> Without(Graph graph, IReadOnlyList<Pass> passes, IReadOnlySet<int> slice,
        Func<int, bool> computed, int next)
    {
        int[] weights = [.. passes[0].Layers.Select(layer => layer.Product.Weights)];
        int place = passes[0].Layers[0].Product.Operation.Place;
        HashSet<int> known = [.. passes.Select(pass => pass.Layers[0].Product.Operation.Index)];
        if (!graph.Operations.Any(operation => operation.Index < next && operation.Place == place && !known.Contains(operation.Index)
            && Product.Is(operation, graph))) return [];
        try
        {
            Pass[] others = [.. new ForwardPasses(graph, weights.ToHashSet(), index => index < next).Find().Where(pass =>
                pass.Layers[0].Product.Operation.Place == place && !known.Contains(pass.Layers[0].Product.Operation.Index)
                && pass.Layers.Select(layer => layer.Product.Weights).SequenceEqual(weights))];
            // Rows that are only looked at have no gradient: the last product of the step is one.
            Operation gradient = slice.Select(index => graph.Tape.Operations[index]).Where(operation => Product.Is(operation, graph))
                .MaxBy(operation => operation.Index)!;
            int gradients = graph.Operations.Count(operation => operation.Index < next && operation.Place == gradient.Place
                && Product.Is(operation, graph) && !slice.Contains(operation.Index));
            if (gradients < others.Length) return [];
            var reader = new AnswersReader(graph, computed, index => index < next);
            return [.. others.Select(pass =>
            {
                var lying = new Lying(graph, pass.Layers[^1].Product);
                LayerChain chain = LayerChain.Read(graph, pass);
                Answers answers = reader.Read(pass.Layers[^1], lying, chain.Steepness);
                return answers.Targets < 0 ? default : (chain.X, Targets(graph, answers.Targets, lying));
            }).Where(batch => batch.X is not null && batch.X.Rows == batch.Item2.Rows)];
        }
        catch (NotUnderstood)
        {
            return [];
        }
    }

    private static Matrix Targets(Graph graph, int value, Lying lying)
    {
        if (lying.HasOutputs(value)) return lying.Outputs(value);
        Matrix y = graph.Numbers(value);
        return y.Rows == 1 ? new Matrix(y.Columns, 1, y.Values) : y;
    }
}
