using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Equal inputs with different labels (F15), told as the accuracy nobody can exceed. Where the features have few values that is the nature of
/// the data; where rows are so rich that equal ones must be copies, or where equal rows agree less often than rows drawn by chance, the
/// labels of the copies were damaged.
/// </summary>
internal sealed class ContradictoryRows : Probe
{
    private const double Harmful = 0.95;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Targets: { Classes: > 1 } targets, Train: { } train }) return;
        var groups = new Dictionary<ulong, List<int>>();
        ulong[] prints = train.Scan.Fingerprints;
        for (int row = 0; row < prints.Length; row++)
        {
            if (groups.TryGetValue(prints[row], out var group)) group.Add(row);
            else groups[prints[row]] = [row];
        }
        int most = 0, inConflict = 0;
        double pairs = 0, agreeing = 0;
        List<int>? example = null;
        foreach (List<int> group in groups.Values)
        {
            int[] counts = group.Count == 1 ? [1] : [.. group.CountBy(row => targets.Labels[row]).Select(same => same.Value)];
            int best = counts.Max();
            most += best;
            pairs += Pairs(group.Count);
            agreeing += counts.Sum(Pairs);
            if (best == group.Count) continue;
            inConflict += group.Count;
            example ??= group;
        }
        double ceiling = (double)most / prints.Length;
        if (example is null)
        {
            examination.Fine(Faults.ContradictoryLabels, "No two equal rows have different labels.");
            return;
        }
        int first = example[0], other = example.First(row => targets.Labels[row] != targets.Labels[first]);
        string evidence = $"{inConflict:N0} of {prints.Length:N0} rows have an equal row with another label (rows {first} and {other}: classes {targets.Values[targets.Labels[first]]} and {targets.Values[targets.Labels[other]]}), so no network can be right for more than {ceiling:0.0 %} of them.";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        (string, double)[] numbers = [("ceiling", ceiling), ("rows_in_conflict", inConflict), ("first_row", first), ("other_row", other)];
        if (ceiling < Harmful && (IsRich(train, pairs) || Disagrees(targets, pairs, agreeing)))
            examination.Report(Faults.ContradictoryLabels.Error(Grade.Strong, where, evidence, null, numbers));
        else if (ceiling < 0.99)
            examination.Suspect(Faults.ContradictoryLabels.Note(Grade.Likely, where, evidence, null, numbers));
        else
            examination.Report(Faults.ContradictoryLabels.Note(Grade.Weak, where, evidence, null, numbers));
    }

    private static double Pairs(int rows) => rows * (rows - 1.0) / 2;

    // Many more equal pairs than columns that know nothing of each other would give; related columns give some more, never so many.
    private static bool IsRich(Part train, double pairs)
    {
        Sample sample = train.Sample;
        double expected = Pairs(train.Data.Rows);
        var column = new float[sample.Count];
        foreach (int j in train.Statistics.Varying)
        {
            for (int i = 0; i < column.Length; i++) column[i] = sample[i][j];
            expected *= column.CountBy(value => value).Sum(same => Pairs(same.Value)) / Pairs(sample.Count);
        }
        return pairs > 300 * expected;
    }

    // Features that say anything at all make equal rows agree more often than two rows drawn by chance.
    private static bool Disagrees(TargetView targets, double pairs, double agreeing)
    {
        double chance = targets.Counts().Sum(Pairs) / Pairs(targets.Labels.Count);
        return agreeing < chance * pairs - 4 * Math.Sqrt(pairs * chance * (1 - chance));
    }
}
