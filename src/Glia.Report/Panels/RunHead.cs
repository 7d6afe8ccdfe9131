using Glia.Experiments;
using Glia.Report.Reading;

namespace Glia.Report.Panels;

/// <summary>What stands above the report of a run.</summary>
internal static class RunHead
{
    /// <summary>The headline of a run.</summary>
    public static Headline Of(RecordedRun run)
    {
        string source = run.Experiment.Data.Source, subject = Path.GetFileName(Path.TrimEndingDirectorySeparator(source));
        if (run.Result is not { } result)
        {
            return new Headline(subject, Mood.Open, "Unfinished", $"{Capital(run.Unfinished ?? "this run did not finish.")} " +
                $"It has {Words.Count(run.History.Epochs, "finished epoch")}.")
            {
                Next = ResumedRun.Of(run.Folder) is { } unfinished && ResumedRun.HasCheckpoint(unfinished.Place)
                    ? $"glia train --resume {ShellWord.Of(run.Folder)}"
                    : $"glia doctor {ShellWord.Of(run.Folder)}",
            };
        }
        (Mood mood, string word, string? next) = result.Text("learned") switch
        {
            "yes" => (Mood.Good, "It learned", $"glia predict {ShellWord.Of(run.Folder)} {ShellWord.Of(Near(source))}"),
            "a_little" => (Mood.Open, "It learned a little", $"glia doctor {ShellWord.Of(run.Folder)}"),
            "no" => (Mood.Bad, "It did not learn", $"glia doctor {ShellWord.Of(run.Folder)}"),
            "never_trained" => (Mood.Open, "Never trained", null),
            _ => (Mood.Open, "Nobody can tell", (string?)null),
        };
        string sentence = result.Text("verdict"), start = $"{word}: ";
        // The word stands above it already.
        if (sentence.StartsWith(start, StringComparison.Ordinal)) sentence = Capital(sentence[start.Length..]);
        return new Headline(subject, mood, word, sentence) { Figures = Figures(run, result), Next = next };
    }

    private static List<(string, string)> Figures(RecordedRun run, RunResult result)
    {
        string part = result.Part;
        var figures = new List<(string, string)>();
        Add($"{part} accuracy", result.Judged("accuracy"), Spoken.Percent);
        Add($"{part} R²", result.Judged("r2"), value => $"{value:0.000}");
        Add($"{part} mean absolute error", result.Judged("mean_absolute_error"), Words.Number);
        Add($"{part} loss", result.Judged("loss"), Words.Number);
        Add("epochs", result["epochs"], value => $"{value:#,0}");
        Add("parameters", result["parameters"], Spoken.Short);
        Add("time", result["wall_seconds"], Spoken.Seconds);
        Add(run.Details?.RowsAre == "images" ? "images a second" : "rows a second", result["samples_per_second"], Spoken.Short);
        return figures;

        void Add(string name, double value, Func<double, string> spoken)
        {
            if (double.IsFinite(value)) figures.Add((name, spoken(value)));
        }
    }

    // A path as it is reached from here; a name such as mnist stays.
    private static string Near(string source)
    {
        if (!Path.Exists(source)) return source;
        string near = Path.GetRelativePath(Environment.CurrentDirectory, source);
        return near.StartsWith("..", StringComparison.Ordinal) ? source : near;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
