namespace Glia.Doctor.Findings;

/// <summary>
/// Orders findings by cause. A finding that a more certain one can bring about becomes a note folded under it: "all ReLUs are dead"
/// below "the learning rate is 40 times too high". Among independent errors, those that falsify the figure the user looks at come
/// first, because no repair of the training can move a stale metric.
/// </summary>
internal static class Ranking
{
    /// <summary>The same findings without repetitions, the first to read first, consequences right after their cause.</summary>
    public static IReadOnlyList<Finding> Rank(IEnumerable<Finding> findings)
    {
        var sorted = findings
            .GroupBy(finding => (finding.Code, finding.Where))
            .Select(same => same.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Grade).First())
            .OrderBy(finding => finding.Severity)
            .ThenBy(Precedence)
            .ThenBy(finding => finding.Fault.Family)
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

    // What follows from the definitions alone, as that no step can ever change anything, goes before what is likely; only a false figure,
    // which no repair of the training can move, goes with it.
    private static Grade Precedence(Finding finding) =>
        finding.Grade == Grade.Strong && finding.Fault.Family == Family.Evaluation ? Grade.Certain : finding.Grade;

    private static Finding? CauseOf(Finding effect, List<Finding> all) =>
        all.Find(cause => cause.Severity == Severity.Error && cause.Fault.CanExplain(effect.Fault) && cause.Grade <= Grade.Likely);

    // Ends because what explains what has no cycles.
    private static Finding RootOf(Finding finding, List<Finding> all)
    {
        while (CauseOf(finding, all) is { } cause) finding = cause;
        return finding;
    }
}
