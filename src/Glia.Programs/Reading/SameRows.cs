namespace Glia.Programs.Reading;

/// <summary>The same part of the rows in every step of a loop over batches, whoever computes it.</summary>
internal static class SameRows
{
    /// <summary>What to do.</summary>
    public const string Advice = "Move the slice with the loop: x[i:i + batch], with i from range(0, len(x), batch).";

    /// <summary>
    /// Whether a loop goes round as often as there are batches, and so means all rows: rows that are held back are never trained on either.
    /// </summary>
    /// <param name="times">How often it goes round.</param>
    /// <param name="rows">The rows of a step.</param>
    /// <param name="all">All rows.</param>
    public static bool MeansAll(long times, int rows, int all) => times > 1 && (times == all / rows || times == (all + rows - 1) / rows);

    /// <summary>What was seen.</summary>
    /// <param name="rows">The rows of a step.</param>
    /// <param name="all">All rows.</param>
    public static string Seen(int rows, int all) => $"Every step is given the same {rows:N0} of {all:N0} rows, in a loop that goes round " +
        "once for each batch: the others are never learned from.";
}
