using System.Text.Json.Nodes;
using Glia.Report.Charts;
using Glia.Report.Reading;

namespace Glia.Report.Panels;

/// <summary>How well each class, or each label, is found.</summary>
internal static class ClassesPanel
{
    /// <summary>The panel; null where there are neither.</summary>
    public static Panel? Of(RecordedRun run)
    {
        if (run.Result is not { } result) return null;
        if (result.ClassNames is { } names && result.Confusion.Count > 0) return OfClasses(result, names);
        return result.Labels.Count > 0 ? OfLabels(result.Labels) : null;
    }

    private static Panel OfClasses(RunResult result, IReadOnlyList<string> names)
    {
        int[] actual = new int[names.Count], predicted = new int[names.Count], right = new int[names.Count];
        foreach (((int of, int said), int count) in result.Confusion)
        {
            actual[of] += count;
            predicted[said] += count;
            if (of == said) right[of] += count;
        }
        double[] precision = [.. right.Select((hits, i) => (double)hits / predicted[i])],
            recall = [.. right.Select((hits, i) => (double)hits / actual[i])],
            f1 = [.. right.Select((hits, i) => 2.0 * hits / (actual[i] + predicted[i]))];
        var table = new DataTable("each class", ["class", "rows", "predicted", "precision", "recall", "F1"],
            [.. names.Select((name, i) => (IReadOnlyList<Cell>)[name, Cell.Count(actual[i]), Cell.Count(predicted[i]),
                Cell.Share(precision[i]), Cell.Share(recall[i]), new Cell($"{f1[i]:0.000}", double.IsFinite(f1[i]) ? f1[i] : null)])]);
        int[] known = [.. Enumerable.Range(0, names.Count).Where(i => actual[i] > 0)];
        string sentence = known.Length == 0 ? "No class occurs."
            : $"{names[known.MinBy(i => recall[i])]} is found least often ({Words.Percent(known.Min(i => recall[i]))}), " +
              $"{names[known.MaxBy(i => recall[i])]} most often ({Words.Percent(known.Max(i => recall[i]))}).";
        return new Panel("classes", "Each class", sentence)
        {
            Body = Drawn(table, 3, 5).ToHtml(),
            Tables = [table],
        };
    }

    private static Panel OfLabels(IReadOnlyList<JsonObject> labels)
    {
        string[] figures = ["rows", "precision", "recall", "f1", "accuracy", "guessing"];
        var table = new DataTable("each label", ["label", "rows", "precision", "recall", "F1", "right", "guessing"],
            [.. labels.Select((label, i) => (IReadOnlyList<Cell>)[label["name"]?.GetValue<string>() ?? $"label {i}",
                .. figures.Select(figure => figure == "rows" ? Cell.Number(Value(label, figure)) : Cell.Share(Value(label, figure)))])]);
        return new Panel("classes", "Each label", $"The network answers {Words.Count(labels.Count, "yes or no")} for every row.")
        {
            Body = Drawn(table, 2, 5).ToHtml(),
            Tables = [table],
        };
    }

    private static double? Value(JsonObject label, string figure) =>
        label[figure] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    private static DataTable Drawn(DataTable table, int from, int to) => table with
    {
        Drawn = (row, column) => column >= from && column <= to && table.Rows[row][column] is { Value: { } share } cell
            ? Bars.Share(share, cell.Text)
            : null,
    };
}
