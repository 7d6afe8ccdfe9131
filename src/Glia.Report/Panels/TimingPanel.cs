using Glia.Experiments.Recorded;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>Where the time went, and how fast it was.</summary>
internal static class TimingPanel
{
    // A step is a forward pass and two products as large for the gradients of weights and inputs; a product is two operations.
    private const double OperationsPerProduct = 6;

    /// <summary>The panel; null where nothing was measured.</summary>
    public static Panel? Of(RecordedRun run)
    {
        if (run.Result is not { } result || !double.IsFinite(result["wall_seconds"])) return null;
        double wall = result["wall_seconds"], train = result["train_seconds"], speed = result["samples_per_second"];
        RunTimes? times = run.Details?.Seconds;
        (string Name, double Seconds)[] parts = times is null
            ? [("steps", train), ("all else", Math.Max(0, wall - train))]
            : [("data and network", times.Load), ("steps", times.Train), ("evaluations and saving", times.Evaluate),
                ("last evaluation", times.Judge), ("this report's figures", times.Record)];
        double sum = parts.Sum(part => part.Seconds);
        long products = run.Details?.Layers.Layers.Sum(layer => layer.MultiplyAdds) ?? 0;
        string work = products > 0 ? $", about {Spoken.Flop(OperationsPerProduct * products * speed)}/s" : "";
        string fast = $"{speed:#,0} {run.Details?.RowsAre ?? "rows"} a second{work}";
        var table = new DataTable("where the time went", ["part", "time", "share"],
            [.. parts.Select(part => (IReadOnlyList<Cell>)[part.Name, Cell.Seconds(part.Seconds), Cell.Share(Part(part.Seconds))])]);
        string description = string.Join(", ", parts.Select(part => $"{part.Name} {Spoken.Seconds(part.Seconds)}"));
        return new Panel("timing", "Where the time went",
            $"{Spoken.Seconds(wall)} in all, {Spoken.Seconds(train)} of them in steps: {fast}. The process held at most " +
            $"{result["peak_memory_bytes"] / (1 << 20):#,0} MiB.")
        {
            Body = Markup.Of($"""
                <div class=stack role=img aria-label="{description}">{parts.Select((part, i) =>
                    Markup.Of($"<i class=k{i + 1} style=\"width:{100 * Part(part.Seconds):0.##}%\"></i>"))}</div>
                {Keyed(table).ToHtml()}
                """),
            Tables = [table],
        };

        double Part(double seconds) => sum > 0 ? seconds / sum : 0;
    }

    private static DataTable Keyed(DataTable table) => table with
    {
        Drawn = (row, column) => column == 0 ? Markup.Of($"<span class=\"dot k{row + 1}\"></span>{table.Rows[row][0].Text}") : null,
    };
}
