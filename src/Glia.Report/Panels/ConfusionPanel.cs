using Glia.Experiments.Recorded;
using Glia.Report.Html;
using Glia.Report.Reading;

namespace Glia.Report.Panels;

/// <summary>What is taken for what: a matrix whose cells open their rows, and the pairs confused most.</summary>
internal static class ConfusionPanel
{
    // A wider matrix does not fit a page; then the pairs alone are shown.
    private const int MostClasses = 24;
    private const int MostPairs = 12, Levels = 8, MostGalleries = 200;

    /// <summary>The panel; null where the network names no classes.</summary>
    public static Panel? Of(RecordedRun run, SpriteSheet? sprites)
    {
        if (run.Result is not { ClassNames: { } names } result || result.Confusion.Count == 0) return null;
        Dictionary<(int, int), int[]> rows = Rows(run.Details);
        (int True, int Predicted, int Count)[] wrong = [.. result.Confusion.Where(cell => cell.Key.True != cell.Key.Predicted)
            .Select(cell => (cell.Key.True, cell.Key.Predicted, cell.Value)).OrderByDescending(cell => cell.Value)
            .ThenBy(cell => cell.True).ThenBy(cell => cell.Predicted)];
        DataTable pairs = new("what is taken for what, most often first", ["true", "predicted", "how often", "of this class"],
            [.. wrong.Take(MostPairs).Select(cell => (IReadOnlyList<Cell>)[names[cell.True], names[cell.Predicted], Cell.Count(cell.Count),
                Cell.Share((double)cell.Count / Total(result, cell.True))])])
        {
            Drawn = (row, column) => column == 2 ? Link(rows, wrong[row].True, wrong[row].Predicted, wrong[row].Count) : null,
        };
        Markup matrix = names.Count <= MostClasses ? Matrix(result, names, rows) : Markup.Empty;
        bool opens = rows.Count > 0;
        Markup most = wrong.Length > 0 ? pairs.ToHtml() : Markup.Of($"<p>Nothing: all are right.</p>");
        return new Panel("confusion", "What is taken for what", Sentence(result, names, wrong))
        {
            Body = Markup.Of($"""
                <div class=split>{matrix}<div><h3>Most often</h3>{most}</div></div>
                {(opens ? Galleries(run, sprites, names, result, rows) : Markup.Empty)}
                """),
            Tables = [pairs, .. names.Count <= MostClasses ? [Table(result, names)] : Array.Empty<DataTable>()],
        };
    }

    private static Dictionary<(int, int), int[]> Rows(RunDetails? details) => details is null ? []
        : details.Rows.Select((row, number) => (row, number)).Where(one => one.row.True >= 0 && one.row.Predicted >= 0)
            .GroupBy(one => (one.row.True, one.row.Predicted))
            .ToDictionary(cell => cell.Key, cell => cell.Select(one => one.number).ToArray());

    private static int Total(RunResult result, int actual) =>
        Math.Max(1, result.Confusion.Where(cell => cell.Key.True == actual).Sum(cell => cell.Value));

    private static string Sentence(RunResult result, IReadOnlyList<string> names, (int True, int Predicted, int Count)[] wrong)
    {
        int all = result.Confusion.Values.Sum(), errors = wrong.Sum(cell => cell.Count);
        string rows = $"Of {Words.Count(all, $"{result.Part} row")} {errors:#,0} {(errors == 1 ? "is" : "are")} wrong";
        if (wrong.Length == 0) return $"{rows}.";
        (int actual, int predicted, int count) = wrong[0];
        return $"{rows}; most often {names[actual]} is taken for {names[predicted]} ({count:#,0} of its {Total(result, actual):#,0}).";
    }

    private static Markup Matrix(RunResult result, IReadOnlyList<string> names, Dictionary<(int, int), int[]> rows)
    {
        int worst = result.Confusion.Where(cell => cell.Key.True != cell.Key.Predicted).Select(cell => cell.Value).DefaultIfEmpty(1).Max();
        Markup head = Markup.Join(names.Select(name => Markup.Of($"<th scope=col><span>{name}</span></th>")));
        Markup body = Markup.Join(names.Select((name, actual) => Markup.Of($"""
            <tr><th scope=row>{name}</th>{names.Select((_, predicted) => Entry(actual, predicted))}</tr>
            """)));
        string hint = rows.Count > 0 ? "Choose a number to see its rows. " : "";
        return Markup.Of($"""
            <div><fieldset class=choice><legend class=hidden>Cells show</legend>
            <label><input type=radio name=cells checked> counts</label>
            <label><input type=radio name=cells id=cells-share> % of the row</label></fieldset>
            <div class=scroll tabindex=0 role=group aria-label="Confusion matrix"><table class=cm>
            <caption>{hint}Rows: the true class. Columns: what it was taken for.</caption>
            <thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div></div>
            """);

        Markup Entry(int actual, int predicted)
        {
            int count = result.Confusion.GetValueOrDefault((actual, predicted));
            if (count == 0) return Markup.Of($"<td class=none>·</td>");
            int level = actual == predicted ? 0 : Math.Max(1, (int)Math.Round((double)Levels * count / worst));
            string share = $"{100.0 * count / Total(result, actual):0.0}";
            Markup text = Markup.Of($"<span class=cnt>{count:#,0}</span><span class=pct>{share}</span>");
            string look = actual == predicted ? "diag" : $"e{level}", said = Taken(names, actual, predicted, $"{count:#,0}");
            return rows.ContainsKey((actual, predicted))
                ? Markup.Of($"<td class={look}><a href=\"#c-{actual}-{predicted}\" aria-label=\"{said}\">{text}</a></td>")
                : Markup.Of($"<td class={look}>{text}</td>");
        }
    }

    private static string Taken(IReadOnlyList<string> names, int actual, int predicted, string count) =>
        $"{names[actual]} taken for {names[predicted]}: {count}";

    private static Markup? Link(Dictionary<(int, int), int[]> rows, int actual, int predicted, int count) =>
        rows.ContainsKey((actual, predicted)) ? Markup.Of($"<a href=\"#c-{actual}-{predicted}\">{count:#,0}</a>") : null;

    private static Markup Galleries(RecordedRun run, SpriteSheet? sprites, IReadOnlyList<string> names, RunResult result,
        Dictionary<(int True, int Predicted), int[]> rows)
    {
        var shots = new Shots(run, sprites);
        return Markup.Join(rows.OrderBy(cell => cell.Key.True == cell.Key.Predicted).ThenByDescending(cell => cell.Value.Length)
            .Take(MostGalleries).Select(cell =>
            {
                (int actual, int predicted) = cell.Key;
                int count = result.Confusion.GetValueOrDefault((actual, predicted));
                string some = cell.Value.Length < count ? $"{cell.Value.Length} of {count:#,0}" : $"{count:#,0}";
                string caption = actual == predicted
                    ? $"{names[actual]}, and found: the least sure of {count:#,0}"
                    : Taken(names, actual, predicted, some);
                return Markup.Of($"""
                    <section class=gallery id="c-{actual}-{predicted}" aria-label="{caption}">
                    <header><h3>{caption}</h3><a href="#confusion">Close</a></header>
                    {shots.Of(cell.Value, caption)}</section>
                    """);
            }));
    }

    private static DataTable Table(RunResult result, IReadOnlyList<string> names) => new("confusion matrix",
        ["true \\ predicted", .. names],
        [.. names.Select((name, actual) => (IReadOnlyList<Cell>)[name,
            .. names.Select((_, predicted) => Cell.Count(result.Confusion.GetValueOrDefault((actual, predicted))))])]);
}
