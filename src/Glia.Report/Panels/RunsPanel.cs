using Glia.Report.Reading;

namespace Glia.Report.Panels;

/// <summary>Several runs as a table: what each reached, and at what cost.</summary>
internal static class RunsPanel
{
    private static readonly (string Name, Func<RunResult, Cell> Of)[] s_columns =
    [
        ("test accuracy", result => Cell.Share(result["test_accuracy"])),
        ("test R²", result => Cell.Number(result["test_r2"])),
        ("test loss", result => Cell.Number(result["test_loss"])),
        ("training accuracy", result => Cell.Share(result["train_accuracy"])),
        ("training loss", result => Cell.Number(result["train_loss"])),
        ("best epoch", result => Cell.Number(result["best_epoch"])),
        ("epochs", result => Cell.Number(result["epochs"])),
        ("steps", result => Cell.Number(result["steps"])),
        ("training time", result => Cell.Seconds(result["train_seconds"])),
        ("rows a second", result => Cell.Number(result["samples_per_second"])),
        ("parameters", result => Cell.Number(result["parameters"])),
    ];

    /// <summary>The panel.</summary>
    /// <param name="runs">The runs, the best first.</param>
    /// <param name="address">Where the page of a run is; null where runs have none.</param>
    public static Panel Of(IReadOnlyList<ComparedRun> runs, Func<RecordedRun, string>? address = null)
    {
        RunResult[] results = [.. runs.Select(run => run.Run.Result).OfType<RunResult>()];
        var columns = s_columns.Where(column => results.Any(result => column.Of(result).Value is not null)).ToArray();
        var table = new DataTable("the runs", ["run", "learned", .. columns.Select(column => column.Name)],
            [.. runs.Select(run => (IReadOnlyList<Cell>)[run.Name, Learned(run.Run),
                .. columns.Select(column => run.Run.Result is { } result ? column.Of(result) : new Cell(""))])])
        {
            Drawn = address is null ? null : (row, column) =>
                column == 0 ? Html.Markup.Of($"<a href=\"{address(runs[row].Run)}\">{runs[row].Name}</a>") : null,
        };
        string best = double.IsNaN(runs[0].Figure) ? "None of them finished."
            : $"The best is {runs[0].Name}. Choose a heading to sort by it.";
        return new Panel("runs", "What they reached", best) { Body = table.ToHtml(), Tables = [table] };
    }

    private static string Learned(RecordedRun run) => run.Result?.Text("learned") switch
    {
        null => "unfinished",
        "yes" => "yes",
        "a_little" => "a little",
        "no" => "no",
        "never_trained" => "never trained",
        _ => "unknown",
    };
}
