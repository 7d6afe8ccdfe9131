using System.CommandLine;
using System.Diagnostics;
using Glia.Cli.Screen;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Experiments;
using Glia.Training;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia train</c>: runs an experiment and leaves a run folder.</summary>
internal static class TrainCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "train";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new GroupedCommand(Name, "Trains a network and writes a run folder: the model, the experiment, the history, a summary.");
        if (!complete) return command;
        var what = new Argument<string>("WHAT")
        {
            Description = "mnist, a data file or folder (.csv, .npz, .npy, IDX), a folder of images with a folder a class, or an experiment file (.json).",
        };
        var flags = new TrainFlags(command);
        var threads = new Option<int?>("--threads") { Description = "How many threads to use; all processors by default. The result is the same for any number.", HelpName = "N" }.AtLeast(1);
        var output = new Option<string?>("--output", "-o") { Description = "The run folder; runs/NAME by default.", HelpName = "FOLDER" };
        var overwrite = new Option<bool>("--overwrite")
        {
            Description = "Replaces the run that is in the run folder, once the new one is finished.",
        };
        var doctor = new Option<bool>("--doctor") { Description = "Watches while it trains and says what is wrong as soon as that is sure." };
        command.Add(what);
        command.Group("Run", output, overwrite, doctor, threads);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(what), flags.Read(parsed), parsed.GetValue(threads),
            new Place(parsed.GetValue(output), parsed.GetValue(overwrite)), parsed.GetValue(doctor)));
        Examples.Attach(command, """
            glia train mnist
            glia train mnist --layers 64 --activation tanh --epochs 2
            glia train flowers.csv --targets species --epochs 50
            glia train pets/ --image-size 32x32
            glia train flowers.csv --layers 32 --dropout 0.2 --validation-split 0.1 --patience 5 --epochs 200
            glia train samples/experiments/origin.json --learning-rate 0.01 -o runs/faster
            """);
        return command;
    }

    private static int Run(Terminal terminal, string what, ExperimentOverrides overrides, int? threads, Place place, bool doctor)
    {
        long started = Stopwatch.GetTimestamp();
        place.Check();
        (Experiment experiment, LoadedData loaded) = Subjects.Experiment(what, overrides);
        ExperimentRun run = ExperimentRun.Prepare(experiment, loaded, threads, started);
        var table = new EpochTable(run.ClassNames is not null, run.Data.Validation is not null, run.Data.Test is not null,
            run.Data.RowsAre);
        using var screen = new TrainingScreen(terminal, table, run.Data.RowsAre, run.TotalSteps, run.StepsPerEpoch);
        // From here there is something to keep: a signal ends the run after the step.
        using IDisposable? held = terminal.Signals?.Hold();
        using RunRecorder recorder = place.Begin(run, Path.GetFileNameWithoutExtension(what), screen.Say);
        foreach (string line in RunHeader.Lines(run)) terminal.Screen.WriteLine(line);
        terminal.Screen.WriteLine();

        int told = 0;
        screen.Begin();
        List<ITrainingObserver> watching = [recorder, screen];
        if (doctor) watching.Add(Watching(run, finding => DoctorReport.Finding(terminal.Screen, ++told, finding, null)));
        History history = run.Fit(watching);
        screen.Dispose();
        // What is left takes no weights with it if it is ended: a signal ends it at once.
        if (IsKept(recorder)) held?.Dispose();
        RunSummary summary = run.Judge(history);
        terminal.Screen.WriteLine();
        RunReport.Write(terminal.Screen, summary.Test is null ? "training" : "test", summary.Judged, summary.ClassNames);
        terminal.Screen.WriteLine(summary.Verdict);
        string folder = LastResort.Finish(terminal, recorder, run, summary);
        if (doctor && told == 0) terminal.Screen.WriteLine($"The doctor saw nothing wrong while it trained; glia doctor {folder} looks closer.");
        string goodbye = Goodbye(summary, folder);
        terminal.Screen.WriteLine(goodbye);
        // Where it lies is worth saying even where nobody sees the rest.
        if (terminal.Output?.Lost is not null) terminal.Errors.WriteLine(goodbye);
        if (history.Ending == Ending.Stopped) return terminal.Signals?.ExitCode ?? 0;
        return folder == recorder.Folder ? 0 : CommandLine.OutputLost;
    }

    // False where the disk is full: then the weights are only in memory, and finishing finds another place for them.
    private static bool IsKept(RunRecorder recorder)
    {
        try
        {
            recorder.Keep();
            return true;
        }
        catch (GliaException)
        {
            return false;
        }
    }

    // Where the run folder shall be; null: one of its own.
    private sealed record Place(string? Folder, bool Overwrite)
    {
        public void Check()
        {
            if (Folder is not null) RunRecorder.Check(Folder, Overwrite);
        }

        public RunRecorder Begin(ExperimentRun run, string name, Action<string> tell) =>
            Folder is null
                ? RunRecorder.BeginUnused(run.Experiment.Name ?? name, run, tell)
                : RunRecorder.Begin(Folder, run, Overwrite, tell);
    }

    private static LiveDoctor Watching(ExperimentRun run, Action<Finding> tell) =>
        new(run.Experiment.Training.BuildLoss(), run.Trainer, run.Data.Training, tell);

    private static string Goodbye(RunSummary summary, string folder)
    {
        string kept = summary.KeptEpoch == 0 ? "the weights it had" : $"the weights of epoch {summary.KeptEpoch}";
        return summary.History.Ending switch
        {
            Ending.Stopped => $"Ended after step {summary.History.Steps:N0} as you asked; {kept} are in {Path.Combine(folder, RunFolder.ModelFile)}",
            Ending.EarlyStopped => $"Stopped early after epoch {summary.History.Epochs.Count}; {kept} are in {Path.Combine(folder, RunFolder.ModelFile)}",
            _ => $"Everything is in {folder}",
        };
    }
}
