using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>What was learned from: how much of it, between what it lies, and what tells it from other data.</summary>
internal static class DataPanel
{
    /// <summary>The panel; null where the data were not looked at.</summary>
    public static Panel? Of(RecordedRun run)
    {
        if (run.Details is not { Data: { } data } details) return null;
        string range = double.IsFinite(data.Least) ? $", {Words.Number(data.Least)} to {Words.Number(data.Most)}" : "";
        string classes = data.Classes > 0 ? $", {data.Classes:#,0} classes" : "";
        string sentence = $"{data.Rows:#,0} {details.RowsAre} of {Words.Count(data.Columns, "number")}{range}{classes}. " +
            $"Fingerprint {data.Hash}: the same rows with the same targets have the same, in whatever order and however they are scaled.";
        (string Name, int Rows)[] parts =
        [
            ("training", details.PartRows.Training), ("validation", details.PartRows.Validation), ("test", details.PartRows.Test),
        ];
        var split = new DataTable("the parts", ["part", details.RowsAre],
            [.. parts.Where(part => part.Rows > 0).Select(part => (IReadOnlyList<Cell>)[part.Name, Cell.Count(part.Rows)])]);
        var columns = new DataTable("the columns", ["column", "from", "to"],
            [.. data.Ranges.Select(range => (IReadOnlyList<Cell>)[range.Name, Cell.Number(range.Least), Cell.Number(range.Most)])]);
        bool listed = columns.Rows.Count > 0;
        return new Panel("data", "The data", sentence)
        {
            Body = Markup.Of($"<div class=split>{split.ToHtml()}{(listed ? columns.ToHtml() : Markup.Empty)}</div>"),
            Tables = listed ? [split, columns] : [split],
        };
    }
}
