using System.Text.Json;

namespace Glia.Programs.Frameworks;

/// <summary>Reads <c>w1 * x[:, 0] + w2 * x[:, 1] + b</c>, a weight for each column, as the layer of one unit that it is.</summary>
internal static class TorchColumns
{
    /// <summary>The layer; null where a call is none.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="reader">What makes layers.</param>
    /// <param name="call">The last addition.</param>
    public static TorchLayer? Read(TorchRecord record, TorchLayerReader reader, TorchOperation call)
    {
        SortedDictionary<int, int> weights = [];
        int inputs = -1;
        int? bias = null;
        var open = new Stack<int>(call.Results);
        while (open.TryPop(out int value))
        {
            if (record.Values[value] is { IsWeight: true, Length: 1 } && bias is null)
            {
                bias = value;
                continue;
            }
            if (record.MakerOf(value) is not { } maker) return null;
            int[] parts = [.. maker.Tensors.Take(2)];
            if (maker.Name is "add" or "__add__" or "__radd__" && parts.Length == 2)
            {
                foreach (int part in parts) open.Push(part);
                continue;
            }
            if (!TorchLayerReader.IsScaled(maker) || parts.Length != 2) return null;
            (int weight, int column) = record.Values[parts[0]].IsWeight ? (parts[0], parts[1]) : (parts[1], parts[0]);
            if (record.Values[weight] is not { IsWeight: true, Length: 1 } || ColumnOf(record, column) is not { } at) return null;
            if (inputs >= 0 && inputs != at.Of) return null;
            inputs = at.Of;
            if (!weights.TryAdd(at.Column, weight)) return null;
        }
        if (weights.Count < 2 || record.Values[inputs].Shape is not [_, var columns]
            || !weights.Keys.SequenceEqual(Enumerable.Range(0, columns))) return null;
        TorchLayer layer = reader.Linear(call, inputs, record.Joined([.. weights.Values]), bias, isInOut: true);
        return layer with { Output = call.Results[0] };
    }

    // x[:, 1]: the second column of x.
    private static (int Of, int Column)? ColumnOf(TorchRecord record, int value)
    {
        if (record.MakerOf(value) is not { Name: "__getitem__" } taken || taken.Said[2].GetArrayLength() < 2) return null;
        JsonElement index = taken.Said[2][1];
        if (index.ValueKind != JsonValueKind.Array || index.GetArrayLength() != 2
            || index[1].ValueKind != JsonValueKind.Number) return null;
        bool isAllRows = index[0].ValueKind == JsonValueKind.Object && index[0].TryGetProperty("slice", out JsonElement edges)
            && edges.EnumerateArray().All(edge => edge.ValueKind == JsonValueKind.Null);
        return isAllRows ? (taken.Tensors.First(), index[1].GetInt32()) : null;
    }
}
