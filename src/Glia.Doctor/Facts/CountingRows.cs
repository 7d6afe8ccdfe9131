using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>
/// The rows that a network can learn from: a row of the sample weight 0 may hold anything, and nothing is concluded from it.
/// </summary>
internal static class CountingRows
{
    /// <summary>The rows whose weight is not 0; null where all count, or none does.</summary>
    public static int[]? Of(Dataset data) => data.SampleWeights is null ? null : Among(data, [.. Enumerable.Range(0, data.Rows)]);

    /// <summary>At most so many row numbers, spread evenly over all.</summary>
    public static int[] Spread(int all, int most)
    {
        int count = Math.Min(most, all);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * all / count))];
    }

    /// <summary>Those of some rows whose weight is not 0; null where all of them count, or none does.</summary>
    public static int[]? Among(Dataset data, int[] rows)
    {
        if (data.SampleWeights is not { } weights) return null;
        int[] counting = Array.FindAll(rows, row => weights[row] != 0);
        return counting.Length == 0 || counting.Length == rows.Length ? null : counting;
    }
}
