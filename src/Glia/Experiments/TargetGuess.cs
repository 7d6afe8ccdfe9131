using Glia.Data;
using Glia.Losses;

namespace Glia.Experiments;

/// <summary>What targets are likely to mean where nobody says it, and the sentence that tells.</summary>
/// <param name="Task"><c>classify</c>, <c>regress</c> or <c>multilabel</c>.</param>
/// <param name="Note">What was guessed and how to say otherwise; null where there was nothing to guess.</param>
public sealed record TargetGuess(string Task, string? Note)
{
    // Columns of labels that people write by hand, ratings and grades included, seldom have more values; with more of them a column of
    // whole numbers is a quantity unless it is numbered and filled as benchmarks of many classes are (26 letters, 100 kinds of pictures).
    private const int FewValues = 20;

    // A class that has fewer rows can hardly be learned, and a column of so many different values is more likely a quantity.
    private const int RowsOfAClass = 5, RowsOfOneOfMany = 50;

    // The rarest class of a benchmark has at least this share of the rows of the largest; the ends of a quantity thin out.
    private const double Even = 0.1;

    /// <summary>Guesses from the targets of all rows.</summary>
    /// <param name="loaded">The data.</param>
    /// <param name="loss">The loss that is asked for, which says what a single column of numbers is; null if none is.</param>
    public static TargetGuess Of(LoadedData loaded, Loss? loss = null)
    {
        if (loaded.Numbers is not { } numbers) return new TargetGuess("classify", null);
        if (loss is not null && numbers.Width == 1) return new TargetGuess(loss.TakesClasses ? "classify" : "regress", null);
        return numbers.Width > 1 ? OfColumns(numbers) : OfColumn(numbers, loaded.TargetNames is [var name] ? $"'{name}'" : "The target");
    }

    private static TargetGuess OfColumns(Targets numbers)
    {
        bool steps = numbers.Rank > 2;
        string what = steps ? $"targets of {numbers.Shape.Spoken} numbers a row" : $"{numbers.Width} target columns";
        if (numbers.Values.ContainsAnyExcept(0f, 1f)) return new TargetGuess("regress", $"The {what} are learned as numbers (regression).");
        return ClassTargets.AreOneHot(numbers, numbers.Shape.Last)
            ? new TargetGuess("classify", $"The {what} hold a single 1 a {(steps ? "step" : "row")}, so they are learned as classes; " +
                "--task multilabel answers each by itself.")
            : new TargetGuess("multilabel", $"The {what} hold 0 and 1, so each is learned as a yes or no of its " +
                "own (multilabel); --task regress learns them as numbers.");
    }

    private static TargetGuess OfColumn(Targets numbers, string name)
    {
        var counts = new SortedDictionary<float, int>();
        bool whole = true;
        foreach (float value in numbers.Values)
        {
            whole &= value == MathF.Floor(value);
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }
        int rows = numbers.Rows;
        string values = counts.Count == 1
            ? "one value"
            : whole ? $"{counts.Count:N0} different whole numbers"
            : $"{counts.Count:N0} different numbers";
        return AreClasses(counts, whole, rows)
            ? new TargetGuess("classify", $"{name} holds {values} in {rows:N0} rows, so {(counts.Count == 2 ? "both" : "they")} are " +
                "learned as classes; --task regress learns them as numbers.")
            : new TargetGuess("regress", $"{name} holds {values} in {rows:N0} rows and is learned as a number (regression); " +
                "--task classify makes a class of each.");
    }

    private static bool AreClasses(SortedDictionary<float, int> counts, bool whole, int rows)
    {
        if (counts.Count == 2) return !counts.Keys.Any(float.IsNaN);
        if (!whole || counts.Count < 2 || rows < RowsOfAClass * counts.Count) return false;
        if (counts.Count <= FewValues) return true;
        bool numbered = counts.Keys.First() is 0 or 1 && counts.Keys.Last() - counts.Keys.First() == counts.Count - 1;
        return numbered && rows >= RowsOfOneOfMany * counts.Count && counts.Values.Min() >= Even * counts.Values.Max();
    }
}
