using System.Globalization;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Whether rows keep their targets from step to step. Where the rows of most samples come back with the target of another, inputs and
/// targets were put in order apart: GLIA009.
/// </summary>
internal static class PairsOfRows
{
    // So many rows have to come back; of those that chance would give another target, so many are enough. Targets that are values may be
    // meant to change, as in Q-learning: only classes tell, and only rows of moments in which equal rows would have been seen. Conventions.
    private const int Fewest = 10, FewestAtOnce = 8, MostClasses = 20;
    private const double Moved = 0.5;

    // Rows that are put in order apart get a target that has nothing to do with the one before: so many standard errors from what chance
    // makes equal it is no chance. Convention.
    private const double Sure = 3;

    // As far from 1 as the sum of shares in float32 may be. Derived.
    private const double Whole = 1e-5;

    /// <summary>What several moments of a program show together; null if nothing.</summary>
    /// <param name="steps">The steps that were read of it.</param>
    /// <param name="evaluation">The evaluation that was; null if none was.</param>
    /// <param name="folder">The program's folder: names of files are told from there.</param>
    public static Finding? Of(IReadOnlyList<RecordedStep> steps, RecordedAnswers? evaluation, string folder)
    {
        if (steps.Count == 0) return null;
        var known = new Dictionary<string, string>();
        var shares = new Dictionary<string, int>();
        var pairsOf = new Dictionary<(string Before, string Now), int>();
        foreach (var (x, y) in Moments(steps, evaluation))
        {
            if (x.Rows < FewestAtOnce) continue;
            var pairs = Enumerable.Range(0, x.Rows).Select(i => (Row: Key(x, i), Target: TargetKey(y, i))).ToHashSet();
            // Equal rows with targets of their own at one moment belong to the data, and there will be more of them.
            if (pairs.GroupBy(pair => pair.Row).Any(group => group.Count() > 1)) return null;
            foreach (var (row, target) in pairs)
            {
                shares[target] = shares.GetValueOrDefault(target) + 1;
                if (known.TryAdd(row, target)) continue;
                pairsOf[(known[row], target)] = pairsOf.GetValueOrDefault((known[row], target)) + 1;
            }
        }
        int again = pairsOf.Values.Sum(), other = pairsOf.Where(pair => pair.Key.Before != pair.Key.Now).Sum(pair => pair.Value);
        double all = shares.Values.Sum(), chance = 1 - shares.Values.Sum(count => count / all * (count / all));
        if (again < Fewest || shares.Count is < 2 or > MostClasses || other < Moved * chance * again) return null;
        if (!AreApart(pairsOf, again, again - other)) return null;
        // Where the targets come from, or where the outputs meet them.
        Statement? at = steps[0].Sources.GetValueOrDefault("y") ?? steps[0].Sources.GetValueOrDefault($"grad_w{steps[0].Layers.Count}");
        return Faults.LabelsShuffledApart.Error(Grade.Certain,
            new Where(Parameter: "y", Phase: Phases.Data) { Source = at?.Source("y", folder) },
            $"{other:N0} of {again:N0} rows that were seen more than once came back with another target than before: inputs and targets " +
            "are put in order apart from one another.");
    }

    // Where other targets are meant, such as those of another class, the new ones follow from the old ones.
    private static bool AreApart(Dictionary<(string Before, string Now), int> pairs, double again, double same)
    {
        double Share(Func<(string Before, string Now), string> part, string target) =>
            pairs.Where(pair => part(pair.Key) == target).Sum(pair => pair.Value) / again;
        double expected = pairs.Keys.Select(pair => pair.Before).Distinct().Sum(target =>
            Share(pair => pair.Before, target) * Share(pair => pair.Now, target));
        return Math.Abs(same / again - expected) <= Sure * Math.Sqrt(expected * (1 - expected) / again);
    }

    // Each step of one training, and the evaluation where its answers are written as the targets of the steps are.
    private static IEnumerable<(Matrix X, Matrix Y)> Moments(IReadOnlyList<RecordedStep> steps, RecordedAnswers? evaluation)
    {
        foreach (RecordedStep step in steps)
            if (step.X.Rows == step.Y.Rows && step.IsOfFirstTraining == steps[0].IsOfFirstTraining) yield return (step.X, step.Y);
        if (evaluation is { Y: { } answers, X: var rows } && answers.Rows == rows.Rows && answers.Columns == steps[0].Y.Columns)
            yield return (rows, answers);
    }

    private static string Key(Matrix rows, int index) => string.Join(' ', rows.Row(index).ToArray());

    // The class, whatever a 1 among zeros is smoothed to; numbers that are no shares are what they are.
    private static string TargetKey(Matrix rows, int index)
    {
        double[] target = rows.Row(index).ToArray();
        bool areShares = target.Length > 1 && target.All(share => share >= 0) && Math.Abs(target.Sum() - 1) < Whole;
        return areShares ? rows.ArgMax(index).ToString(CultureInfo.InvariantCulture) : Key(rows, index);
    }
}
