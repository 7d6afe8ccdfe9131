namespace Glia.Doctor.Trials;

/// <summary>
/// Keeps a quarter of the rows from a trial to judge it on: what was trained on flatters, most of all where labels are wrong.
/// </summary>
internal static class HeldRows
{
    private const int TooFewToSpare = 40, Most = 2000;

    /// <summary>Into how many parts rows are divided.</summary>
    public const int Parts = 4;

    /// <summary>How many rows are held back; 0 where there are too few to spare any.</summary>
    public static int Of(int rows) => rows < TooFewToSpare ? 0 : Math.Min(Most, rows / Parts);

    /// <summary>
    /// The rows to train on and the rows to judge on, each in their order, which may be what is wrong with them.
    /// All rows are both where none can be spared.
    /// </summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="targets">What their targets mean: every class gives a quarter of its rows.</param>
    /// <param name="turn">Which of them are held back: four turns hold back other rows each.</param>
    public static (int[] Learned, int[] Judged) Split(int rows, TargetView targets, int turn)
    {
        if (Of(rows) == 0) return ([.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows)]);
        int[] part = Part(rows, targets, turn);
        int[] judged = [.. Enumerable.Range(0, Of(rows)).Select(i => part[(int)((long)i * part.Length / Of(rows))]).Order()];
        var kept = new HashSet<int>(judged);
        return ([.. Enumerable.Range(0, rows).Where(row => !kept.Contains(row))], judged);
    }

    /// <summary>A quarter of the rows, in no order; four turns give all of them, each once.</summary>
    public static int[] Part(int rows, TargetView targets, int turn)
    {
        IEnumerable<int> order = new SplitMix(20 + (ulong)(turn / Parts)).Permutation(rows);
        if (targets.HasClasses) order = order.OrderBy(row => targets.Labels[row]);
        return [.. order.Where((_, i) => i % Parts == turn % Parts)];
    }

    /// <summary>As many rows, drawn so that every class has equally many: the rare ones come several times.</summary>
    public static int[] DrawnEvenly(int[] rows, TargetView targets)
    {
        int[][] classes = [.. rows.GroupBy(row => targets.Labels[row]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        var random = new SplitMix(30);
        return [.. rows.Select((_, i) => classes[i % classes.Length]).Select(rowsOfClass => rowsOfClass[random.Next(rowsOfClass.Length)])];
    }
}
