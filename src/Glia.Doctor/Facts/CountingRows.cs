using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>
/// The rows that a network can learn from: a row of the sample weight 0 may hold anything, and nothing is concluded from it.
/// </summary>
internal static class CountingRows
{
    /// <summary>The rows whose weight is not 0; null where all count, or none does.</summary>
    public static int[]? Of(Dataset data) => data.SampleWeights is null ? null : Among(data, [.. Enumerable.Range(0, data.Rows)]);

    /// <summary>At most so many row numbers, spread evenly over all, and over every period that all of them may have.</summary>
    public static int[] Spread(int all, int most)
    {
        int count = Math.Min(most, all);
        if (count == 0) return [];
        // Every second row, say, is of one class where classes come in turns: of stretches of one length another place is taken in each.
        int length = all % count == 0 ? all / count : 1;
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * all / count) + (i % length))];
    }

    /// <summary>Those of some rows whose weight is not 0; null where all of them count, or none does.</summary>
    public static int[]? Among(Dataset data, int[] rows)
    {
        if (data.SampleWeights is not { } weights) return null;
        int[] counting = Array.FindAll(rows, row => weights[row] != 0);
        return counting.Length == 0 || counting.Length == rows.Length ? null : counting;
    }
}
