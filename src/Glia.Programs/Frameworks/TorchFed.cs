using System.Text.Json;
using Glia.Files;

namespace Glia.Programs.Frameworks;

/// <summary>The rows that a network and its loss were given, step by step, where nothing else says where they are from.</summary>
internal static class TorchFed
{
    /// <summary>The different rows of all recorded batches.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="input">The inputs of the first step.</param>
    /// <param name="targets">Its targets.</param>
    /// <returns>Inputs and targets, row for row; null where they were not given to modules.</returns>
    public static (float[] X, float[] Y)? Of(TorchRecord record, int input, int targets)
    {
        int rows = record.Values[input].Shape[0];
        if (Batches(record, input) is not { } inputs || Batches(record, targets) is not { } answers) return null;
        var x = new List<float>();
        var y = new List<float>();
        HashSet<string> known = [];
        for (int i = 0; i < Math.Min(inputs.Count, answers.Count); i++)
        {
            float[] batch = inputs[i].ToSingles(), labels = answers[i].ToSingles();
            int width = (int)(record.Values[input].Length / rows), count = batch.Length / width;
            if (batch.Length != count * width || labels.Length % count != 0) return null;
            int labelWidth = labels.Length / count;
            for (int row = 0; row < count; row++)
            {
                Span<float> values = batch.AsSpan(row * width, width), answer = labels.AsSpan(row * labelWidth, labelWidth);
                if (!known.Add(Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values)))) continue;
                x.AddRange(values);
                y.AddRange(answer);
            }
        }
        return ([.. x], [.. y]);
    }

    private static List<NdArray>? Batches(TorchRecord record, int value)
    {
        foreach (JsonElement place in record.Said.GetProperty("fed").EnumerateArray())
        {
            JsonElement[] calls = [.. place.EnumerateArray()];
            for (int part = 0; part < calls[0].GetArrayLength(); part++)
            {
                if (record.Array(calls[0][part]) is not { } given || !ReferenceEquals(given, record.Values[value].Contents)) continue;
                NdArray?[] batches = [.. calls.Select(call => part < call.GetArrayLength() ? record.Array(call[part]) : null)];
                return batches.Any(one => one is null) ? null : [.. batches.OfType<NdArray>()];
            }
        }
        return null;
    }
}
