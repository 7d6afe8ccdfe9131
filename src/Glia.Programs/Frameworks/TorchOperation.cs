using System.Text.Json;

namespace Glia.Programs.Frameworks;

/// <summary>A function of PyTorch that the program called.</summary>
/// <param name="Index">Its place in the record.</param>
/// <param name="Name">PyTorch's name: <c>linear</c>.</param>
/// <param name="Said">The call as it was recorded.</param>
/// <param name="Results">The tensors it gave, by number.</param>
/// <param name="Place">The number of the chain of the program's lines.</param>
/// <param name="Module">The innermost module it was called in; null if none.</param>
internal sealed record TorchOperation(int Index, string Name, JsonElement Said, int[] Results, int Place, TorchModule? Module)
{
    /// <summary>An argument, by its name or its place; undefined where it was not given.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">Its place; -1 if it always has its name.</param>
    public JsonElement Argument(string name, int place)
    {
        if (Said[3].TryGetProperty(name, out JsonElement named)) return named;
        return place >= 0 && place < Said[2].GetArrayLength() ? Said[2][place] : default;
    }

    /// <summary>A tensor among the arguments; null where there is none.</summary>
    public int? Tensor(string name, int place) => TensorIn(Argument(name, place));

    /// <summary>A number among the arguments; null where there is none.</summary>
    public double? Number(string name, int place) =>
        Argument(name, place) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>A truth value among the arguments; null where there is none.</summary>
    public bool? Flag(string name, int place) => Argument(name, place).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>One number for all sides, or a number a side; null where there is none.</summary>
    public int[]? Sizes(string name, int place, int sides) => Argument(name, place) switch
    {
        { ValueKind: JsonValueKind.Number } one => [.. Enumerable.Repeat(one.GetInt32(), sides)],
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 =>
            [.. Enumerable.Range(0, sides).Select(i => list[Math.Min(i, list.GetArrayLength() - 1)].GetInt32())],
        _ => null,
    };

    /// <summary>All tensors among the arguments, in order.</summary>
    public IEnumerable<int> Tensors
    {
        get
        {
            foreach (JsonElement part in Said[2].EnumerateArray().Concat(Said[3].EnumerateObject().Select(word => word.Value)))
            {
                if (TensorIn(part) is { } number) yield return number;
                if (part.ValueKind != JsonValueKind.Array) continue;
                foreach (JsonElement inner in part.EnumerateArray())
                    if (TensorIn(inner) is { } innerNumber) yield return innerNumber;
            }
        }
    }

    /// <summary>The tensor that an argument is; null if it is none.</summary>
    public static int? TensorIn(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Object && argument.TryGetProperty("t", out JsonElement number) ? number.GetInt32() : null;
}
