namespace Glia.Doctor.Findings;

/// <summary>
/// Orders findings by cause. A finding that a more certain one can bring about becomes a note folded under it: "all ReLUs are dead"
/// below "the learning rate is 40 times too high". Among independent errors, those that falsify the figure the user looks at come
/// first, because no repair of the training can move a stale metric.
/// </summary>
public static class Ranking
{
    /// <summary>The same findings without repetitions, the first to read first, consequences right after their cause.</summary>
    public static IReadOnlyList<Finding> Rank(IEnumerable<Finding> findings)
    {
        var sorted = findings
            .GroupBy(finding => (finding.Code, finding.Where))
            .Select(same => same.OrderBy(finding => finding.Severity).ThenByDescending(finding => finding.Confidence).First())
            .OrderBy(finding => finding.Severity)
            .ThenBy(Grade)
            .ThenBy(finding => finding.Fault.Family)
            .ThenByDescending(finding => finding.Confidence)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .ToList();
        var causes = sorted.Where(finding => CauseOf(finding, sorted) is null).ToList();
        var ranked = new List<Finding>(sorted.Count);
        foreach (var cause in causes)
        {
            ranked.Add(cause);
            foreach (var effect in sorted.Where(finding => RootOf(finding, sorted) == cause && finding != cause))
                ranked.Add(effect with { Severity = Severity.Note, ExplainedBy = cause.Fault });
        }
        return ranked;
    }

    // What follows from the definitions alone, as that no step can ever change anything, goes before what is likely; only a false figure, which no repair
    // of the training can move, goes with it.
    private static int Grade(Finding finding)
    {
        int certainty = Certainty(finding.Confidence);
        return finding.Confidence >= 1 || (certainty == 0 && finding.Fault.Family == Family.Evaluation) ? -1 : certainty;
    }

    // Three grades: which of two nearly certain findings is a hair more certain says less than which of them comes first in the work.
    private static int Certainty(double confidence) => confidence >= 0.85 ? 0 : confidence >= 0.6 ? 1 : 2;

    private static Finding? CauseOf(Finding effect, List<Finding> all) =>
        all.Find(cause => cause.Severity == Severity.Error && cause.Fault.CanExplain(effect.Fault) && Certainty(cause.Confidence) <= 1);

    // Ends because what explains what has no cycles.
    private static Finding RootOf(Finding finding, List<Finding> all)
    {
        while (CauseOf(finding, all) is { } cause) finding = cause;
        return finding;
    }
}
