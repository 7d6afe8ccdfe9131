using System.Text.Json;
using Glia.Files;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>What was recorded of a program that trains with PyTorch, by number: tensors, calls, backward passes and steps.</summary>
internal sealed class TorchRecord
{
    private readonly Dictionary<int, TorchOperation> _makers = [];
    private readonly Dictionary<int, int[]> _joined = [];
    private readonly LibraryRecord _record;
    private readonly Tape _tape;

    /// <summary>Reads a record.</summary>
    public TorchRecord(LibraryRecord record, Tape tape)
    {
        (_record, _tape) = (record, tape);
        Values = [.. record.Said.GetProperty("values").EnumerateArray().Select(value => new TorchValue(
            [.. value[0].EnumerateArray().Select(size => size.GetInt32())], value[1].GetString()!,
            value[2].GetBoolean(), value[3].GetBoolean(), record.Array(value[4]), value[5].GetInt64()))];
        TorchModule[] modules = [.. record.Said.GetProperty("modules").EnumerateArray().Select(module => new TorchModule(
            module.GetProperty("name").GetString() ?? "", module.GetProperty("kind").GetString()!, CallSite.Read(module, "site")))];
        Events = [.. record.Said.GetProperty("events").EnumerateArray()];
        for (int i = 0; i < Events.Length; i++)
        {
            if (KindOf(i) != "op") continue;
            JsonElement said = Events[i];
            int[] results = said[1].GetString() == "item" ? []
                : [.. said[4].EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Number).Select(one => one.GetInt32())];
            JsonElement module = said[6].GetArrayLength() > 0 ? said[6][said[6].GetArrayLength() - 1] : default;
            var operation = new TorchOperation(i, said[1].GetString()!, said, results, said[5].GetInt32(),
                module.ValueKind == JsonValueKind.Number ? modules[module.GetInt32()] : null);
            Operations.Add(operation);
            // A function that gives back what it was given has made nothing.
            foreach (int result in results)
                if (!operation.Tensors.Contains(result)) _makers.TryAdd(result, operation);
        }
    }

    /// <summary>The tensors.</summary>
    public List<TorchValue> Values { get; }

    /// <summary>
    /// Gives vectors the axis that they lack: a network that is given one row a step has batches of one row, and a weight that is
    /// multiplied with a number for each row has one number a row. So has what is computed from that, and what the loss compares with it.
    /// </summary>
    public void GiveAxes()
    {
        HashSet<int> rows = [], columns = [];
        foreach (TorchOperation call in Operations)
        {
            if (call.Name == "linear" && call.Tensor("input", 0) is { } input && IsVector(input)) rows.Add(input);
            if (TorchLayerReader.IsScaled(call) && call.Tensors.Any(IsOneWeight)) columns.UnionWith(call.Tensors.Where(IsLongVector));
            if (call.Tensors.Any(IsVectorOfWeights) && TorchLayerReader.IsProduct(call))
                columns.UnionWith(call.Results.Where(IsLongVector));
            if (TorchLayerReader.IsSumOverColumns(call) && MakerOf(call.Tensors.First()) is { } scaled && TorchLayerReader.IsScaled(scaled)
                && scaled.Tensors.Any(value => Values[value].IsWeight)) columns.UnionWith(call.Results.Where(IsLongVector));
            if (call.Tensors.Any(rows.Contains))
            {
                // Classes are numbers without an axis then; the other operand of a loss has the form of the outputs.
                if (TorchLoss.IsLoss(call) && call.Tensor("target", 1) is { } target && Values[target].Shape.Length < 2) rows.Add(target);
                rows.UnionWith(call.Results.Where(IsVector));
            }
            if (!call.Tensors.Any(columns.Contains)) continue;
            // Numbers that meet a table are spread over it: what that comes to is found elsewhere.
            if (call.Tensors.Any(value => Values[value].Shape.Length > 1)) return;
            columns.UnionWith(call.Tensors.Concat(call.Results).Where(IsLongVector));
        }
        foreach (int value in rows)
            Values[value] = Values[value] with { Shape = Values[value].Shape is [var width] ? [1, width] : [1], WasVector = true };
        foreach (int value in columns.Except(rows))
            Values[value] = Values[value] with { Shape = [Values[value].Shape[0], 1], WasVector = true };
    }

    /// <summary>Weights that are one number each as the weights of a unit, which are a value of their own.</summary>
    /// <param name="weights">The weights, as the inputs of the unit are ordered.</param>
    public int Joined(int[] weights)
    {
        if (_joined.FirstOrDefault(pair => pair.Value.SequenceEqual(weights)) is { Value: not null } known) return known.Key;
        float[] numbers = [.. weights.Select(weight => Values[weight].Contents is { } one ? one.ToSingles()[0] : float.NaN)];
        var contents = NdArray.From(numbers, weights.Length, 1);
        Values.Add(Values[weights[0]] with { Shape = [weights.Length, 1], Contents = contents, Identity = -1 });
        _joined[Values.Count - 1] = weights;
        return Values.Count - 1;
    }

    /// <summary>The weights of the program that some weights are: themselves, or those that were joined.</summary>
    public int[] PartsOf(int weights) => _joined.GetValueOrDefault(weights) ?? [weights];

    private bool IsOneWeight(int value) => Values[value] is { IsWeight: true, Length: 1 };

    private bool IsVectorOfWeights(int value) => Values[value] is { IsWeight: true, Shape.Length: 1 };

    private bool IsLongVector(int value) => IsVector(value) && Values[value].Length > 1;

    private bool IsVector(int value) => Values[value].Shape.Length == 1 && !Values[value].IsWeight;

    /// <summary>Everything in its order.</summary>
    public JsonElement[] Events { get; }

    /// <summary>The calls in their order.</summary>
    public List<TorchOperation> Operations { get; } = [];

    /// <summary>The record itself.</summary>
    public JsonElement Said => _record.Said;

    /// <summary>What an event is: <c>op</c>, <c>backward</c>, <c>step</c>, <c>batch</c>, <c>clip</c> or <c>evaluation</c>.</summary>
    public string KindOf(int index) => Events[index][0].GetString()!;

    /// <summary>The first event of a kind from a place on; -1 if there is none.</summary>
    public int Next(string kind, int from = 0)
    {
        for (int i = from; i < Events.Length; i++)
            if (KindOf(i) == kind) return i;
        return -1;
    }

    /// <summary>The call that made a tensor; null if none did.</summary>
    public TorchOperation? MakerOf(int value) => _makers.GetValueOrDefault(value);

    /// <summary>An array that the record names.</summary>
    public NdArray? Array(JsonElement number) => _record.Array(number);

    /// <summary>The program's line of a place, innermost first; null if none is known.</summary>
    public Statement? StatementAt(int place) => _tape.Places[place] is [var innermost, ..] ? innermost : null;

    /// <summary>Whether weights had a part in a tensor, through whatever it was made of.</summary>
    public bool DependsOnWeights(int value)
    {
        var open = new Stack<int>([value]);
        var seen = new HashSet<int>();
        while (open.TryPop(out int next))
        {
            if (!seen.Add(next)) continue;
            if (Values[next].IsWeight) return true;
            if (MakerOf(next) is { } maker)
                foreach (int operand in TorchLayerReader.IsForm(maker) ? maker.Tensors.Take(1) : maker.Tensors) open.Push(operand);
        }
        return false;
    }
}

/// <summary>A module of the program.</summary>
/// <param name="Name">Its name in the network: <c>fc1</c>; empty for the network itself, and where the network does not know it.</param>
/// <param name="Kind">Its class.</param>
/// <param name="Site">Where it is made; null if nobody knows.</param>
internal sealed record TorchModule(string Name, string Kind, CallSite? Site)
{
    /// <summary>What to call it: a layer of a Sequential has a number for its name.</summary>
    public string Called =>
        Name.Length == 0 || Name.All(letter => char.IsDigit(letter) || letter == '.') ? $"{Kind} {Name}".TrimEnd() : Name;
}

/// <summary>A tensor as it was at one moment.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">PyTorch's type: <c>float32</c>.</param>
/// <param name="Differentiated">Whether gradients flow back through it.</param>
/// <param name="IsWeight">Whether it is a weight: no operation made it, and it gets a gradient.</param>
/// <param name="Contents">Its numbers; null where they were not kept.</param>
/// <param name="Identity">The same for a tensor that is changed in place.</param>
internal sealed record TorchValue(int[] Shape, string Type, bool Differentiated, bool IsWeight, NdArray? Contents, long Identity)
{
    /// <summary>Whether it had one axis and was given another.</summary>
    public bool WasVector { get; init; }

    /// <summary>How many numbers it holds.</summary>
    public long Length { get; } = Shape.Aggregate(1L, (product, size) => product * size);
}
