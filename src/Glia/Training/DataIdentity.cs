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

    // Of data that stay in a file so many rows are looked at: all of them would be read from the disk for the first checkpoint. Convention.
    private const int MostOnDisk = 1 << 12;

    /// <summary>The fingerprint of a data set.</summary>
    public static JsonObject Of(Dataset data, Workers workers) => new()
    {
        ["rows"] = data.Rows,
        ["inputs"] = Text(OfInputs(data.Inputs, workers)),
        ["targets"] = Text(OfTargets(data.Targets)),
        ["weights"] = (data.TrainingWeights ?? data.SampleWeights) is { } weights
            ? Text(Crc32C.Of(MemoryMarshal.AsBytes(weights.AsSpan())))
            : null,
    };

    private static uint OfInputs(Features inputs, Workers workers) => Of(
        inputs.AreOnDisk ? Math.Min(inputs.Rows, MostOnDisk) : inputs.Rows, inputs.Rows, inputs.Shape.Size,
        (rows, numbers) => inputs.Gather(rows, numbers, workers));

    private static uint OfTargets(Targets targets) => Of(targets.Rows, targets.Rows, targets.Width, targets.Gather);

    private delegate void Gathering(ReadOnlySpan<int> rows, Span<float> numbers);

    // The sum over so many of the rows, chosen evenly.
    private static uint Of(int chosen, int all, int width, Gathering gather)
    {
        int most = Math.Max(1, Numbers / width);
        var numbers = new float[most * width];
        var rows = new int[most];
        uint sum = 0;
        for (int start = 0; start < chosen; start += most)
        {
            int count = Math.Min(most, chosen - start);
            for (int i = 0; i < count; i++) rows[i] = (int)((long)(start + i) * all / chosen);
            Span<float> some = numbers.AsSpan(0, count * width);
            gather(rows.AsSpan(0, count), some);
            sum = Crc32C.Of(MemoryMarshal.AsBytes(some), sum);
        }
        return sum;
    }

    private static string Text(uint sum) => sum.ToString("x8", CultureInfo.InvariantCulture);
}
