namespace Glia.Report.Panels;

/// <summary>What stands above a comparison.</summary>
internal static class ComparedHead
{
    private const int MostSources = 3;

    /// <summary>The headline of several runs.</summary>
    /// <param name="runs">The runs, the best first.</param>
    public static Headline Of(IReadOnlyList<ComparedRun> runs)
    {
        ComparedRun best = runs[0];
        int finished = runs.Count(run => run.Run.Result is not null);
        if (double.IsNaN(best.Figure))
            return new Headline("", Mood.Open, "None finished", "None of these runs has a summary yet.");
        string figure = Said(best), what = best.HasAccuracy ? "accuracy" : "loss";
        ComparedRun[] comparable = [.. runs.Where(run => run.HasAccuracy == best.HasAccuracy && double.IsFinite(run.Figure))];
        ComparedRun fastest = comparable.MinBy(run => run.Seconds)!;
        string[] sources = [.. runs.Select(run => Path.GetFileName(run.Run.Experiment.Data.Source)).Distinct()];
        return new Headline(string.Join(", ", sources.Take(MostSources)), Mood.Good,
            $"Best: {best.Name}", $"{best.Name} reaches {what} {figure}; the worst of them, {comparable[^1].Name}, {Said(comparable[^1])}.")
        {
            Figures =
            [
                ("runs", $"{runs.Count:#,0}"), ("finished", $"{finished:#,0}"), ($"best {what}", figure),
                ("fastest", $"{Spoken.Seconds(fastest.Seconds)}"),
            ],
            Next = $"glia report {ShellWord.Of(best.Run.Folder)}",
        };

        static string Said(ComparedRun run) => run.HasAccuracy ? Spoken.Percent(run.Figure) : Words.Number(run.Figure);
    }
}
