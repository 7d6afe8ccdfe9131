using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Equal inputs with different labels (F15), told as the accuracy nobody can exceed. Where the features have few values that is the nature of
/// the data; where rows are so rich that equal ones must be copies, the labels of the copies were damaged.
/// </summary>
public sealed class ContradictoryRows : Probe
{
    private const double Harmful = 0.95;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Measured is not { Usable: true, Targets: { Classes: > 1 } targets, Train: { } train }) return;
        var groups = new Dictionary<ulong, List<int>>();
        ulong[] prints = train.Scan.Fingerprints;
        for (int row = 0; row < prints.Length; row++)
        {
            if (groups.TryGetValue(prints[row], out var group)) group.Add(row);
            else groups[prints[row]] = [row];
        }
        int most = 0, inConflict = 0;
        List<int>? example = null;
        foreach (List<int> group in groups.Values)
        {
            int best = group.Count == 1 ? 1 : group.GroupBy(row => targets.Labels[row]).Max(same => same.Count());
            most += best;
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
        string evidence = $"{inConflict:N0} of {prints.Length:N0} rows have an equal row with another label (rows {first} and {other}: classes {targets.Values[targets.Labels[first]]} and {targets.Values[targets.Labels[other]]}), so no network can be right for more than {ceiling:0.0%} of them.";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        (string, double)[] numbers = [("ceiling", ceiling), ("rows_in_conflict", inConflict), ("first_row", first), ("other_row", other)];
        if (ceiling < Harmful && IsRich(train.Statistics, prints.Length))
            examination.Report(Faults.ContradictoryLabels.Error(0.9, where, evidence, null, numbers));
        else if (ceiling < 0.99)
            examination.Suspect(Faults.ContradictoryLabels.Note(0.7, where, evidence, null, numbers));
        else
            examination.Report(Faults.ContradictoryLabels.Note(0.5, where, evidence, null, numbers));
    }

    // So many different rows are possible that equal ones do not come about by chance.
    private static bool IsRich(FeatureStatistics statistics, int rows)
    {
        if (!statistics.Whole) return true;
        double possible = 1;
        foreach (int j in statistics.Varying) possible *= statistics.Maximum[j] - (double)statistics.Minimum[j] + 1;
        return possible > 1e4 * rows;
    }
}
