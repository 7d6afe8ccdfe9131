using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Programs.Frameworks;

/// <summary>
/// What a program adds to its loss for the size of its weights: of each weight what its squares and its absolute values are multiplied
/// with.
/// </summary>
internal sealed class TorchPenalty
{
    private readonly Dictionary<int, (double Squares, double Sizes)> _of = [];

    /// <summary>Reads what a number is made of; null where anything in it is no size of weights.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="value">The number that is added to the loss.</param>
    public static TorchPenalty? Read(TorchRecord record, int value)
    {
        var penalty = new TorchPenalty();
        return penalty.Add(record, value, 1) && penalty._of.Count > 0 ? penalty : null;
    }

    /// <summary>The same as a layer of an experiment says it.</summary>
    /// <param name="kernel">The weights of the layer.</param>
    /// <param name="scale">How many times as large as the experiment's the program's loss is.</param>
    public JsonObject? Words(int kernel, double scale)
    {
        if (!_of.TryGetValue(kernel, out var of)) return null;
        return new JsonObject
        {
            ["class_name"] = "L1L2",
            ["config"] = new JsonObject { ["l1"] = (float)(of.Sizes / scale), ["l2"] = (float)(of.Squares / scale) },
        };
    }

    private bool Add(TorchRecord record, int value, double factor)
    {
        if (record.MakerOf(value) is not { } call) return false;
        int[] parts = [.. call.Tensors];
        switch (call.Name)
        {
            case "add" or "__add__" or "__radd__" or "__iadd__" or "add_":
                return parts.Length > 0 && parts.All(part => Add(record, part, factor));
            case "mul" or "__mul__" or "__rmul__" or "div" or "__truediv__" when parts is [var scaled] && NumberIn(call) is { } by:
                return Add(record, scaled, call.Name.Contains("mul", StringComparison.Ordinal) ? factor * by : factor / by);
            // The length of the weights, squared.
            case "pow" or "__pow__" when parts is [var length] && NumberIn(call) == 2
                && record.MakerOf(length) is { Name: "norm" or "linalg_norm" or "vector_norm" } norm && IsOfTwo(norm)
                && norm.Tensors.ToArray() is [var whole]:
                return Note(record, whole, factor, 0);
            case "norm" when parts is [var sized] && NumberIn(call) == 1:
                return Note(record, sized, 0, factor);
            case "sum" when parts is [var terms] && call.Argument("dim", 1).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
                && record.MakerOf(terms) is { } inner:
                int[] of = [.. inner.Tensors];
                bool isSquare = inner.Name is "square" || (inner.Name is "pow" or "__pow__" && NumberIn(inner) == 2)
                    || (inner.Name is "mul" or "__mul__" && of is [var one, var other] && one == other);
                if (isSquare) return Note(record, of[0], factor, 0);
                return inner.Name is "abs" or "absolute" && Note(record, of[0], 0, factor);
            default:
                return false;
        }
    }

    private bool Note(TorchRecord record, int weight, double squares, double sizes)
    {
        if (!record.Values[weight].IsWeight) return false;
        var known = _of.GetValueOrDefault(weight);
        _of[weight] = (known.Squares + squares, known.Sizes + sizes);
        return true;
    }

    private static bool IsOfTwo(TorchOperation norm) => NumberIn(norm) is null or 2;

    private static double? NumberIn(TorchOperation call) =>
        call.Said[2].EnumerateArray().Concat(call.Said[3].EnumerateObject().Select(word => word.Value))
            .Where(part => part.ValueKind == JsonValueKind.Number).Select(part => (double?)part.GetDouble()).FirstOrDefault();
}
