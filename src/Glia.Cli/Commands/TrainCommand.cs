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

    // The exit code of a command ended by Ctrl-C, as shells have it: 128 + SIGINT.
    private const int InterruptedCode = 130;

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
        var doctor = new Option<bool>("--doctor") { Description = "Watches while it trains and says what is wrong as soon as that is sure." };
        command.Add(what);
        command.Group("Run", output, doctor, threads);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(what), flags.Read(parsed), parsed.GetValue(threads), parsed.GetValue(output), parsed.GetValue(doctor)));
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

    private static int Run(Terminal terminal, string what, ExperimentOverrides overrides, int? threads, string? output, bool doctor)
    {
        long started = Stopwatch.GetTimestamp();
        (Experiment experiment, LoadedData loaded) = Subjects.Experiment(what, overrides);
        ExperimentRun run = ExperimentRun.Prepare(experiment, loaded, threads, started);
        string folder = output ?? RunFolder.Unused(experiment.Name ?? Path.GetFileNameWithoutExtension(what));
        RunFolder.Try(folder);
        foreach (string line in RunHeader.Lines(run)) terminal.Screen.WriteLine(line);
        terminal.Screen.WriteLine();

        RunSummary summary;
        int told = 0;
        var table = new EpochTable(run.ClassNames is not null, run.Data.Validation is not null, run.Data.Test is not null, run.Data.RowsAre);
        using (var screen = new TrainingScreen(terminal, table, run.Data.RowsAre, run.TotalSteps, run.StepsPerEpoch))
        {
            screen.Begin();
            summary = doctor ? run.Train(screen, Watching(run, finding => DoctorReport.Finding(terminal.Screen, ++told, finding, null))) : run.Train(screen);
        }
        terminal.Screen.WriteLine();
        RunReport.Write(terminal.Screen, summary.Test is null ? "training" : "test", summary.Judged, summary.ClassNames);
        terminal.Screen.WriteLine(summary.Verdict);
        if (doctor && told == 0) terminal.Screen.WriteLine($"The doctor saw nothing wrong while it trained; glia doctor {folder} looks closer.");
        RunFolder.Write(folder, run, summary);
        terminal.Screen.WriteLine(Goodbye(summary, folder));
        return summary.History.Ending == Ending.Stopped ? InterruptedCode : 0;
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
