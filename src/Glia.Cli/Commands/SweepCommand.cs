using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Experiments;
using Glia.Experiments.Sweeps;
using Glia.Report;
using Glia.Training;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia sweep</c>: many runs of one experiment, each with other values.</summary>
internal static class SweepCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "sweep";

    // Runs that a comparison shows: more lines in one chart cannot be told apart.
    private const int MostCompared = 12;

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Tries values in an experiment: all combinations, some by chance, or the best of many.");
        if (!complete) return command;
        var file = new Argument<string?>("SWEEP.json")
        {
            Description = "What is tried: an experiment, and values for some of its places (docs/sweep.md).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> output = Output();
        command.Add(file);
        command.Add(output);
        command.Add(RunAll(terminal));
        command.Add(Collect(terminal));
        command.SetAction(parsed => Make(terminal(), Needed(parsed.GetValue(file), "SWEEP.json", ""), parsed.GetValue(output)));
        Examples.Attach(command, """
            glia sweep rates.json
            glia sweep run rates.json --jobs 2
            glia train sweeps/rates --index 7
            glia sweep collect sweeps/rates
            """);
        return command;
    }

    private static Command RunAll(Func<Terminal> terminal)
    {
        var command = new Command("run", "Makes the runs where they are not made yet, and does all that are left on this machine.");
        var what = new Argument<string?>("WHAT")
        {
            Description = "A sweep file, or the folder of a sweep.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> output = Output();
        var jobs = new Option<int?>("--jobs", "-j")
        {
            Description = "How many runs at a time, which share the processors; 1 by default. The result is the same for any number.",
            HelpName = "N",
        }
            .Within(1, Kernels.Workers.MostThreads);
        var every = new Option<string?>("--checkpoint-every")
        {
            Description = "How often a run writes down where it stands, as in glia train.",
            HelpName = "30s",
        };
        command.Add(what);
        command.Add(output);
        command.Add(jobs);
        command.Add(every);
        command.SetAction(parsed => Run(terminal(), Needed(parsed.GetValue(what), "WHAT", " run"), parsed.GetValue(output),
            parsed.GetValue(jobs) ?? 1,
            parsed.GetValue(every) is { } text ? CheckpointInterval.Parse(every.Name, text) : CheckpointInterval.Cheap));
        Examples.Attach(command, """
            glia sweep run rates.json
            glia sweep run sweeps/rates --jobs 2
            """);
        return command;
    }

    private static Command Collect(Func<Terminal> terminal)
    {
        var command = new Command("collect", "Shows what came out, writes it as results.csv and compares the best runs in report.html; " +
            "of a sweep that halves, makes the next round.");
        var folder = new Argument<string?>("FOLDER") { Description = "The folder of a sweep.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonFlags.Json();
        command.Add(folder);
        command.Add(json);
        command.SetAction(parsed =>
        {
            Terminal shown = terminal();
            var sweep = SweepFolder.Open(Needed(parsed.GetValue(folder), "FOLDER", " collect"));
            IReadOnlyList<SweepResult> results = Collect(parsed.GetValue(json) ? shown.Silent : shown, sweep);
            if (parsed.GetValue(json)) shown.Plain.Write(sweep.ToJson(results));
            return 0;
        });
        Examples.Attach(command, """
            glia sweep collect sweeps/rates
            glia sweep collect sweeps/rates --json
            """);
        return command;
    }

    private static Option<string?> Output() =>
        new("--output", "-o") { Description = "The folder of the sweep; sweeps/NAME by default.", HelpName = "FOLDER" };

    private static string Needed(string? word, string what, string command) =>
        word ?? throw new GliaException($"glia sweep{command} needs {what}; see glia sweep{command} --help.");

    private static int Make(Terminal terminal, string file, string? output)
    {
        SweepFolder sweep = Made(file, output);
        string folder = NextStep.Word(sweep.Folder);
        terminal.Screen.WriteLine($"{Words.Count(sweep.Sweep.Runs, "run")} in {sweep.Folder}, {SweepFolder.IndexFile} lists them.");
        terminal.Screen.WriteLine($"To run them here: glia sweep run {folder}");
        terminal.Screen.WriteLine($"To run one of them anywhere: glia train {folder} --index 0 (to {sweep.Runs.Count - 1})");
        return 0;
    }

    private static int Run(Terminal terminal, string what, string? output, int jobs, CheckpointInterval every)
    {
        SweepFolder sweep = SweepFolder.IsSweep(what) ? SweepFolder.Open(what) : Made(what, output);
        using IDisposable? held = terminal.Signals?.Hold();
        using CancellationTokenRegistration asked = terminal.Interrupted.Register(() =>
            terminal.Errors.WriteLine("Ending as you asked, after the step in progress; started again it goes on from there."));
        int over = sweep.Runs.Count(run => run.IsOver);
        if (over > 0) terminal.Screen.WriteLine($"{over:N0} of {sweep.Sweep.Runs:N0} runs are over already.");
        var runner = new SweepRunner(sweep, Subjects.Sources.Open, Math.Max(1, Environment.ProcessorCount / jobs))
        {
            Every = every,
            Done = result => terminal.Screen.WriteLine($"{++over,6:N0} of {sweep.Sweep.Runs:N0}  {Line(result, sweep.Sweep)}"),
        };
        runner.Run(jobs, terminal.Interrupted);
        if (terminal is { Signals: { } signals, Interrupted.IsCancellationRequested: true }) return signals.ExitCode;
        Collect(terminal, sweep);
        return 0;
    }

    private static SweepFolder Made(string file, string? output)
    {
        if (Directory.Exists(file)) return SweepFolder.Open(file);
        return SweepFolder.Make(file, output ?? Path.Combine("sweeps", Path.GetFileNameWithoutExtension(file)));
    }

    private static IReadOnlyList<SweepResult> Collect(Terminal terminal, SweepFolder sweep)
    {
        const int MostShown = 10;
        IReadOnlyList<SweepResult> results = sweep.Collect();
        IReadOnlyList<SweepResult> best = sweep.Best(results);
        int errors = results.Count(result => result.Error is not null);
        int[] left = [.. results.Where(one => !one.IsOver).Select(one => one.Run.Number)];
        terminal.Screen.WriteLine();
        terminal.Screen.WriteLine($"{results.Count(one => one.IsOver):N0} of {sweep.Sweep.Runs:N0} runs are over" +
            (errors > 0 ? $", {errors:N0} of them could not be run ({SweepFolder.ResultsFile} says which)." : "."));
        foreach (SweepResult result in best.Take(MostShown))
            terminal.Screen.WriteLine($"{result.Run.Number,6}  {Line(result, sweep.Sweep)}");
        if (left.Length > 0) terminal.Screen.WriteLine($"Runs that are left: {Listed(left)}.");
        if (best.Count == 0) return results;
        string page = Path.Combine(sweep.Folder, RunFolder.ReportFile);
        Reports.OfRuns([.. best.Take(MostCompared).Select(one => RecordedRun.Read(one.Run.Folder, whole: false))]).Write(page);
        terminal.Screen.WriteLine($"All of them: {Path.Combine(sweep.Folder, SweepFolder.ResultsFile)}");
        terminal.Screen.WriteLine($"The best to look at: {NextStep.Word(page)}");
        return results;
    }

    private static string Line(SweepResult result, Sweep sweep)
    {
        IEnumerable<string> values = sweep.Places.Select((place, i) => $"{Last(place)} {result.Run.Settings[i]?.ToString() ?? "null"}");
        string settings = string.Join(", ", values);
        return result.Error is { } error ? $"{settings}: {error}"
            : $"{settings}: {sweep.Metric} {(result.Epoch == 0 ? "none" : EpochTable.Loss(result.Value))} in epoch {result.Epoch}";
    }

    // network[0].units stays as it is: which layer it is matters.
    private static string Last(string place) =>
        place.StartsWith("network", StringComparison.Ordinal) ? place : place[(place.LastIndexOf('.') + 1)..];

    // 3, 5 to 9, 12: as ranges of numbers that follow one another.
    private static string Listed(int[] numbers)
    {
        var ranges = new List<string>();
        for (int i = 0, end; i < numbers.Length; i = end + 1)
        {
            for (end = i; end + 1 < numbers.Length && numbers[end + 1] == numbers[end] + 1; end++) { }
            ranges.Add(end == i ? $"{numbers[i]}" : $"{numbers[i]} to {numbers[end]}");
        }
        return string.Join(", ", ranges);
    }
}
