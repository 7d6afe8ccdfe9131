using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Files;
using Glia.Kernels;

namespace Glia.Training;

/// <summary>Which data a run learns from: how many rows, and check sums of their numbers as the network gets them.</summary>
internal static class DataIdentity
{
    // Rows at a time: few enough to stay in the processor's cache, enough to share among threads. Convention.
    private const int Numbers = 1 << 18;

    /// <summary>The fingerprint of a data set.</summary>
    public static JsonObject Of(Dataset data, Workers workers) => new()
    {
        ["rows"] = data.Rows,
        ["inputs"] = Text(OfInputs(data.Inputs, workers)),
        ["targets"] = Text(Crc32C.Of(MemoryMarshal.AsBytes(data.Targets.Values))),
        ["weights"] = (data.TrainingWeights ?? data.SampleWeights) is { } weights
            ? Text(Crc32C.Of(MemoryMarshal.AsBytes(weights.AsSpan())))
            : null,
    };

    private static uint OfInputs(Features inputs, Workers workers)
    {
        int width = inputs.Shape.Size, most = Math.Max(1, Numbers / width);
        var numbers = new float[most * width];
        var rows = new int[most];
        uint sum = 0;
        for (int start = 0; start < inputs.Rows; start += most)
        {
            int count = Math.Min(most, inputs.Rows - start);
            for (int i = 0; i < count; i++) rows[i] = start + i;
            Span<float> some = numbers.AsSpan(0, count * width);
            inputs.Gather(rows.AsSpan(0, count), some, workers);
            sum = Crc32C.Of(MemoryMarshal.AsBytes(some), sum);
        }
        return sum;
    }

    private static string Text(uint sum) => sum.ToString("x8", CultureInfo.InvariantCulture);
}
