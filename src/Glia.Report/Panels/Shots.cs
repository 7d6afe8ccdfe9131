using Glia.Experiments.Recorded;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>Rows of the data as a page shows them: pictures with their words, or a table.</summary>
/// <param name="run">The run they are of.</param>
/// <param name="sprites">Its pictures; null where rows are none.</param>
internal sealed class Shots(RecordedRun run, SpriteSheet? sprites)
{
    private readonly RunDetails _details = run.Details!;

    /// <summary>Rows of the judged part with what the network said of them.</summary>
    /// <param name="rows">Numbers of <see cref="RunDetails.Rows"/>.</param>
    /// <param name="caption">What they are.</param>
    public Markup Of(IReadOnlyList<int> rows, string caption)
    {
        if (sprites is null) return Table(rows, caption).ToHtml();
        return Markup.Of($"<ul class=shots>{rows.Select(Shot)}</ul>");
    }

    /// <summary>The same rows as a table.</summary>
    public DataTable Table(IReadOnlyList<int> rows, string caption)
    {
        bool files = rows.Any(row => _details.Rows[row].File is not null), classes = run.Result?.ClassNames is not null;
        string[] columns =
        [
            files ? "file" : "row", "true", "predicted",
            .. classes ? ["probability", "of the true class"] : Array.Empty<string>(), "loss",
            .. sprites is null ? _details.ValueNames : [],
        ];
        return new DataTable(caption, columns, [.. rows.Select(number => Cells(_details.Rows[number], files, classes, columns.Length))]);
    }

    /// <summary>The name of a class.</summary>
    public string Class(int label) => run.Result?.ClassNames is { } names && (uint)label < (uint)names.Count ? names[label] : "no answer";

    private Cell[] Cells(RecordedRow row, bool files, bool classes, int count)
    {
        Cell[] cells =
        [
            files ? new Cell(row.File ?? "") : Cell.Count(row.Number),
            classes ? new Cell(Class(row.True)) : Figures(row.Targets),
            classes ? new Cell(Class(row.Predicted)) : Figures(row.Outputs),
            .. classes ? [Cell.Share(row.Probability), Cell.Share(row.ProbabilityOfTrue)] : Array.Empty<Cell>(),
            Cell.Number(row.Loss),
            .. sprites is null ? row.Values.Select(Cell.Read) : [],
        ];
        int missing = Math.Max(0, count - cells.Length);
        return cells.Length == count ? cells : [.. cells.Take(count), .. Enumerable.Repeat(new Cell(""), missing)];
    }

    private static Cell Figures(IReadOnlyList<double> values) =>
        values.Count == 1 ? Cell.Number(values[0]) : new Cell(string.Join(", ", values.Select(Words.Number)));

    private Markup Shot(int number)
    {
        RecordedRow row = _details.Rows[number];
        bool classes = run.Result?.ClassNames is not null;
        string truth = classes ? Class(row.True) : Figures(row.Targets).Text;
        string said = classes ? Class(row.Predicted) : Figures(row.Outputs).Text;
        string place = row.File ?? $"row {row.Number:#,0}";
        Markup sure = double.IsFinite(row.Probability) ? Markup.Of($"<small>{100 * row.Probability:0} % sure</small>") : Markup.Empty;
        Markup taken = classes && row.True == row.Predicted ? Markup.Empty : Markup.Of($" → {said}");
        string verdict = !classes ? "" : row.True == row.Predicted ? "right" : "wrong";
        return Markup.Of($"""
            <li>{sprites!.Picture(number, $"{place}: {truth}, taken for {said}")}
            <span class="says {verdict}"><b>{truth}</b>{taken}</span>{sure}<small class=place>{place}</small></li>
            """);
    }
}
