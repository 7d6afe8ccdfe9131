using Glia.Experiments.Recorded;
using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>Where the time went, and how fast it was.</summary>
internal static class TimingPanel
{
    // A product and a sum. Convention.
    private const double OperationsPerProduct = 2;

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
        long products = run.Details?.Layers.Layers.Sum(layer => layer.TrainingMultiplyAdds) ?? 0;
        (string work, string[] source) = Work(OperationsPerProduct * products * speed, run.Details?.Machine);
        string fast = $"{speed:#,0} {run.Details?.RowsAre ?? "rows"} a second{work}";
        var table = new DataTable("where the time went", ["part", "time", "share"],
            [.. parts.Select(part => (IReadOnlyList<Cell>)[part.Name, Cell.Seconds(part.Seconds), Cell.Share(Part(part.Seconds))])]);
        DataTable? layers = Layers(run.Details?.LayerTimes);
        string description = string.Join(", ", parts.Select(part => $"{part.Name} {Spoken.Seconds(part.Seconds)}"));
        return new Panel("timing", "Where the time went",
            $"{Spoken.Seconds(wall)} in all, {Spoken.Seconds(train)} of them in steps: {fast}. The process held at most " +
            $"{result["peak_memory_bytes"] / (1 << 20):#,0} MiB.")
        {
            Body = Markup.Of($"""
                <div class=stack role=img aria-label="{description}">{parts.Select((part, i) =>
                    Markup.Of($"<i class=k{i + 1} style=\"width:{100 * Part(part.Seconds):0.##}%\"></i>"))}</div>
                {Keyed(table).ToHtml()}{source.Select(line => Markup.Of($"<p class=lead>{line}</p>"))}{ByLayer(layers)}
                """),
            Lines = source,
            Tables = layers is null ? [table] : [table, layers],
        };

        double Part(double seconds) => sum > 0 ? seconds / sum : 0;
    }

    // How much was computed, beside what the processor can, and where both figures come from.
    private static (string Work, string[] Source) Work(double operations, RunMachine? machine)
    {
        if (!(operations > 0)) return ("", []);
        string work = $", about {Spoken.Flop(operations)}/s", counted = "Counted are the products of the layers, forward and backward, " +
            "as if no number were zero; the time is all of that in steps.";
        if (machine is not { PeakFlops: > 0 }) return (work, [counted]);
        return ($"{work}, {Words.Percent(operations / machine.PeakFlops)} of the processor's peak",
        [
            $"The peak is {Spoken.Flop(machine.PeakFlops)}/s: multiply-adds that touch registers only " +
            $"({machine.Vectors.ToUpperInvariant()}) on {Words.Count(machine.Threads, "thread")} at a time, " +
            $"measured when the run was over. {counted}",
        ]);
    }

    private static DataTable? Layers(LayerTimes? times)
    {
        if (times is not { Layers.Count: > 0 }) return null;
        double sum = times.Layers.Sum(layer => layer.Forward + layer.Backward);
        string[] columns = ["layer", "kind", "forward", "backward", "share"];
        return new DataTable($"a step of {Words.Count(times.Rows, "row")}, layer by layer", columns,
            [.. times.Layers.Select(layer => (IReadOnlyList<Cell>)[layer.Name, layer.ClassName, Micro(layer.Forward),
                Micro(layer.Backward), Cell.Share(sum > 0 ? (layer.Forward + layer.Backward) / sum : double.NaN)])]);

        static Cell Micro(double seconds) => new($"{1e6 * seconds:#,0} µs", seconds);
    }

    private static Markup ByLayer(DataTable? layers)
    {
        if (layers is null) return Markup.Empty;
        DataTable drawn = layers with
        {
            Drawn = (row, column) => column == 4 && layers.Rows[row][4] is { Value: { } share } cell ? Bars.Share(share, cell.Text) : null,
        };
        return Markup.Of($"<h3>{char.ToUpperInvariant(layers.Caption[0])}{layers.Caption[1..]}</h3>{drawn.ToHtml()}");
    }

    private static DataTable Keyed(DataTable table) => table with
    {
        Drawn = (row, column) => column == 0 ? Markup.Of($"<span class=\"dot k{row + 1}\"></span>{table.Rows[row][0].Text}") : null,
    };
}
