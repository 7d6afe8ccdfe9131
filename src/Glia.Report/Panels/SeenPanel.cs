using Glia.Experiments.Recorded;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>What the network sees: training rows after scaling. Wrong scales, mixed up channels and misplaced labels show here.</summary>
internal static class SeenPanel
{
    /// <summary>The panel; null where no rows were recorded.</summary>
    public static Panel? Of(RecordedRun run, SpriteSheet? sprites)
    {
        if (run.Details is not { Seen: { Rows.Count: > 0 } seen } details) return null;
        string sentence = $"Its inputs lie between {Words.Number(seen.Least)} and {Words.Number(seen.Most)}, " +
            $"mean {Words.Number(seen.Mean)}, standard deviation {Words.Number(seen.Deviation)}." +
            (seen.AreChanged ? " They are shown as augmentation changed them for the first epoch; every other epoch sees others." : "");
        var shots = new Shots(run, sprites);
        bool classes = run.Result?.ClassNames is not null && seen.Rows.Any(row => row.True >= 0);
        var table = new DataTable("training rows as the network gets them",
            [seen.Rows[0].File is null ? "row" : "file", .. classes ? ["class"] : Array.Empty<string>(), .. seen.Names],
            [.. seen.Rows.Select(row => (IReadOnlyList<Cell>)[row.File is null ? Cell.Count(row.Number) : new Cell(row.File),
                .. classes ? [new Cell(shots.Class(row.True))] : Array.Empty<Cell>(), .. row.Values.Select(Cell.Read)])]);
        return new Panel("seen", "What the network sees", sentence)
        {
            Body = sprites is null ? table.ToHtml() : Markup.Of($"<ul class=shots>{seen.Rows.Select(Shot)}</ul>"),
            Tables = [table],
        };

        // Their pictures follow those of the judged rows.
        Markup Shot(RecordedRow row, int index)
        {
            string place = row.File ?? $"row {row.Number:#,0}", what = classes ? shots.Class(row.True) : place;
            return Markup.Of($"""
                <li>{sprites!.Picture(details.Rows.Count + index, $"{place}: {what}")}<span class=says><b>{what}</b></span>
                <small class=place>{place}</small></li>
                """);
        }
    }
}
