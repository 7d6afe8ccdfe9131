using System.Globalization;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Follows what is computed from the last pre-activations alone until it meets something that is not: that are the targets, and what
/// they meet are the outputs.
/// </summary>
/// <param name="graph">The window.</param>
/// <param name="computed">Whether a value was computed from a product.</param>
/// <param name="within">Whether an operation has a part in the step.</param>
internal sealed class AnswersReader(Graph graph, Func<int, bool> computed, Func<int, bool> within)
{
    // A subtraction is the error itself; a product or quotient may hold 1 - y in the place of y, so it comes later.
    private static readonly string[] s_meetings = ["subtract", "divide", "multiply", "setitem", "getitem", "add"];

    /// <summary>Reads what the last layer of a pass gives.</summary>
    /// <param name="last">The last layer.</param>
    /// <param name="lying">How it lies.</param>
    /// <param name="steepness">How steep the functions of the layers before are.</param>
    /// <exception cref="NotUnderstood">No known function gives what the targets meet.</exception>
    public Answers Read(PassLayer last, Lying lying, IReadOnlyList<double> steepness)
    {
        Matrix sums = last.Sums(lying);
        HashSet<int> family = Family([last.Sum, .. last.Again]);
        Dictionary<int, (string Name, double? Slope)> known = [];
        Dictionary<int, double> steep = [];
        Dictionary<int, OutputForm> wrong = [];
        foreach (int value in family)
        {
            if (!lying.HasOutputs(value) || graph[value].Contents is null) continue;
            IReadOnlyCollection<string> between = graph.Between(last.Sum, value);
            if (ActivationReader.Read(sums, lying.Outputs(value), between) is { } function)
                known[value] = function;
            else if (ActivationReader.Steep(sums, lying.Outputs(value), steepness) is { } one)
                (known[value], steep[value]) = ((one.Name, null), one.Steepness);
            else if (ActivationReader.WrongSoftmax(sums, lying.Outputs(value), between) is { } form)
                (known[value], wrong[value]) = (("softmax", null), form);
        }
        Operation[] uses = [.. family.SelectMany(graph.UsersOf).Where(user => within(user.Index)).DistinctBy(user => user.Index)
            .OrderBy(user => user.Index)];
        if (lying.Samples == 1 && uses.Select(use => ClassAt(use, known)).FirstOrDefault(found => found is not null) is { } written)
            return new Answers(written.Outputs, "softmax", null, Targets: -1, written.At) { Class = written.Class };
        foreach (string meeting in s_meetings)
            foreach (Operation operation in uses)
            {
                if (operation.Name != meeting) continue;
                if (Meeting(operation, family, known) is not { } met) continue;
                return new Answers(met.Outputs, known[met.Outputs].Name, known[met.Outputs].Slope, met.Targets, operation)
                {
                    Steepness = steep.GetValueOrDefault(met.Outputs, 1),
                    Form = wrong.GetValueOrDefault(met.Outputs),
                };
            }
        int outputs = known.Keys.Where(value => known[value].Name != "linear").OrderBy(value => value).FirstOrDefault(-1);
        if (outputs < 0 && known.Count == 0) throw new NotUnderstood("the function of the last layer");
        if (outputs < 0) outputs = known.Keys.Min();
        return new Answers(outputs, known[outputs].Name, known[outputs].Slope, Targets: -1, Meeting: null)
        {
            Steepness = steep.GetValueOrDefault(outputs, 1),
            Form = wrong.GetValueOrDefault(outputs),
        };
    }

    // p[0, y] -= 1, p[y, 0] -= 1 and p[y] -= 1, where y is one number: the probability at one place is put back less one.
    private (int Outputs, int Class, Operation At)? ClassAt(Operation operation, Dictionary<int, (string Name, double? Slope)> known)
    {
        if (operation is not { Name: "setitem", Operands: [{ IsValue: true } of, { IsValue: true } put, ..] }
            || operation.Subscript.Length != graph[of.Value].Shape.Length
            // The classes lie along the one axis that is longer than 1.
            || Array.IndexOf(graph[of.Value].Shape, graph[of.Value].Length) is not (>= 0 and var axis)
            || !int.TryParse(operation.Subscript[axis], NumberStyles.Integer, CultureInfo.InvariantCulture, out int index)
            || OutputsBehind(of.Value, known) is not { } outputs || known[outputs].Name != "softmax") return null;
        bool isOneLess = graph.MakerOf(put.Value) is { Name: "subtract", Operands: [{ IsValue: true } was, var one, ..] }
            && graph.NumberOf(one) == 1 && graph.MakerOf(was.Value) is { Name: "getitem" } got
            && got.Subscript.SequenceEqual(operation.Subscript)
            && got.Operands[0].Value == of.Value;
        return isOneLess ? (outputs, index < 0 ? index + graph[of.Value].Length : index, operation) : null;
    }

    private (int Outputs, int Targets)? Meeting(Operation operation, HashSet<int> family,
        Dictionary<int, (string Name, double? Slope)> known)
    {
        foreach (Operand operand in operation.Operands)
        {
            if (!operand.IsValue || !family.Contains(operand.Value)) continue;
            if (OutputsBehind(operand.Value, known) is not { } outputs) continue;
            foreach (Operand other in operation.Operands)
                if (other.IsValue && !family.Contains(other.Value) && !computed(other.Value) && graph[other.Value].Length > 0
                    && IsTarget(other.Value, operand.Value, operation)) return (outputs, Unsigned(other.Value, operation));
        }
        return null;
    }

    // -y * log(a) is (-y) * log(a) to Python, and -y / a likewise; -y + a is the error.
    private int Unsigned(int value, Operation operation) =>
        operation.Name is "multiply" or "divide" or "add" && graph.Unsigned(value) is (var of, true) ? of : value;

    // Numbers for each sample: a factor that is one number is no target, unless one number is all there is. What is subtracted may be one
    // for all outputs: numbers that are written at the line, such as 1 - a, are no values.
    private bool IsTarget(int value, int met, Operation operation)
    {
        // Of the two indices of p[arange(n), y] the one that counts the rows is no target.
        if (operation.Name is "setitem" or "getitem")
            // Indices that are single numbers are those of one number, unless that is all there is.
            return (graph[value].Length > 1 || graph[met].Shape.Count(size => size > 1) < 2)
                && !graph.Numbers(value).Values.Index().All(number => number.Item == number.Index);
        // A single number that is added keeps a logarithm finite.
        if (operation.Name == "add" && graph[value].Shape.Length == 0) return false;
        return graph[value].Length > 1 || graph[met].Length == 1 || operation.Name == "subtract";
    }

    // So little that it only shortens what is shown: whole numbers made of outputs are answers. A convention.
    private const double Rounded = 0.06;

    // The outputs themselves, their logarithm, or what they are rounded to.
    private int? OutputsBehind(int value, Dictionary<int, (string Name, double? Slope)> known)
    {
        if (known.ContainsKey(value)) return value;
        int source = graph.Source(value);
        if (known.ContainsKey(source)) return source;
        if (graph.MakerOf(source) is { Name: "log" or "clip" or "maximum" or "copy" or "add" } maker)
            foreach (int operand in maker.Values)
                if (known.ContainsKey(operand)) return operand;
        return graph.MakerOf(source) is { Name: "round" or "around" or "rint", Operands: [{ IsValue: true } of, ..] }
            && OutputsBehind(of.Value, known) is { } exact && graph[exact].Contents is { } numbers && graph[source].Contents is { } rounded
            && numbers.ToDoubles().Zip(rounded.ToDoubles(), (one, other) => Math.Abs(one - other)).Max() <= Rounded ? exact : null;
    }

    // An array that is filled part after part, as by a softmax of one row after the other.
    private bool IsFilled(Operation operation, int operand) =>
        operation.Name == "setitem" && operation.Operands[0].Value == operand && !computed(operand);

    // What is computed from the sums and from numbers alone.
    private HashSet<int> Family(int[] sums)
    {
        HashSet<int> family = [.. sums], seen = [];
        PriorityQueue<Operation, int> open = new();
        foreach (int sum in sums) Follow(sum);
        while (open.TryDequeue(out Operation? operation, out int index))
        {
            if (!seen.Add(index) || Product.Is(operation, graph)) continue;
            if (!operation.Values.All(operand => family.Contains(operand) || (graph[operand].Length <= 1 && !computed(operand))
                || IsFilled(operation, operand))) continue;
            foreach (int made in operation.Results)
                if (family.Add(made)) Follow(made);
        }
        return family;

        void Follow(int value)
        {
            foreach (Operation user in graph.UsersOf(value)) open.Enqueue(user, user.Index);
        }
    }
}
