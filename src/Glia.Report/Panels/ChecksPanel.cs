using Glia.Doctor.Findings;

namespace Glia.Report.Panels;

/// <summary>Everything the doctor looked at, so that silence can be told from blindness.</summary>
internal static class ChecksPanel
{
    /// <summary>The panel of a diagnosis; null where nothing was looked at besides the findings.</summary>
    public static Panel? Of(Diagnosis diagnosis)
    {
        // What is open comes first.
        (Outcome Outcome, string Word)[] kinds =
            [(Outcome.Undecided, "not decided"), (Outcome.Skipped, "not possible here"), (Outcome.Fine, "in order")];
        IReadOnlyList<Cell>[] rows =
        [
            .. kinds.SelectMany(kind => diagnosis.Checks.Where(check => check.Outcome == kind.Outcome)
                .Select(check => (IReadOnlyList<Cell>)[check.Code, kind.Word, check.Measured])),
        ];
        if (rows.Length == 0) return null;
        string[] counts =
        [
            .. kinds.Reverse().Select(kind => (kind.Word, Count: diagnosis.Checks.Count(check => check.Outcome == kind.Outcome)))
                .Where(kind => kind.Count > 0).Select(kind => $"{kind.Count} {kind.Word}"),
        ];
        var table = new DataTable("checks", ["check", "outcome", "measured"], rows);
        return new Panel("checks", "What was checked", $"{Words.Count(rows.Length, "check")} besides: {Words.List(counts)}.")
        {
            Body = table.Folded(),
            Tables = [table],
        };
    }
}
