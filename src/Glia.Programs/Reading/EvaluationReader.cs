using Glia.Doctor.Reference;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Reads an evaluation out of a window: forward passes of rows after which nothing is updated, and the answers that are taken.
/// </summary>
/// <param name="graph">The window.</param>
/// <param name="weights">The weights in use, layer by layer, as values that are no views.</param>
/// <param name="network">The network as the training shows it.</param>
/// <param name="training">Which operations belong to a training step.</param>
internal sealed class EvaluationReader(Graph graph, IReadOnlyList<int> weights, RecordedStep network, Func<Operation, bool> training)
{
    private static readonly HashSet<string> s_answers =
        ["argmax", "greater", "greater_equal", "rint", "round", "around", "round_", "where", "heaviside"];

    /// <summary>The evaluation; null if the window holds none that shows answers.</summary>
    public RecordedAnswers? Read()
    {
        HashSet<int> kernels = [.. weights];
        HashSet<int> allowed = [.. graph.Operations.Where(operation => !training(operation)).Select(operation => operation.Index)];
        List<Pass> passes;
        try
        {
            passes = [.. new ForwardPasses(graph, kernels, allowed.Contains, rowsRepeat: true).Find()
                .Where(pass => pass.Layers[0].Product.Weights == weights[0]).OrderBy(pass => pass.Layers[0].Product.Operation.Index)];
        }
        catch (NotUnderstood)
        {
            return null;
        }
        if (passes.Count == 0) return null;
        // What is evaluated first and last may be another set: only passes from one line belong together.
        int place = passes[^1].Layers[0].Product.Operation.Place;
        passes.RemoveAll(pass => pass.Layers[0].Product.Operation.Place != place);
        bool whole = passes.TrueForAll(pass => pass.Layers.Count == weights.Count);
        try
        {
            var answers = AnswersTo(passes, whole, allowed);
            return answers.Count == 0 ? null : Build(passes, whole, answers);
        }
        catch (NotUnderstood)
        {
            return null;
        }
    }

    private RecordedAnswers? Build(List<Pass> passes, bool whole, List<Operation> answers)
    {
        // Rows may be answered one by one, or all at once after they were gathered; anything else is no answer to these rows.
        bool gathered = passes.Count > 1 && answers.Count == 1;
        if (passes.Count > 1 && answers.Exists(answer => NumbersOf(answer).Count() != (gathered ? passes.Count : 1))) return null;
        // A loop that was cut off has a row without an answer; rows that were not told apart have more.
        if (passes.Count > 1 && !gathered)
        {
            if (Math.Abs(passes.Count - answers.Count) > 1) return null;
            int rows = Math.Min(passes.Count, answers.Count);
            passes = passes[..rows];
            answers = answers[..rows];
        }
        // The layers of each pass are read once more: what belongs to another row is what no function makes of the layer before.
        Matrix x = Stack([.. passes.Select(pass => whole ? LayerChain.Read(graph, pass).X
            : pass.Layers[0].Inputs(new Lying(graph, pass.Layers[0].Product)))]);
        double[] predictions = [.. answers.SelectMany(NumbersOf)];
        // A number for each of several outputs is no answer to a row: outputs that are rounded, as pixels are, stay outputs.
        int units = new Lying(graph, passes[^1].Layers[^1].Product).Units;
        if (units > 1 && x.Rows * units == predictions.Length) return null;
        return new RecordedAnswers
        {
            X = x,
            Outputs = whole ? OutputsOf(passes) : null,
            Predictions = predictions.Length > 0 ? new Matrix(predictions.Length, 1, predictions) : null,
            Y = TargetsOf(passes, answers, x.Rows),
            Reported = answers.Count == 1 ? FigureOf(answers[0]) : null,
            TakenFrom = passes.Select(pass => graph.Whole(pass.Inputs)).ToHashSet(),
            At = Origin(graph.Tape.StatementOf(answers[0]), whole),
        };
    }

    // Answers to outputs that this evaluation did not make come from where those were picked up.
    private static Statement? Origin(Statement? at, bool whole) =>
        !whole && at is { NamedAt: { } named } ? named : at;

    // Operations that make answers of outputs: of these passes, or, where the passes are not whole, of whatever is at hand.
    private List<Operation> AnswersTo(List<Pass> passes, bool whole, HashSet<int> allowed)
    {
        int from = passes[0].Layers[0].Product.Operation.Index;
        HashSet<int> sums = [.. passes.Select(pass => pass.Layers[^1].Sum)];
        List<Operation> found = [];
        foreach (Operation operation in graph.Operations)
        {
            if (operation.Index < from || !allowed.Contains(operation.Index) || !s_answers.Contains(operation.Name)) continue;
            if (operation.Operands is not [{ IsValue: true } judged, ..]) continue;
            // Outputs that are shortened to be shown, to two places say, stay outputs.
            if (NumbersOf(operation).Any(number => number != Math.Floor(number))) continue;
            if (whole ? ComesFrom(judged.Value, sums) && !IsError(judged.Value, sums) : IsOfOutputs(judged.Value)) found.Add(operation);
        }
        // Outputs that are compared with one threshold after the other, as for a curve of rates, are asked how sure they are.
        foreach (var tried in found.Where(operation => operation.Operands.Length > 1)
            .GroupBy(operation => (graph.Source(operation.Operands[0].Value), operation.Place)).ToList())
            if (tried.Select(operation => graph.NumberOf(operation.Operands[1])).Distinct().Count() > 1) found.RemoveAll(tried.Contains);
        // One kind of answer a row: relu by where or a mask of a hidden layer is none, and the last word counts.
        if (found.Count == 0) return found;
        string kind = found.Exists(operation => operation.Name == "argmax") ? "argmax" : found[^1].Name;
        found.RemoveAll(operation => operation.Name != kind);
        if (passes is [var only]) return OfOnePass(only, found);
        return found.Count == passes.Count ? found
            : found.Count > passes.Count * 2 ? []
            : [.. found.Where(operation => ComesFrom(operation.Operands[0].Value, sums) || !whole)];
    }

    // All rows are answered at once, or one after the other: then what one of them is answered says nothing of the others.
    private List<Operation> OfOnePass(Pass pass, List<Operation> found)
    {
        var lying = new Lying(graph, pass.Layers[^1].Product);
        int rows = lying.Samples, judged = graph[found[0].Operands[0].Value].Length;
        bool areRows = rows > 1 && (judged < rows || (judged == lying.Units && (judged != rows || found.Count == rows)));
        return !areRows ? found[..1] : found.Count == rows ? found : [];
    }

    private bool ComesFrom(int value, HashSet<int> sums)
    {
        HashSet<int> seen = [];
        Stack<int> open = new([value]);
        while (open.TryPop(out int at))
        {
            if (!seen.Add(at)) continue;
            if (sums.Contains(at)) return true;
            if (graph.MakerOf(at) is not { } maker || Product.Is(maker, graph)) continue;
            foreach (int operand in maker.Values) open.Push(operand);
        }
        return false;
    }

    // How far outputs are from their targets is no answer, whatever it is compared with.
    private bool IsError(int value, HashSet<int> sums)
    {
        HashSet<int> seen = [];
        Stack<int> open = new([value]);
        while (open.TryPop(out int at))
        {
            if (!seen.Add(at) || sums.Contains(at) || graph.MakerOf(at) is not { } maker || Product.Is(maker, graph)) continue;
            if (maker.Name == "subtract" && maker.Values.Any(operand => !IsComputed(operand))) return true;
            foreach (int operand in maker.Values) open.Push(operand);
        }
        return false;
    }

    // Outputs that the evaluation did not make: as many numbers as the last layer has units, from a product or from before.
    private bool IsOfOutputs(int value)
    {
        if (graph[value].Length != network.Layers[^1].Weights.Columns) return false;
        return graph.MakerOf(graph.Source(value)) is { } maker ? maker.Name != "getitem" && IsComputed(value) : graph[value].IsMatrix;
    }

    private IEnumerable<double> NumbersOf(Operation operation) =>
        operation.Result >= 0 ? graph.Numbers(operation.Result).Values
        : double.IsNaN(operation.Number) ? []
        : [operation.Number];

    private Matrix? OutputsOf(List<Pass> passes)
    {
        string activation = network.Layers[^1].Activation;
        List<Matrix> rows = [];
        foreach (Pass pass in passes)
        {
            var lying = new Lying(graph, pass.Layers[^1].Product);
            Matrix sums = lying.Outputs(pass.Layers[^1].Sum);
            if (Find(pass.Layers[^1].Sum) is not { } outputs) return null;
            rows.Add(outputs);

            Matrix? Find(int from)
            {
                Stack<int> open = new([from]);
                HashSet<int> seen = [];
                while (open.TryPop(out int value))
                {
                    if (!seen.Add(value)) continue;
                    if (lying.HasOutputs(value) && graph[value].Contents is not null
                        && ActivationReader.Read(sums, lying.Outputs(value), graph.Between(from, value)) is { } function
                        && function.Name == activation) return lying.Outputs(value);
                    foreach (Operation user in graph.UsersOf(value))
                        if (!Product.Is(user, graph) && user.Result >= 0) open.Push(user.Result);
                }
                return null;
            }
        }
        return Stack(rows);
    }

    // What the answers are compared with, or the classes of rows that are looked up beside.
    private Matrix? TargetsOf(List<Pass> passes, List<Operation> answers, int rows)
    {
        List<double> found = [];
        foreach (Operation answer in answers)
            foreach (Operation comparison in answer.Result < 0 ? [] : graph.UsesOf(answer.Result))
            {
                if (comparison.Name is not ("equal" or "not_equal") || comparison.Operands.Length < 2) continue;
                bool first = comparison.Operands[0].IsValue && graph.Source(comparison.Operands[0].Value) == graph.Source(answer.Result);
                Operand other = comparison.Operands[first ? 1 : 0];
                if (other.IsValue) found.AddRange(graph.Numbers(other.Value).Values);
                else if (graph.NumberOf(other) is { } number) found.Add(number);
                break;
            }
        if (found.Count == rows) return new Matrix(rows, 1, [.. found]);
        return passes.Count > 1 ? RowTargets(passes) : null;
    }

    // In a loop over rows: between two passes a row of targets is taken out of an array, with as many numbers as there are outputs.
    private Matrix? RowTargets(List<Pass> passes)
    {
        int units = network.Layers[^1].Weights.Columns;
        List<double> found = [];
        for (int i = 0; i < passes.Count; i++)
        {
            int from = passes[i].Layers[0].Product.Operation.Index;
            int to = i + 1 < passes.Count ? passes[i + 1].Layers[0].Product.Operation.Index : graph.Window.To;
            Operation? row = graph.Operations.FirstOrDefault(operation => operation.Index > from && operation.Index < to
                && operation.Name == "getitem" && operation.Result >= 0 && graph[operation.Result].Length == units
                && graph[operation.Result].Shape.Length == 1 && !IsComputed(operation.Result));
            if (row is null) return null;
            found.AddRange(graph.Numbers(row.Result).Values);
        }
        return new Matrix(passes.Count, units, [.. found]);
    }

    private bool IsComputed(int value) =>
        Slice.Of(graph, [value], new HashSet<int>()).Any(index => Product.Is(graph.Tape.Operations[index], graph));

    // The mean of the comparison, or its sum divided by something.
    private double? FigureOf(Operation answer)
    {
        if (answer.Result < 0) return null;
        foreach (Operation comparison in graph.UsesOf(answer.Result))
        {
            if (comparison.Name != "equal" || comparison.Result < 0) continue;
            foreach (Operation reduced in graph.UsesOf(comparison.Result))
            {
                if (reduced.Name is not ("mean" or "sum" or "average") || reduced.Result < 0) continue;
                int at = reduced.Result;
                bool isShare = reduced.Name != "sum";
                while (graph.UsersOf(at) is [{ Name: "divide" or "multiply", Result: >= 0 } next, ..]
                    && next.Operands.Any(operand => graph.NumberOf(operand) is not null))
                {
                    isShare |= next.Name == "divide";
                    at = next.Result;
                }
                if (isShare && graph[at].Length == 1) return graph.Numbers(at).Values[0];
            }
        }
        return null;
    }

    private static Matrix Stack(IReadOnlyList<Matrix> parts)
    {
        if (parts.Any(part => part.Columns != parts[0].Columns)) throw new NotUnderstood("rows of different lengths in one evaluation");
        return new Matrix(parts.Sum(part => part.Rows), parts[0].Columns, [.. parts.SelectMany(part => part.Values)]);
    }
}
