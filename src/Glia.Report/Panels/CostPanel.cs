using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>What each run reached against the time it took: those on the line are beaten by none in both.</summary>
internal static class CostPanel
{
    /// <summary>The panel; null where fewer than two runs finished.</summary>
    /// <param name="runs">The runs, the best first.</param>
    public static Panel? Of(IReadOnlyList<ComparedRun> runs)
    {
        bool accuracy = runs.Any(run => run.HasAccuracy);
        ComparedRun[] known = [.. runs
            .Where(run => double.IsFinite(run.Figure) && double.IsFinite(run.Seconds) && run.HasAccuracy == accuracy)
            .OrderBy(run => run.Seconds).ThenByDescending(run => run.Rank)];
        if (known.Length < 2) return null;
        var front = new List<ComparedRun>();
        foreach (ComparedRun run in known)
            if (front.Count == 0 || run.Rank > front[^1].Rank) front.Add(run);
        string what = accuracy ? "accuracy" : "loss";
        string sentence = front.Count == 1
            ? $"{front[0].Name} is the best and the fastest."
            : $"{Words.List([.. front.Select(run => run.Name)])} are beaten by none in both {what} and time.";
        var table = new DataTable($"{what} against time", ["run", "training time", what, "beaten by none"],
            [.. known.Select(run => (IReadOnlyList<Cell>)[run.Name, Cell.Seconds(run.Seconds),
                accuracy ? Cell.Share(run.Figure) : Cell.Number(run.Figure), front.Contains(run) ? "yes" : ""])]);
        var chart = new LineChart(accuracy ? "Accuracy against training time" : "Loss against training time", sentence, "seconds",
            [
                Points(known) with { Line = false, Dots = true },
                Points(front) with { Look = 3, Name = "beaten by none" },
            ])
        { Shares = accuracy, LogX = known[^1].Seconds > 10 * known[0].Seconds && known[0].Seconds > 0 };
        return new Panel("cost", "What it cost", sentence) { Body = Markup.Of($"{chart.ToHtml()}{table.Folded()}"), Tables = [table] };
    }

    private static Series Points(IReadOnlyList<ComparedRun> runs) =>
        new("runs", [.. runs.Select(run => run.Seconds)], [.. runs.Select(run => run.Figure)])
        {
            Names = [.. runs.Select(run => run.Name)],
        };
}
