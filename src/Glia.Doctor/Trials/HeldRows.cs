using Glia.Doctor.Probes;

namespace Glia.Doctor.Trials;

/// <summary>Keeps rows from a trial to judge it on: what was trained on flatters, most of all where labels are wrong.</summary>
internal static class HeldRows
{
    private const int TooFewToSpare = 40, Most = 1000;

    /// <summary>How many rows are held back; 0 where there are too few to spare any.</summary>
    public static int Of(int rows) => rows < TooFewToSpare ? 0 : Math.Min(Most, rows / 4);

    /// <summary>The rows to train on and the rows to judge on, each in their order, which may be what is wrong with them. All rows are both where none can be spared.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="turn">Which of them are held back: three turns hold back other rows each.</param>
    public static (int[] Learned, int[] Judged) Split(int rows, int turn)
    {
        int held = Of(rows);
        if (held == 0) return ([.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows)]);
        const int folds = 3;
        int[] order = new Dice(20 + (ulong)(turn / folds)).Permutation(rows), judged = order[(turn % folds * held)..((turn % folds + 1) * held)];
        Array.Sort(judged);
        var kept = new HashSet<int>(judged);
        return ([.. Enumerable.Range(0, rows).Where(row => !kept.Contains(row))], judged);
    }
}
